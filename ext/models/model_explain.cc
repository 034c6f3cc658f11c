#include "models/model_explain.h"

#include <array>

#include "models/explainer.h"
#include "models/loaded_model.h"
#include "models/read_query.h"
#include "words/wording.h"

namespace synth::models {

ModelExplain::ModelExplain(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr) return;
  const std::optional<words::ExplainedChoice> asked = read_explained_choice(loaded->model, arguments);
  if (!asked) return;
  known_ = true;
  query_ = asked->query;
  attribution_ = explainer_of(*loaded).attribution(*asked, interrupt_check(host));
  const auto copy = [&](std::size_t index, bool& has, std::string& text) {
    const TextArgument argument(arguments, index);
    has = argument.given();
    text = argument.text();
  };
  copy(2, has_emotion_, emotion_);
  copy(4, has_name_, name_);
  copy(5, has_city_, city_);
}

Value ModelExplain::value(nn::Feature feature) const noexcept {
  const auto text = [](bool has, const std::string& of) {
    return has ? Value::text(of, Value::Lifetime::kRow) : Value();
  };
  switch (feature) {
    case nn::Feature::kPerson:
      return text(has_name_, name_);
    case nn::Feature::kEmotion:
      return text(has_emotion_, emotion_);
    case nn::Feature::kHour:
      return query_.hour == nn::kAbsent ? Value() : Value::integer(query_.hour);
    case nn::Feature::kWeekday:
      return query_.weekday == nn::kAbsent ? Value() : Value::literal(words::weekday_name(query_.weekday));
    default:
      return text(has_city_, city_);
  }
}

Value ModelExplain::column(const Row& row, std::size_t c) const noexcept {
  static constexpr std::array<std::string_view, nn::kFeatures> kNames{"person", "emotion", "hour", "weekday", "place"};
  switch (c) {
    case 0:
      return Value::literal(kNames[row.index]);
    case 1:
      return value(static_cast<nn::Feature>(row.index));
    case 2:
      return Value::real(attribution_.contribution[row.index]);
    case 3:
      return Value::real(attribution_.baseline);
    default:
      return Value::real(attribution_.log_odds);
  }
}

}  // namespace synth::models
