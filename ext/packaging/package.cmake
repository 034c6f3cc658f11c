# cpack -G DEB: the Debian package libsqlite3-mod-synth, of the module alone.
#   cpack -G DEB --config build/release/CPackConfig.cmake -B build/packages
set(CPACK_PACKAGE_NAME libsqlite3-mod-synth)
set(CPACK_PACKAGE_VENDOR "the sqlite-synth authors")
set(CPACK_PACKAGE_CONTACT "the sqlite-synth authors <sqlite-synth@users.noreply.github.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL module debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # libc6; SQLite's functions come from the program that loads the module
set(CPACK_DEBIAN_PACKAGE_ENHANCES "libsqlite3-0 (>= 3.38)")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "invented users and a network that learns from them, for SQLite")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A loadable module for SQLite. Its table-valued functions (synth_*) invent what
people felt, wrote and clicked on in a video recommender; its model_* functions
train a small neural network on such rows and recommend by it, inside SQLite.
In the sqlite3 program, write: .load synth")

# What Debian wants to find in /usr/share/doc.
set(doc share/doc/libsqlite3-mod-synth)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${PROJECT_BINARY_DIR}/debian/changelog.Debian
  "libsqlite3-mod-synth (${PROJECT_VERSION}) unstable; urgency=low\n\n  * Version ${PROJECT_VERSION}.\n\n"
  " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
file(READ LICENSE license)
file(WRITE ${PROJECT_BINARY_DIR}/debian/copyright "sqlite-synth\n\n${license}\n"
  "With pcg-cpp, Copyright 2014-2019 Melissa O'Neill and the PCG Project contributors, under the MIT license too.\n")
# A module to load has no soname, as Debian's own packages of such modules say too.
file(WRITE ${PROJECT_BINARY_DIR}/debian/libsqlite3-mod-synth
  "libsqlite3-mod-synth: sharedobject-in-library-directory-missing-soname\n")
install(FILES ${PROJECT_BINARY_DIR}/debian/libsqlite3-mod-synth DESTINATION share/lintian/overrides
        COMPONENT debian EXCLUDE_FROM_ALL)
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM)
  execute_process(COMMAND ${GZIP_PROGRAM} -9 -n -c ${PROJECT_BINARY_DIR}/debian/changelog.Debian
                  OUTPUT_FILE ${PROJECT_BINARY_DIR}/debian/changelog.gz)
  install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz ${PROJECT_BINARY_DIR}/debian/copyright DESTINATION ${doc}
          COMPONENT debian EXCLUDE_FROM_ALL)
endif()

include(CPack)
