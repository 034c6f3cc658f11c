// A prepared statement of our own beside the running one, finalized at the end of its scope.
#pragma once

#include <new>
#include <string>
#include <string_view>

#include "bind/sqlite.h"

namespace synth::bind {

struct Statement {
  sqlite3_stmt* handle = nullptr;

  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(handle); }

  bool prepare(sqlite3* db, const char* sql) { return sqlite3_prepare_v2(db, sql, -1, &handle, nullptr) == SQLITE_OK; }
  /// ?1. Bound as a copy: on a UTF-16 database SQLite converts it, which it may not do in place.
  bool bind(std::string_view text) {
    return sqlite3_bind_text64(handle, 1, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
  }
  std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle, column));
    if (bytes != nullptr) return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle, column))};
    if (sqlite3_errcode(sqlite3_db_handle(handle)) == SQLITE_NOMEM) throw std::bad_alloc();
    return {};  // NULL
  }
};

}  // namespace synth::bind
