// SELECT * FROM synth_categories: YouTube's 32 video categories. 15 are `assignable` to uploads.
#pragma once

#include "core/table.h"
#include "rows/categories.h"

namespace synth::world {

class SynthCategories {
 public:
  static constexpr Column kColumns[] = {
      {"video_category", "TEXT", "the category's id, as text"},
      {"video_genre", "TEXT", "the category's name; two categories are called 'Comedy'"},
      {"assignable", "INTEGER", "1 if uploads can have it; the default world has these 15"},
  };
  static constexpr std::size_t kVideoCategory = index_of(kColumns, "video_category");
  static constexpr std::size_t kVideoGenre = index_of(kColumns, "video_genre");
  static constexpr std::size_t kAssignable = index_of(kColumns, "assignable");

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
