# SPDX-License-Identifier: BSL-1.0
foreach(way IN ITEMS package subdirectory)
    add_test(NAME install.${way}
        COMMAND ${CMAKE_COMMAND}
            -D way=${way}
            -D source_dir=${PROJECT_SOURCE_DIR}
            -D binary_dir=${PROJECT_BINARY_DIR}
            -D work_dir=${CMAKE_CURRENT_BINARY_DIR}/install/${way}
            -D generator=${CMAKE_GENERATOR}
            -D compiler=${CMAKE_CXX_COMPILER}
            -D boost_dir=${Boost_DIR}
            -P ${CMAKE_CURRENT_LIST_DIR}/consume.cmake)
endforeach()
