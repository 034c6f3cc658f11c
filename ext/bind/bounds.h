// The integers that satisfy comparisons: what `rowid > 2.5 AND rowid <= 'abc'` means for a column of integers.
#pragma once

#include <algorithm>
#include <cstdint>

#include "bind/sqlite.h"

namespace synth::bind {

/// The integers in [low, high]; none when low > high. Starts as all of them.
struct Bounds {
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;

  bool empty() const noexcept { return low > high; }
  void clear() noexcept { low = INT64_MAX, high = INT64_MIN; }
  void at_least(std::int64_t bound) noexcept { low = std::max(low, bound); }
  void at_most(std::int64_t bound) noexcept { high = std::min(high, bound); }

  /// Keeps the integers for which `integer <op> value` is true in SQLite's order of types (numbers < TEXT < BLOB;
  /// nothing is true for NULL). Numeric TEXT counts as a number, as it does next to an INTEGER column. REQUIRES: op is
  /// one of SQLITE_INDEX_CONSTRAINT_EQ, LT, LE, GT, GE.
  void restrict_to(int op, sqlite3_value* value) noexcept;

 private:
  void restrict_to_integer(int op, std::int64_t value) noexcept;
  void restrict_to_real(int op, double value) noexcept;
};

constexpr bool bounds_serve(int op) noexcept {
  return op == SQLITE_INDEX_CONSTRAINT_EQ || op == SQLITE_INDEX_CONSTRAINT_LT || op == SQLITE_INDEX_CONSTRAINT_LE ||
         op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE;
}

}  // namespace synth::bind
