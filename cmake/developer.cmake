# SPDX-License-Identifier: BSL-1.0
# What the project's own targets are compiled with. Never linked to tapeless itself: consumers keep their own flags.
add_library(tapeless_developer INTERFACE)
target_compile_options(tapeless_developer INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${TAPELESS_WARNINGS_AS_ERRORS}>:-Werror>)

set(CMAKE_CXX_SCAN_FOR_MODULES OFF) # newer CMake would look for C++ modules in every file
