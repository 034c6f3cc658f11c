// A prepared statement of our own, next to the running one; finalized at the end of its scope.
#pragma once

#include <new>
#include <string>
#include <string_view>

#include "bind/guard.h"
#include "bind/sqlite.h"
#include "core/value.h"

namespace synth::bind {

/// Binds a copy. Throws SqliteFailure, std::bad_alloc.
inline void bind_value(sqlite3* db, sqlite3_stmt* statement, int index, const Value& value) {
  int rc = SQLITE_OK;
  switch (value.type()) {
    case Value::Type::kNull:
      rc = sqlite3_bind_null(statement, index);
      break;
    case Value::Type::kInteger:
      rc = sqlite3_bind_int64(statement, index, value.as_integer());
      break;
    case Value::Type::kReal:
      rc = sqlite3_bind_double(statement, index, value.as_real());
      break;
    case Value::Type::kText:
      rc = sqlite3_bind_text64(statement, index, value.as_bytes().data(), value.as_bytes().size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
      break;
    case Value::Type::kBlob:
      rc = sqlite3_bind_blob64(statement, index, value.as_bytes().data(), value.as_bytes().size(), SQLITE_TRANSIENT);
      break;
  }
  if (rc != SQLITE_OK) throw failure_of(db, rc);
}

struct Statement {
  sqlite3_stmt* handle = nullptr;

  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(handle); }

  bool prepare(sqlite3* db, const char* sql) { return sqlite3_prepare_v2(db, sql, -1, &handle, nullptr) == SQLITE_OK; }
  /// Binds ?1 as a copy: on a UTF-16 database SQLite converts the text, which it must not do in place.
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
