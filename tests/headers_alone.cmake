# SPDX-License-Identifier: BSL-1.0
# Every header compiles alone, twice over, without exceptions and without RTTI.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include
    ${PROJECT_SOURCE_DIR}/include/tapeless/*.hpp)
set(units "")
foreach(header IN LISTS headers)
    string(REPLACE "/" "." unit ${header})
    set(unit ${CMAKE_CURRENT_BINARY_DIR}/headers_alone/${unit}.cpp)
    file(CONFIGURE OUTPUT ${unit} CONTENT "#include <${header}>\n#include <${header}>\n")
    list(APPEND units ${unit})
endforeach()
if(units)
    add_library(headers_alone OBJECT ${units})
    target_link_libraries(headers_alone PRIVATE tapeless::tapeless tapeless_developer)
    target_compile_options(headers_alone PRIVATE -fno-exceptions -fno-rtti -O0)
endif()
