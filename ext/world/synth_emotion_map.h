// SELECT * FROM synth_emotion_map: which categories go with an emotion, how strongly, and what to search for.
#pragma once

#include "core/table.h"
#include "world/window.h"

namespace synth::world {

class SynthEmotionMap {
 public:
  static constexpr Argument kArguments[] = {kWorldArgument};
  static constexpr Column kColumns[] = {
      {"emotion", "TEXT", "what the person feels"},
      {"video_category", "TEXT", "a category that goes with it, as text"},
      {"weight", "REAL", "how strongly, relative to the emotion's other categories"},
      {"keyword", "TEXT", "what the recommender searches for"},
  };
  static constexpr std::size_t kEmotion = index_of(kColumns, "emotion");
  static constexpr std::size_t kVideoCategory = index_of(kColumns, "video_category");
  static constexpr std::size_t kWeight = index_of(kColumns, "weight");
  static constexpr std::size_t kKeyword = index_of(kColumns, "keyword");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

  static const Description kDescription;

  struct Row {
    std::size_t entry;
  };

  SynthEmotionMap(const Arguments& arguments, Host& host)
      : spec_(open_spec(read_document(arguments), host)), text_lifetime_(text_lifetime_of(*spec_)) {}

  std::uint64_t size() const noexcept { return spec_->map.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.entry = static_cast<std::size_t>(i); }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
};

}  // namespace synth::world
