// The ceiling: a virtual table in plain C API that does nothing but return constants, with the sizes that are asked
// for. What the same INSERT costs from it, SQLite costs.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <vector>

namespace synth::bench {

/// The sizes of some rows' cells, row by row, in bytes: at most kLongestConstant; kInteger is an INTEGER.
struct ConstantSizes {
  static constexpr std::uint16_t kInteger = UINT16_MAX;

  std::size_t columns = 0;
  std::vector<std::uint16_t> cells;

  std::size_t rows() const noexcept { return cells.size() / columns; }
};

inline constexpr std::size_t kLongestConstant = 511;

/// Registers name(n): n rows whose cells have the sizes of these rows, over and over. `sizes` lives as long as the
/// connection, and so does `name`.
int add_constants_table(sqlite3* db, const char* name, const ConstantSizes& sizes);

}  // namespace synth::bench
