// If the host's SQLite is too old for the module, the error says so, and nothing is registered.
#define SQLITE_CORE  // SQLite's functions by their names; the module's come through the table
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <sqlite3ext.h>

#include <string>

namespace {

using Entry = int (*)(sqlite3*, char**, const sqlite3_api_routines*);

const sqlite3_api_routines* of_this_host = nullptr;

int keep(sqlite3*, char**, const sqlite3_api_routines* routines) {
  of_this_host = routines;
  return SQLITE_OK;
}

TEST(OldHost, IsToldWhatIsNeeded) {
  const auto keeper = reinterpret_cast<void (*)()>(keep);
  sqlite3_auto_extension(keeper);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  sqlite3_cancel_auto_extension(keeper);
  ASSERT_NE(of_this_host, nullptr);
  static sqlite3_api_routines old = *of_this_host;  // the module keeps its address
  old.libversion = [] { return "3.37.2"; };
  old.libversion_number = [] { return 3037002; };

  void* module = dlopen(SYNTH_MODULE, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(module, nullptr) << dlerror();
  for (const char* name : {"sqlite3_synth_init", "sqlite3_synthpure_init"}) {
    const auto entry = reinterpret_cast<Entry>(dlsym(module, name));
    ASSERT_NE(entry, nullptr) << name;
    char* error = nullptr;
    EXPECT_EQ(entry(db, &error, &old), SQLITE_ERROR) << name;
    ASSERT_NE(error, nullptr) << name;
    EXPECT_EQ(std::string(error), "synth needs SQLite 3.38.0 or newer, but this is 3.37.2");
    sqlite3_free(error);
    EXPECT_EQ(sqlite3_exec(db, "SELECT * FROM synth_categories", nullptr, nullptr, nullptr), SQLITE_ERROR);
  }
  dlclose(module);
  EXPECT_EQ(sqlite3_close(db), SQLITE_OK);
}

}  // namespace
