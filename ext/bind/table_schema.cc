// The order of a table's columns, parameters and ground truth in its SQL declaration (class TableSchema of plan.h).
#include <algorithm>

#include "bind/plan.h"

namespace synth::bind {
namespace {

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

std::string_view declared_type(const Argument& argument) {
  switch (argument.type) {
    case Type::kInteger:
      return " INTEGER";
    case Type::kReal:
      return " REAL";
    case Type::kText:
      return " TEXT";
    default:
      return "";
  }
}

}  // namespace

TableSchema::TableSchema(const Description& description, std::size_t seek_column, bool in_seek_order) noexcept
    : description_(&description),
      visible_(static_cast<std::size_t>(std::ranges::count(description.columns, false, &Column::hidden))),
      first_truth_(visible_ + description.arguments.size() + 1),
      has_truth_(visible_ < description.columns.size()),
      values_in_force_(first_truth_ + description.columns.size() - visible_),
      tells_parameters_(description.tells_parameters),
      seek_(seek_column == kNoSeek || seek_column < visible_ ? seek_column : seek_column - visible_ + first_truth_),
      in_seek_order_(in_seek_order) {}

ColumnSet TableSchema::wanted(std::uint64_t used) const noexcept {
  std::uint64_t bits = 0;
  for (std::size_t column = 0; column < description_->columns.size(); ++column)
    if (reads(used, column < visible_ ? column : column - visible_ + first_truth_)) bits |= std::uint64_t{1} << column;
  return ColumnSet::from_bits(bits);
}

std::string TableSchema::declaration() const {
  std::string sql = "CREATE TABLE x(";
  const auto add = [&sql](const std::string& column) { sql += (sql.back() == '(' ? "" : ", ") + column; };
  for (std::size_t column = 0; column < visible_; ++column)
    add(quoted(description_->columns[column].name) + " " + std::string(description_->columns[column].type));
  for (const Argument& argument : description_->arguments)
    add(quoted(argument.name) + std::string(declared_type(argument)) + " HIDDEN");
  if (has_truth_) add("\"(one argument too many)\" HIDDEN");
  for (std::size_t column = visible_; column < description_->columns.size(); ++column)
    add(quoted(description_->columns[column].name) + " " + std::string(description_->columns[column].type) + " HIDDEN");
  if (tells_parameters_) add("\"parameters\" TEXT HIDDEN");
  return sql + ")";
}

}  // namespace synth::bind
