// The one funnel from C++ exceptions to SQLite errors: nothing that the core throws crosses a C frame, and every text
// starts with the name of the function or table that it is about.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "bind/floating_point.h"
#include "bind/sqlite.h"
#include "core/error.h"

namespace synth::bind {

/// What SQLite says of a statement of ours, with its code: an interrupt stays one, and so does a database that is
/// locked.
struct SqliteFailure : Error {
  SqliteFailure(int code, const std::string& text);

  int sqlite_code;
};

/// Of the connection's last call, whose result was `code`. InterruptCheck before the statement is finalized: that may
/// change the text. Throws std::bad_alloc in place of SQLITE_NOMEM.
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
