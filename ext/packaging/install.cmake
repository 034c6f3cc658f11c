# cmake --install: the module where SQLite finds it by its bare name (with prefix /usr), and what programs that link the
# library need: synth.h, the static library, a CMake package and a pkg-config file. cpack: see package.cmake.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Debian's folder for the processor, with any prefix: the dynamic linker, CMake and pkg-config look there. (Otherwise it would
# be used only if the prefix was /usr when the build was configured.)
set(libdir ${CMAKE_INSTALL_LIBDIR})
if(libdir STREQUAL "lib" AND CMAKE_LIBRARY_ARCHITECTURE AND EXISTS /etc/debian_version)
  set(libdir lib/${CMAKE_LIBRARY_ARCHITECTURE})
endif()

# If only the module was built, as by sql/demo.sh, installing builds what is missing.
function(build_if_missing target component)
  install(CODE "
    if(NOT EXISTS \"$<TARGET_FILE:${target}>\")
      message(STATUS \"Building ${target}, which will be installed\")
      execute_process(COMMAND \"${CMAKE_COMMAND}\" --build \"${PROJECT_BINARY_DIR}\" --target ${target} --config \"$<CONFIG>\"
                      COMMAND_ERROR_IS_FATAL ANY)
    endif()" COMPONENT ${component})
endfunction()

build_if_missing(synth module)
install(TARGETS synth LIBRARY DESTINATION ${libdir} COMPONENT module)

# With a SQLite of our own making there is none to name in the CMake package.
if(SYNTH_STATIC AND NOT TARGET sqlite3_fetched)
  set(package ${libdir}/cmake/sqlite_synth)
  build_if_missing(synth_static development)
  install(TARGETS synth_static EXPORT sqlite_synth ARCHIVE DESTINATION ${libdir} COMPONENT development)
  install(FILES ext/synth.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
  install(EXPORT sqlite_synth NAMESPACE sqlite_synth:: FILE sqlite_synth-targets.cmake DESTINATION ${package}
          COMPONENT development)
  configure_package_config_file(ext/packaging/cmake/sqlite_synth-config.cmake.in sqlite_synth-config.cmake
    INSTALL_DESTINATION ${package})
  write_basic_package_version_file(sqlite_synth-config-version.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sqlite_synth-config.cmake
                ${CMAKE_CURRENT_BINARY_DIR}/sqlite_synth-config-version.cmake
          DESTINATION ${package} COMPONENT development)

  # The prefix as seen from the file itself, so that the tree can be moved, or installed with another prefix.
  file(RELATIVE_PATH up /${libdir}/pkgconfig /)
  configure_file(ext/packaging/sqlite_synth.pc.in sqlite_synth.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sqlite_synth.pc DESTINATION ${libdir}/pkgconfig COMPONENT development)
endif()

include(ext/packaging/package.cmake)
