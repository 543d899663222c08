# SPDX-License-Identifier: BSL-1.0
# Tests by scripts: which symbols an object has, whether a fault in a derivative rule is seen, whether LaTeX parses.
set(include_options "")
foreach(directory IN LISTS Boost_INCLUDE_DIRS)
    if(NOT directory IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
        list(APPEND include_options -isystem ${directory})
    endif()
endforeach()

add_test(NAME execute.symbols
    COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/execute/symbols/symbols.py
        ${CMAKE_CXX_COMPILER} ${CMAKE_CURRENT_SOURCE_DIR}/execute/symbols/gradients.cpp
        -I ${PROJECT_SOURCE_DIR}/include ${include_options})

add_test(NAME mutation.rules
    COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/mutation/mutate.py
        ${CMAKE_CXX_COMPILER} ${PROJECT_SOURCE_DIR}/include ${include_options})
set_tests_properties(mutation.rules PROPERTIES LABELS mutation RUN_SERIAL TRUE)

# Debian's interpreter knows Debian's matplotlib, also where another one comes first.
foreach(interpreter IN ITEMS ${Python3_EXECUTABLE} /usr/bin/python3)
    execute_process(COMMAND ${interpreter} -c "import matplotlib" RESULT_VARIABLE missing OUTPUT_QUIET ERROR_QUIET)
    if(missing STREQUAL 0)
        add_test(NAME io.latex_parses
            COMMAND ${interpreter} ${CMAKE_CURRENT_SOURCE_DIR}/io/latex.py ${CMAKE_CURRENT_SOURCE_DIR}/io/latex.cpp)
        break()
    endif()
endforeach()
if(NOT missing STREQUAL 0)
    message(STATUS "tests: matplotlib is not installed, whether LaTeX parses is left out")
endif()

# Some addresses that constant evaluation compares are no constants for g++ when it guards them.
add_test(NAME io.under_sanitizer
    COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -fsanitize=undefined -fsyntax-only -I ${PROJECT_SOURCE_DIR}/include
        ${include_options} ${PROJECT_SOURCE_DIR}/examples/formulas.cpp)
