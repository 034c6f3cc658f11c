// The symbols that the library exports. .load ./synth finds sqlite3_synth_init from the letters of the file name.
// .load ./synth sqlite3_synthpure_init, or a link named synth_pure.so, loads only what touches neither files nor the
// user's own tables.
#include "catalog.h"

#ifdef SQLITE_CORE
#include <sqlite3.h>
#else
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1
#endif

// The C++ library inside the module allocates 70 KB when it is loaded, for exceptions when memory is short, and does
// not free it by itself. A program that repeatedly closes its last connection and opens another would leak it each
// time.
#if defined(SYNTH_OWN_CXX_LIBRARY) && defined(__GLIBCXX__)
namespace __gnu_cxx {
void __freeres();
}
namespace {
[[gnu::destructor]] void give_back() {
  __gnu_cxx::__freeres();
}
}  // namespace
#endif

#ifdef _WIN32
#define SYNTH_EXPORT __declspec(dllexport)
#else
#define SYNTH_EXPORT __attribute__((visibility("default")))
#endif

namespace {

constexpr int kOldestSqlite = 3038000;  // sqlite3_vtab_rhs_value, and LIMIT and OFFSET as constraints

int load(sqlite3* db, char** error, synth::Risk most) noexcept {
  if (sqlite3_libversion_number() < kOldestSqlite) {
    if (error != nullptr)
      *error = sqlite3_mprintf("synth needs SQLite 3.38.0 or newer, but this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  try {
    const synth::bind::Connection::Reference connection(
        synth::bind::Connection::open(db, most, synth::Catalog::kEntries));
    const int rc = synth::Catalog::add_all(*connection);
    if (rc != SQLITE_OK && error != nullptr)
      *error = sqlite3_mprintf("synth could not register itself: %s", sqlite3_errmsg(db));
    return rc;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

}  // namespace

extern "C" SYNTH_EXPORT int sqlite3_synth_init(sqlite3* db, char** error, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  static_cast<void>(api);
  return load(db, error, synth::Risk::kTouchesFiles);
}

extern "C" SYNTH_EXPORT int sqlite3_synthpure_init(sqlite3* db, char** error, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  static_cast<void>(api);
  return load(db, error, synth::Risk::kPure);
}
