// How a query reaches a table: the plan that xBestIndex offers to SQLite. It is written into idxStr, which EXPLAIN
// QUERY PLAN shows, and read back by xFilter. For example "n=? timestamp>=? desc columns=3f".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bind/bounds.h"
#include "bind/sqlite.h"
#include "core/description.h"

namespace synth::bind {

/// A table as the planner sees it. Its columns in SQL are the visible ones, then the parameters (SQLite assigns
/// positional arguments to hidden columns in order), then, if it has ground truth, an unnamed column that catches an
/// argument too many and the ground truth, and last `parameters`.
class TableSchema {
 public:
  static constexpr std::size_t kNoSeek = ~std::size_t{0};

  TableSchema(const Description& description, std::size_t seek_column, bool in_seek_order) noexcept;
  /// A table that can only be read from the first row on, in order.
  explicit TableSchema(const Description& description) noexcept : TableSchema(description, kNoSeek, false) {
    by_rowid_ = false;
  }

  const Description& description() const noexcept { return *description_; }
  std::size_t parameters() const noexcept { return description_->arguments.size(); }
  std::size_t parameter_of(std::size_t sql_column) const noexcept { return sql_column - visible_; }  ///< wraps
  bool is_visible(std::size_t sql_column) const noexcept { return sql_column < visible_; }
  bool is_parameter(std::size_t sql_column) const noexcept { return parameter_of(sql_column) < parameters(); }
  bool is_catch_all(std::size_t sql_column) const noexcept { return has_truth_ && sql_column + 1 == first_truth_; }
  bool is_truth(std::size_t sql_column) const noexcept {
    return has_truth_ && sql_column >= first_truth_ && sql_column < values_in_force_;
  }
  bool is_values_in_force(std::size_t sql_column) const noexcept {
    return tells_parameters_ && sql_column == values_in_force_;
  }
  /// The index into Description::columns. REQUIRES: is_visible or is_truth.
  std::size_t column_of(std::size_t sql_column) const noexcept {
    return sql_column < visible_ ? sql_column : sql_column - first_truth_ + visible_;
  }
  bool is_seek(std::size_t sql_column) const noexcept { return sql_column == seek_; }
  /// Whether `used` (sqlite3_index_info::colUsed) has the column of parameter p.
  bool reads_parameter(std::uint64_t used, std::size_t p) const noexcept { return reads(used, visible_ + p); }
  std::string_view seek_name() const noexcept { return description_->columns[column_of(seek_)].name; }
  bool in_seek_order() const noexcept { return in_seek_order_; }
  bool by_rowid() const noexcept { return by_rowid_; }  ///< whether rows can be reached by number

  /// The table's columns that a query reads, from sqlite3_index_info::colUsed.
  ColumnSet wanted(std::uint64_t used) const noexcept;
  /// The CREATE TABLE statement for sqlite3_declare_vtab.
  std::string declaration() const;

 private:
  // The last bit stands for all columns from the 64th on.
  static bool reads(std::uint64_t used, std::size_t sql_column) noexcept {
    return (used >> (sql_column < 63 ? sql_column : 63) & 1) != 0;
  }

  const Description* description_;
  std::size_t visible_;
  std::size_t first_truth_;  ///< in SQL; one after the catch-all column
  bool has_truth_;
  std::size_t values_in_force_;  ///< in SQL; after the ground truth
  bool tells_parameters_;
  std::size_t seek_;  ///< in SQL
  bool in_seek_order_;
  bool by_rowid_ = true;
};

/// xBestIndex. Throws Error for a query that no plan can answer.
int best_index(const TableSchema& shape, sqlite3_index_info& info);

/// What one call of xFilter requests.
struct Request {
  std::vector<sqlite3_value*> arguments;  ///< one per parameter; null where it was not given
  Bounds rowids;
  Bounds seek;
  bool seeks = false;  ///< whether `seek` restricts anything
  std::uint64_t offset = 0;
  bool descending = false;
  ColumnSet wanted;

  /// The rows to visit, of a table with `size` rows; only the rows in `found` can have the sought values.
  RowRange rows(std::uint64_t size, RowRange found) const noexcept;
};

/// Reads a plan that best_index wrote and the values that SQLite gives for it.
Request decode(const TableSchema& shape, std::string_view plan, sqlite3_value** values);

}  // namespace synth::bind
