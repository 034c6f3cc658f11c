# What the project stands on: the system's package first, else a pinned archive.
#
# The hashes of pcg-cpp, GoogleTest and Google Benchmark are those of Debian's orig tarballs, which are upstream's own
# archives of the same tags. Downloading them from GitHub could not be tried where this was written, nor could anything
# about the SQLite archive, whose hash is the one that Conan Center pins for it.
include(FetchContent)

find_package(Threads REQUIRED)

# Headers for the module; the library itself only for the tests and for programs that link synth_static.
if(SYNTH_STATIC OR SYNTH_TESTS OR SYNTH_BENCH)
  find_package(SQLite3 3.38 QUIET)
else()
  find_path(SQLite3_INCLUDE_DIR sqlite3ext.h)
  set(SQLite3_INCLUDE_DIRS ${SQLite3_INCLUDE_DIR})
endif()
if(NOT SQLite3_INCLUDE_DIRS OR (NOT SQLite3_FOUND AND SYNTH_STATIC))
  message(STATUS "No SQLite 3.38 or newer here: fetching its amalgamation")
  FetchContent_Declare(sqlite_amalgamation
    URL https://sqlite.org/2024/sqlite-amalgamation-3450300.zip
    URL_HASH SHA256=ea170e73e447703e8359308ca2e4366a3ae0c4304a8665896f068c736781c651)
  FetchContent_MakeAvailable(sqlite_amalgamation)
  add_library(sqlite3_fetched STATIC ${sqlite_amalgamation_SOURCE_DIR}/sqlite3.c)
  target_include_directories(sqlite3_fetched PUBLIC ${sqlite_amalgamation_SOURCE_DIR})
  target_link_libraries(sqlite3_fetched PUBLIC Threads::Threads ${CMAKE_DL_LIBS})
  add_library(SQLite::SQLite3 ALIAS sqlite3_fetched)
  set(SQLite3_INCLUDE_DIRS ${sqlite_amalgamation_SOURCE_DIR})
endif()

find_path(PCG_INCLUDE_DIR pcg_random.hpp)
if(NOT PCG_INCLUDE_DIR)
  FetchContent_Declare(pcg_cpp
    URL https://github.com/imneme/pcg-cpp/archive/refs/tags/v0.98.1.tar.gz
    URL_HASH SHA256=25bb22f076e8c346fa28c2267ae3564b12122f1f4ab2d2a08ad8909dcd6319fd)
  FetchContent_MakeAvailable(pcg_cpp)  # it has no CMakeLists.txt: this only unpacks it
  set(PCG_INCLUDE_DIR ${pcg_cpp_SOURCE_DIR}/include CACHE PATH "Where pcg_random.hpp is" FORCE)
endif()

if(SYNTH_TESTS)
  set(INSTALL_GTEST OFF)
  FetchContent_Declare(googletest
    URL https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    URL_HASH SHA256=81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2
    FIND_PACKAGE_ARGS 1.12 NAMES GTest)
  FetchContent_MakeAvailable(googletest)
endif()

if(SYNTH_BENCH)
  set(BENCHMARK_ENABLE_TESTING OFF)
  set(BENCHMARK_ENABLE_INSTALL OFF)
  FetchContent_Declare(benchmark
    URL https://github.com/google/benchmark/archive/refs/tags/v1.7.1.tar.gz
    URL_HASH SHA256=6430e4092653380d9dc4ccb45a1e2dc9259d581f4866dc0759713126056bc1d7
    FIND_PACKAGE_ARGS 1.7 NAMES benchmark)
  FetchContent_MakeAvailable(benchmark)
endif()
