# What the project stands on: the system's package first, else a pinned archive.
#
# The hashes of pcg-cpp and GoogleTest are those of Debian's orig tarballs, which are upstream's own archives of the same
# tags. Downloading them from GitHub could not be tried where this was written, nor could anything
# about the SQLite archive, whose hash is the one that Conan Center pins for it.
include(FetchContent)

find_package(Threads REQUIRED)

# Declares what is not installed, as an archive that FetchContent unpacks. Where it cannot be had, one sentence says what
# to install: FetchContent itself would say it in forty lines, and without the package's name.
function(synth_fetch name what needed url hash)
  string(TOUPPER ${name} upper)
  if(FETCHCONTENT_SOURCE_DIR_${upper} OR FETCHCONTENT_FULLY_DISCONNECTED)
    FetchContent_Declare(${name})
    return()
  endif()
  get_filename_component(file ${url} NAME)
  set(archive ${PROJECT_BINARY_DIR}/_archives/${name}-${file})
  set(found "")
  if(EXISTS ${archive})
    file(SHA256 ${archive} found)
  endif()
  if(NOT found STREQUAL hash)
    message(STATUS "No ${what} here: fetching ${url}")
    file(DOWNLOAD ${url} ${archive} STATUS status INACTIVITY_TIMEOUT 30)
    list(GET status 0 code)
    list(GET status 1 reason)
    if(code EQUAL 0)
      file(SHA256 ${archive} found)
      if(NOT found STREQUAL hash)
        set(reason "what came has SHA-256 ${found}, not ${hash}")
      endif()
    endif()
    if(NOT found STREQUAL hash)
      file(REMOVE ${archive})
      message(FATAL_ERROR "${what} is not here. ${needed}\n(Fetching ${url} failed: ${reason}.)")
    endif()
  endif()
  FetchContent_Declare(${name} URL ${archive} URL_HASH SHA256=${hash})
endfunction()

# Headers for the module; the library itself only for the tests and for programs that link synth_static.
if(SYNTH_STATIC OR SYNTH_TESTS OR SYNTH_BENCH)
  find_package(SQLite3 3.38 QUIET)
else()
  find_path(SQLite3_INCLUDE_DIR sqlite3ext.h)
  set(SQLite3_INCLUDE_DIRS ${SQLite3_INCLUDE_DIR})
endif()
if(NOT SQLite3_INCLUDE_DIRS OR (NOT SQLite3_FOUND AND SYNTH_STATIC))
  synth_fetch(sqlite_amalgamation "SQLite 3.38 or newer with its headers"
    "Debian: apt-get install libsqlite3-dev. Elsewhere: its development package, or CMAKE_PREFIX_PATH names its folder."
    https://sqlite.org/2024/sqlite-amalgamation-3450300.zip
    ea170e73e447703e8359308ca2e4366a3ae0c4304a8665896f068c736781c651)
  FetchContent_MakeAvailable(sqlite_amalgamation)
  add_library(sqlite3_fetched STATIC ${sqlite_amalgamation_SOURCE_DIR}/sqlite3.c)
  target_include_directories(sqlite3_fetched PUBLIC ${sqlite_amalgamation_SOURCE_DIR})
  target_link_libraries(sqlite3_fetched PUBLIC Threads::Threads ${CMAKE_DL_LIBS})
  add_library(SQLite::SQLite3 ALIAS sqlite3_fetched)
  set(SQLite3_INCLUDE_DIRS ${sqlite_amalgamation_SOURCE_DIR})
endif()

find_path(PCG_INCLUDE_DIR pcg_random.hpp)
if(NOT PCG_INCLUDE_DIR)
  synth_fetch(pcg_cpp "pcg-cpp"
    "Debian: apt-get install libpcg-cpp-dev. Elsewhere: -DPCG_INCLUDE_DIR=/the/folder/of/pcg_random.hpp."
    https://github.com/imneme/pcg-cpp/archive/refs/tags/v0.98.1.tar.gz
    25bb22f076e8c346fa28c2267ae3564b12122f1f4ab2d2a08ad8909dcd6319fd)
  FetchContent_MakeAvailable(pcg_cpp)  # it has no CMakeLists.txt: this only unpacks it
  set(PCG_INCLUDE_DIR ${pcg_cpp_SOURCE_DIR}/include CACHE PATH "Where pcg_random.hpp is" FORCE)
endif()

if(SYNTH_TESTS)
  find_package(GTest 1.12 QUIET)
  if(NOT GTest_FOUND)
    set(INSTALL_GTEST OFF)
    synth_fetch(googletest "GoogleTest 1.12 or newer, for the tests,"
      "Debian: apt-get install libgtest-dev. Without tests: -DSYNTH_TESTS=OFF."
      https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
      81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2)
    FetchContent_MakeAvailable(googletest)
  endif()
endif()
