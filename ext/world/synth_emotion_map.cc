#include "world/synth_emotion_map.h"

namespace synth::world {

constinit const Description SynthEmotionMap::kDescription = {
    .name = "synth_emotion_map",
    .meaning = "The categories that go with each emotion.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT * FROM synth_emotion_map WHERE emotion = 'happy'",
    .positional = 0};

Value SynthEmotionMap::column(const Row& row, std::size_t column) const noexcept {
  const WorldSpec::MapEntry& entry = spec_->map[row.entry];
  switch (column) {
    case kEmotion:
      return Value::text(spec_->emotions[entry.emotion].name, text_lifetime_);
    case kVideoCategory:
      return Value::text(spec_->categories[entry.category].id, text_lifetime_);
    case kWeight:
      return Value::real(entry.weight);
    case kKeyword:
      return Value::text(entry.keyword, text_lifetime_);
    default:
      return {};
  }
}

}  // namespace synth::world
