// The only place that turns C++ exceptions into SQLite errors. No exception crosses a C frame, and every message starts
// with the name of the function or table.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "bind/floating_point.h"
#include "bind/sqlite.h"
#include "core/error.h"

namespace synth::bind {

/// SQLite's message for a statement of ours, with its code. An interrupt and a locked database keep their meaning.
struct SqliteFailure : Error {
  SqliteFailure(int code, const std::string& text);

  int sqlite_code;
};

/// The failure of the connection's last call, which returned `code`. Call this before finalizing the statement, which
/// may change the message. Throws std::bad_alloc in place of SQLITE_NOMEM.
SqliteFailure failure_of(sqlite3* db, int code);

/// Reports the exception that is being handled as the result of a function. REQUIRES: called in a catch block.
void report(sqlite3_context* ctx, std::string_view name) noexcept;

/// Reports the exception that is being handled as the error of a virtual table, and returns its code.
/// REQUIRES: called in a catch block.
int report(sqlite3_vtab* vtab, std::string_view name) noexcept;

/// Runs the body of a function's callback.
template <class Body>
void guard(sqlite3_context* ctx, std::string_view name, Body&& body) noexcept {
  const DefaultFloatingPoint as_ever;
  try {
    std::forward<Body>(body)();
  } catch (...) {
    report(ctx, name);
  }
}

/// Runs the body of a virtual table's callback.
template <class Body>
int guard(sqlite3_vtab* vtab, std::string_view name, Body&& body) noexcept {
  const DefaultFloatingPoint as_ever;
  try {
    std::forward<Body>(body)();
    return SQLITE_OK;
  } catch (...) {
    return report(vtab, name);
  }
}

}  // namespace synth::bind
