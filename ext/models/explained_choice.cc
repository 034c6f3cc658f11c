#include "models/explained_choice.h"

#include "models/model_arguments.h"
#include "rows/cities.h"

namespace synth::models {

std::optional<ExplainedChoice> read_asked(const nn::Model& model, const Arguments& arguments) {
  if (!arguments.has(1)) return std::nullopt;
  const TextArgument category(arguments, 1, TextArgument::kWholeReals), felt(arguments, 2), name(arguments, 4),
      city(arguments, 5);
  ExplainedChoice asked;
  asked.label = label_number(model, category.text());
  const std::int32_t emotion = felt.given() ? emotion_number(model, felt.text()) : nn::kAbsent;
  const std::int64_t timestamp = arguments.has(3) ? read_timestamp(arguments, 3) : 0;
  asked.query = nn::query_for(model, emotion, timestamp, name.pointer(), city.pointer());
  if (!arguments.has(3)) asked.query.hour = asked.query.weekday = nn::kAbsent;
  asked.local_time = city.given() && find_city(city.text()) != nullptr;
  return asked;
}

}  // namespace synth::models
