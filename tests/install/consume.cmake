# SPDX-License-Identifier: BSL-1.0
# Builds and runs the consumer project beside this file. way=package: against an installation made for the occasion;
# way=subdirectory: with the source tree inside.
unset(ENV{CXXFLAGS})
unset(ENV{DESTDIR})
file(REMOVE_RECURSE ${work_dir})

set(options -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_BUILD_TYPE= -D Boost_DIR=${boost_dir})
if(way STREQUAL "package")
    execute_process(
        COMMAND ${CMAKE_COMMAND} --install ${binary_dir} --prefix ${work_dir}/prefix
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    list(APPEND options -D CMAKE_PREFIX_PATH=${work_dir}/prefix)
else()
    list(APPEND options -D TAPELESS_SOURCE_DIR=${source_dir})
endif()

execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${work_dir}/build -G ${generator} ${options}
    COMMAND_ERROR_IS_FATAL ANY)

# The package must be the one just installed, and no flag may have come along.
file(STRINGS ${work_dir}/build/CMakeCache.txt found REGEX "^tapeless_DIR:")
if(way STREQUAL "package" AND NOT found MATCHES "=${work_dir}/prefix/")
    message(FATAL_ERROR "another package was found: ${found}")
endif()
file(READ ${work_dir}/build/compile_commands.json commands)
if(NOT commands MATCHES "main.cpp" OR commands MATCHES " -(W|O|m|f)")
    message(FATAL_ERROR "the consumer's command line is not its own: ${commands}")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} --build ${work_dir}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${work_dir}/build/consumer COMMAND_ERROR_IS_FATAL ANY)
