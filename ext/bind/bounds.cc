#include "bind/bounds.h"

#include <cmath>

namespace synth::bind {

void Bounds::restrict_to(int op, sqlite3_value* value) noexcept {
  switch (sqlite3_value_numeric_type(value)) {
    case SQLITE_INTEGER:
      return restrict_to_integer(op, sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return restrict_to_real(op, sqlite3_value_double(value));
    case SQLITE_NULL:
      return clear();
    default:  // TEXT or BLOB: greater than every number
      if (op != SQLITE_INDEX_CONSTRAINT_LT && op != SQLITE_INDEX_CONSTRAINT_LE) clear();
  }
}

void Bounds::restrict_to_integer(int op, std::int64_t value) noexcept {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      at_least(value);
      return at_most(value);
    case SQLITE_INDEX_CONSTRAINT_LT:
      return value == INT64_MIN ? clear() : at_most(value - 1);
    case SQLITE_INDEX_CONSTRAINT_LE:
      return at_most(value);
    case SQLITE_INDEX_CONSTRAINT_GT:
      return value == INT64_MAX ? clear() : at_least(value + 1);
    default:
      return at_least(value);
  }
}

void Bounds::restrict_to_real(int op, double value) noexcept {
  constexpr double kAboveAll = 0x1p63;    // the smallest REAL above every integer
  constexpr double kLowest = -0x1p63;     // INT64_MIN
  if (std::isnan(value)) return clear();  // SQLite has no NaN, but the check costs nothing
  const bool upper = op == SQLITE_INDEX_CONSTRAINT_LT || op == SQLITE_INDEX_CONSTRAINT_LE;
  const bool lower = op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE;
  if (value >= kAboveAll) return upper ? void() : clear();
  if (value < kLowest) return lower ? void() : clear();
  const double whole = std::floor(value);
  const auto integer = static_cast<std::int64_t>(whole);
  if (whole == value) return restrict_to_integer(op, integer);
  if (upper) return at_most(integer);
  if (lower) return integer == INT64_MAX ? clear() : at_least(integer + 1);
  clear();
}

}  // namespace synth::bind
