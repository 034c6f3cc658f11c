// Converts values: sqlite3_value -> Value, Value and Result -> sqlite3_context.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "bind/sqlite.h"
#include "core/value.h"

namespace synth::bind {

/// A view of an argument, valid until the callback returns. Throws std::bad_alloc if conversion to UTF-8 fails.
Value read(sqlite3_value* argument);

/// Whether both have the same type and the same bits.
bool same(const Value& left, const Value& right) noexcept;

/// Sets the result of a function.
void give(sqlite3_context* ctx, const Result& result) noexcept;

/// Sets a cell of a table. TEXT ends in NUL, and SQLite is told so: otherwise it would copy the text for a host that
/// reads it as a C string. If the rows are `stored` into a table, SQLite needs only the bytes, and the size is passed
/// so that it need not count them. `of_row` is SQLite's destructor for bytes that live only as long as their row:
/// SQLITE_TRANSIENT for a copy, or the function that gives a loan back.
inline void set_cell(sqlite3_context* ctx, const Value& value, bool stored = false,
                     sqlite3_destructor_type of_row = SQLITE_TRANSIENT) noexcept {
  switch (value.type()) {
    case Value::Type::kNull:
      return;  // the default of a column
    case Value::Type::kInteger:
      sqlite3_result_int64(ctx, value.as_integer());
      return;
    case Value::Type::kReal:
      sqlite3_result_double(ctx, value.as_real());
      return;
    case Value::Type::kText:
      sqlite3_result_text(ctx, value.as_bytes().data(), stored ? static_cast<int>(value.as_bytes().size()) : -1,
                          value.lifetime() == Value::Lifetime::kForever ? SQLITE_STATIC : of_row);
      return;
    case Value::Type::kBlob:
      sqlite3_result_blob64(ctx, value.as_bytes().data(), value.as_bytes().size(),
                            value.lifetime() == Value::Lifetime::kForever ? SQLITE_STATIC : of_row);
      return;
  }
}

}  // namespace synth::bind
