#include "world/synth_categories.h"

namespace synth::world {

constinit const Description SynthCategories::kDescription = {
    .name = "synth_categories",
    .meaning = "The 32 video categories of the YouTube Data API.",
    .arguments = {},
    .columns = kColumns,
    .example = "SELECT * FROM synth_categories WHERE assignable"};

Value SynthCategories::column(const Row& row, std::size_t column) const noexcept {
  const Category& category = categories()[row.category];
  switch (column) {
    case kVideoCategory:
      return Value::literal(category.id);
    case kVideoGenre:
      return Value::literal(category.genre);
    case kAssignable:
      return Value::integer(category.assignable ? 1 : 0);
    default:
      return {};
  }
}

}  // namespace synth::world
