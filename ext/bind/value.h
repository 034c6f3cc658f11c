// Values across the border: sqlite3_value -> Value, Value and Result -> sqlite3_context.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "bind/sqlite.h"
#include "core/value.h"

namespace synth::bind {

/// A view of an argument, good until the callback returns. Throws std::bad_alloc when a conversion to UTF-8 fails.
Value read(sqlite3_value* argument);

/// Whether both have the same type and the same bits.
bool same(const Value& left, const Value& right) noexcept;

/// The result of a function.
void give(sqlite3_context* ctx, const Result& result) noexcept;

/// A cell of a table. Its TEXT ends in NUL: a text that SQLite knows to be terminated is never copied to terminate it,
/// as a host that reads it as a C string would otherwise have it copied. Into a table SQLite writes the bytes alone:
/// where the rows are `stored`, it need not count them again. `of_row` is what becomes of bytes that live no longer
/// than their row: a copy, or a loan and its way back.
inline void set_cell(sqlite3_context* ctx, const Value& value, bool stored = false,
                     sqlite3_destructor_type of_row = SQLITE_TRANSIENT) noexcept {
  switch (value.type()) {
    case Value::Type::kNull:
      return;  // what a column is unless it is set
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
