// What the fuzz targets share: choices made from the fuzzer's bytes, and a connection that stops statements that take
// too long. A target is one function LLVMFuzzerTestOneInput; with clang (-DSYNTH_FUZZ=ON) libFuzzer drives it, and in
// every other build replay.cc runs it over the inputs kept in corpus/.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "synth.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace synth::fuzz {

/// Ends the program if `holds` is false: that is a finding.
inline void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "FINDING: %s\n", what.c_str());
  std::abort();
}

/// The fuzzer's bytes as choices; when they are used up, the first option is always chosen.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  bool empty() const { return at_ == end_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : *at_++; }
  std::size_t below(std::size_t n) {
    std::size_t value = byte();
    if (n > 256) value = value << 8 | byte();
    return value % n;
  }
  bool flag() { return (byte() & 1) != 0; }
  std::uint64_t word() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | byte();
    return value;
  }
  std::string text(std::size_t most) {
    std::string text;
    for (std::size_t size = below(most + 1); text.size() < size && !empty();) text += static_cast<char>(byte());
    return text;
  }
  std::string rest() {
    std::string text(at_, end_);
    at_ = end_;
    return text;
  }
  template <class Choices>
  const auto& of(const Choices& choices) {
    return choices[below(std::size(choices))];
  }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

using Rows = std::vector<std::string>;

/// A connection with the library, but without its file functions, so that the fuzzer cannot write to the disk.
class Connection {
 public:
  Connection() {
    sqlite3_open(":memory:", &db_);
    require(sqlite3_synthpure_init(db_, nullptr, nullptr) == SQLITE_OK, "does not load");
    sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, 10'000'000);
    sqlite3_progress_handler(
        db_, 100, [](void* self) -> int { return std::clock() > static_cast<Connection*>(self)->end_ ? 1 : 0; }, this);
  }
  ~Connection() { require(sqlite3_close(db_) == SQLITE_OK, "something is left open"); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return db_; }

  /// From now on a statement is stopped after this many milliseconds of CPU time, so a busy machine makes no
  /// difference.
  void set_patience(int patience) { patience_ = patience; }

  sqlite3_stmt* prepare(const std::string& sql) {
    limit_time();
    sqlite3_stmt* statement = nullptr;
    code_ = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
    if (code_ != SQLITE_OK) accept_error(sql);
    return statement;
  }

  /// At most `most` rows as text; of a statement that fails, the rows before the error.
  Rows step(sqlite3_stmt* statement, std::size_t most = 200) {
    limit_time();
    Rows rows;
    saw_null_ = false;
    if (statement == nullptr) return rows;
    while ((code_ = sqlite3_step(statement)) == SQLITE_ROW && rows.size() < most) {
      std::string row;
      for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        const int type = sqlite3_column_type(statement, column);
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        saw_null_ = saw_null_ || type == SQLITE_NULL;
        row += static_cast<char>('0' + type);
        if (bytes != nullptr) row.append(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        row += '|';
      }
      rows.push_back(std::move(row));
    }
    if (code_ != SQLITE_ROW && code_ != SQLITE_DONE) accept_error(sqlite3_sql(statement));
    if (code_ == SQLITE_DONE || code_ == SQLITE_ROW) code_ = SQLITE_OK;
    sqlite3_reset(statement);
    return rows;
  }

  Rows run(const std::string& sql) {
    sqlite3_stmt* statement = prepare(sql);
    Rows rows = step(statement);
    sqlite3_finalize(statement);
    return rows;
  }

  /// Of the last statement.
  int code() const { return code_; }
  bool saw_null() const { return saw_null_; }

 private:
  void limit_time() { end_ = std::clock() + patience_ * (CLOCKS_PER_SEC / 1000); }
  void accept_error(const char* sql) { accept_error(std::string(sql)); }
  void accept_error(const std::string& sql) {
    const std::string message = sqlite3_errmsg(db_);
    const bool expected = code_ == SQLITE_ERROR || code_ == SQLITE_INTERRUPT || code_ == SQLITE_TOOBIG ||
                          code_ == SQLITE_MISMATCH || code_ == SQLITE_RANGE || code_ == SQLITE_NOMEM;
    require(expected, "code " + std::to_string(code_) + " (" + message + ") of " + sql);
    require(!message.ends_with(": an unknown error"), message + " of " + sql);
  }

  sqlite3* db_ = nullptr;
  std::clock_t end_ = std::numeric_limits<std::clock_t>::max();
  int patience_ = 60'000;
  int code_ = SQLITE_OK;
  bool saw_null_ = false;
};

inline constexpr int kPatience = 200;

/// What `SELECT name, kind ...` of synth_help says.
struct Called {
  std::string kind, name;
  int least = 0, most = 0;
};

inline std::vector<Called> catalog(Connection& connection) {
  std::vector<Called> called;
  sqlite3_stmt* statement = nullptr;
  // An argument is a line; those that must be given have no " = ".
  sqlite3_prepare_v2(connection.handle(), "SELECT kind, name, coalesce(arguments, '') FROM synth_help", -1, &statement,
                     nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const auto text = [statement](int column) {
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)));
    };
    Called one{text(0), text(1)};
    const std::string arguments = text(2);
    for (std::size_t at = 0; at < arguments.size();) {
      const std::size_t end = std::min(arguments.find('\n', at), arguments.size());
      const std::string line = arguments.substr(at, end - at);
      ++one.most;
      if (line.substr(0, line.find('(')).find(" = ") == std::string::npos) ++one.least;
      at = end + 1;
    }
    called.push_back(one);
  }
  sqlite3_finalize(statement);
  return called;
}

}  // namespace synth::fuzz
