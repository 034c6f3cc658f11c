// SELECT * FROM synth_emotion_map: which categories go with an emotion, how strongly, and what to search for.
#pragma once

#include "core/table.h"
#include "world/window.h"

namespace synth::world {

class SynthEmotionMap {
 public:
  enum ColumnIndex : std::size_t { kEmotion, kVideoCategory, kWeight, kKeyword };
  enum ParameterIndex : std::size_t { kWorld };
  static const Description kDescription;

  struct Row {
    std::size_t entry;
  };

  SynthEmotionMap(const Arguments& arguments, Host& host)
      : spec_(open_spec(read_document(arguments, kWorld), host)), text_lifetime_(text_lifetime_of(*spec_)) {}

  std::uint64_t size() const noexcept { return spec_->map.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.entry = static_cast<std::size_t>(i); }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
};

}  // namespace synth::world
