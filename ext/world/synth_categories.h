// SELECT * FROM synth_categories: YouTube's 32 video categories; those that uploads can have are `assignable`.
#pragma once

#include "core/table.h"
#include "rows/categories.h"

namespace synth::world {

class SynthCategories {
 public:
  enum ColumnIndex : std::size_t { kVideoCategory, kVideoGenre, kAssignable };
  static const Description kDescription;

  struct Row {
    std::size_t category;
  };

  SynthCategories(const Arguments&, Host&) {}

  std::uint64_t size() const noexcept { return categories().size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.category = static_cast<std::size_t>(i); }
  Value column(const Row& row, std::size_t column) const noexcept;
};

}  // namespace synth::world
