# SPDX-License-Identifier: BSL-1.0
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# The headers fit every architecture, so the package files lie under share/.
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/tapeless)

install(TARGETS tapeless EXPORT tapelessTargets)
install(DIRECTORY include/tapeless DESTINATION include FILES_MATCHING PATTERN "*.hpp")
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT tapelessTargets NAMESPACE tapeless:: DESTINATION ${package_dir})

configure_package_config_file(cmake/tapelessConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/tapelessConfig.cmake
    INSTALL_DESTINATION ${package_dir}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/tapelessConfigVersion.cmake
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/tapelessConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/tapelessConfigVersion.cmake
    DESTINATION ${package_dir})
