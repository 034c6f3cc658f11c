#include "fn/asked.h"

#include "core/places.h"
#include "fn/input.h"

namespace synth::fn {

std::optional<Asked> read_asked(const nn::Model& model, const Arguments& arguments) {
  if (!arguments.has(1)) return std::nullopt;
  CategoryText category;
  Asked asked;
  asked.label = label_number(model, category.read(arguments, 1));
  std::int32_t emotion = nn::kAbsent;
  if (arguments.has(2)) emotion = emotion_number(model, arguments.text(2));
  const MaybeText name = read_maybe_text(arguments, 4), city = read_maybe_text(arguments, 5);
  const std::int64_t timestamp = arguments.has(3) ? read_timestamp(arguments, 3) : 0;
  asked.query = nn::query_for(model, emotion, timestamp, name.pointer(), city.pointer());
  if (!arguments.has(3)) asked.query.hour = asked.query.weekday = nn::kAbsent;
  asked.local_time = city.given && find_place(city.text) != nullptr;
  return asked;
}

}  // namespace synth::fn
