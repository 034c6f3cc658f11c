// A program that loads the module into whatever libsqlite3 it finds, runs the statements of stdin and prints their
// rows:
//   LD_LIBRARY_PATH=… ./host build/release/synth <statements.sql
// An error is printed and ends it with 1.
#include <sqlite3.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  char* error = nullptr;
  if (sqlite3_load_extension(db, argv[1], nullptr, &error) != SQLITE_OK) {
    std::printf("%s\n", error);
    return 1;
  }
  const std::string sql(std::istreambuf_iterator<char>(std::cin), {});
  const auto print = [](void*, int count, char** cells, char**) {
    for (int i = 0; i < count; ++i) std::printf("%s%s", i == 0 ? "" : "|", cells[i] == nullptr ? "NULL" : cells[i]);
    std::printf("\n");
    return 0;
  };
  if (sqlite3_exec(db, sql.c_str(), print, nullptr, &error) != SQLITE_OK) {
    std::printf("! %s\n", error);
    return 1;
  }
  return sqlite3_close(db);
}
