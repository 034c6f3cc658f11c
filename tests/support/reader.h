// Reads a table of the library without SQLite, by column and parameter index.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bind/row_reader.h"
#include "core/error.h"
#include "core/table.h"
#include "support/test_host.h"

namespace synth::testing {

inline Value integer(std::int64_t number) {
  return Value::integer(number);
}
inline Value real(double number) {
  return Value::real(number);
}

/// A fixed end of the window, so that no test depends on the day: Sunday 2025-06-01 00:00 UTC.
inline constexpr std::int64_t kUntil = 1748736000;

/// The number of columns that hold data of the row: rows_per_day belongs to the table, and local_hour after it follows
/// from timestamp and city.
template <IsTable Table>
std::size_t columns_of_rows() {
  const auto columns = Table::kDescription.columns;
  return static_cast<std::size_t>(std::ranges::find(columns, "rows_per_day", &Column::name) - columns.begin());
}

template <IsTable Table>
class Reader {
 public:
  using Parameters = std::initializer_list<std::pair<std::size_t, Value>>;

  explicit Reader(Parameters parameters = {}) : rows_(std::make_unique<RowReader<Table>>()) {
    open(parameters, std::vector<Value>(Table::kDescription.arguments.size()));
  }
  /// With a `world` document. REQUIRES: the document's text lives as long as the reader.
  Reader(Parameters parameters, std::string_view document) : rows_(std::make_unique<RowReader<Table>>()) {
    std::vector<Value> values(Table::kDescription.arguments.size());
    values[Table::kWorld] = Value::literal(document);
    open(parameters, std::move(values));
  }

  const Table& table() const { return *table_; }
  std::uint64_t size() const { return table_->size(); }

  /// The row, good until the next one.
  const typename Table::Row& at(std::uint64_t i, ColumnSet wanted = ColumnSet::all()) {
    rows_->restart();
    return *(row_ = &rows_->at(*table_, i, 1, 1, wanted));
  }
  Value value(std::uint64_t i, std::size_t column) {
    at(i, ColumnSet::of(column));
    return table_->column(*row_, column);
  }
  std::string text(std::uint64_t i, std::size_t column) { return std::string(value(i, column).as_bytes()); }
  std::int64_t number(std::uint64_t i, std::size_t column) { return value(i, column).as_integer(); }

  /// All columns of the row, hidden ones too, joined by '|'.
  std::string line(std::uint64_t i) {
    at(i);
    std::string line;
    for (std::size_t column = 0; column < columns_of_rows<Table>(); ++column) {
      if (column > 0) line += '|';
      const Value value = table_->column(*row_, column);
      line += value.type() == Value::Type::kText ? std::string(value.as_bytes()) : show(value);
    }
    return line;
  }

 private:
  void open(Parameters parameters, std::vector<Value> values) {
    for (const auto& [index, value] : parameters) values[index] = value;
    table_ = std::make_unique<Table>(Arguments(Table::kDescription.arguments, values), host_);
  }

  TestHost host_;
  std::unique_ptr<Table> table_;
  std::unique_ptr<RowReader<Table>> rows_;
  const typename Table::Row* row_ = nullptr;
};

/// The error with which a table refuses its parameters, or "accepted".
template <IsTable Table>
std::string refusal(typename Reader<Table>::Parameters parameters) {
  try {
    Reader<Table> reader(parameters);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace synth::testing
