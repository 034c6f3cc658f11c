// A SQLite connection with the library linked in, for tests: statements in, text out.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "synth.h"

namespace synth::testing {

/// A value as the tests compare it: type and text, so that 1, 1.0 and '1' differ.
inline std::string cell(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return "NULL";
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      std::string hex = "x'";
      for (int i = 0; i < sqlite3_column_bytes(statement, column); ++i)
        for (const int shift : {4, 0}) hex += "0123456789abcdef"[static_cast<unsigned char>(bytes[i]) >> shift & 15];
      return hex + "'";
    }
    case SQLITE_TEXT:
      return "'" + std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column))) + "'";
    default:
      return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  }
}

class Database {
 public:
  explicit Database(const char* path = ":memory:", bool with_library = true,
                    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {
    sqlite3_open_v2(path, &db_, flags, nullptr);
    sqlite3_extended_result_codes(db_, 0);
    if (with_library) sqlite3_synth_init(db_, &load_error_, nullptr);
  }
  ~Database() { close(); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// The result code: SQLITE_BUSY would mean that something of ours is still open.
  int close() {
    sqlite3_free(load_error_);
    load_error_ = nullptr;
    const int rc = sqlite3_close(db_);
    if (rc == SQLITE_OK) db_ = nullptr;
    return rc;
  }

  sqlite3* handle() const { return db_; }

  /// All rows, each with its cells joined by '|'; the last line is "! error" if it failed.
  std::vector<std::string> rows(std::string_view sql) {
    std::vector<std::string> result;
    sqlite3_stmt* statement = nullptr;
    code_ = SQLITE_OK;
    const char* tail = sql.data();
    const char* const end = sql.data() + sql.size();
    while (tail < end) {
      code_ = sqlite3_prepare_v2(db_, tail, static_cast<int>(end - tail), &statement, &tail);
      if (code_ == SQLITE_OK && statement == nullptr) break;
      while (code_ == SQLITE_OK && (code_ = sqlite3_step(statement)) == SQLITE_ROW) {
        std::string row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) row += (i == 0 ? "" : "|") + cell(statement, i);
        result.push_back(std::move(row));
        code_ = SQLITE_OK;
      }
      if (code_ == SQLITE_DONE) code_ = SQLITE_OK;
      if (code_ != SQLITE_OK) result.push_back(std::string("! ") + sqlite3_errmsg(db_));
      sqlite3_finalize(statement);
      statement = nullptr;
      if (code_ != SQLITE_OK) break;
    }
    return result;
  }

  /// The rows, joined by " / ".
  std::string text(std::string_view sql) {
    std::string joined;
    for (const std::string& row : rows(sql)) joined += (joined.empty() ? "" : " / ") + row;
    return joined;
  }

  int code() const { return code_; }

 private:
  sqlite3* db_ = nullptr;
  char* load_error_ = nullptr;
  int code_ = SQLITE_OK;
};

}  // namespace synth::testing
