#include "world/choice_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "math/elementary.h"
#include "math/streams.h"

namespace synth::world {
ChoiceModel::Factor ChoiceModel::factor(double sigma) noexcept {
  std::array<double, kSteps> values;
  double mean = 0;
  for (std::size_t step = 0; step < kSteps; ++step) {
    values[step] = portable_exp(sigma * normal_quantile((static_cast<double>(step) + 0.5) / kSteps));
    mean += values[step] / kSteps;
  }
  Factor factor;
  for (std::size_t step = 0; step < kSteps; ++step) factor[step] = static_cast<float>(values[step] / mean);
  return factor;
}

ChoiceModel::ChoiceModel(const WorldSpec& spec, std::uint64_t seed, double match_rate)
    : taste_key_(key_for(seed, Stream::kTaste)),
      categories_(spec.categories.size()),
      topic_rate_(spec.session_topic),
      hour_tilt_(24 * categories_) {
  for (std::vector<float>& along : along_) along.resize(kSteps * categories_);
  for (std::size_t c = 0; c < categories_; ++c) {
    const WorldSpec::Category& category = spec.categories[c];
    for (std::size_t hour = 0; hour < 24; ++hour)
      hour_tilt_[hour * categories_ + c] = static_cast<float>(
          portable_exp(spec.hour_strength * cosine_of_hour(hour + 24 - static_cast<std::size_t>(category.peak_hour))));
    double own = 1;
    for (std::size_t axis = 0; axis < kTasteAxes; ++axis) {
      const Factor along = factor(spec.taste_strength * category.appeal[axis]);
      for (std::size_t step = 0; step < kSteps; ++step) along_[axis][step * categories_ + c] = along[step];
      own -= category.appeal[axis] * category.appeal[axis];
    }
    own_.push_back(factor(spec.taste_strength * std::sqrt(std::max(own, 0.0))));
  }
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    Sides sides;
    std::vector<bool> mapped(spec.categories.size());
    for (const WorldSpec::MapEntry& entry : spec.map)
      if (entry.emotion == e && entry.weight > 0) {
        sides.matched.push_back({entry.category, entry.weight});
        mapped[entry.category] = true;
      }
    for (std::size_t c = 0; c < spec.categories.size(); ++c)
      if (!mapped[c]) sides.other.push_back({static_cast<std::uint16_t>(c), spec.categories[c].weight});
    sides.set_match_rate(match_rate);
    sides_.push_back(std::move(sides));
  }
}

ChoiceModel ChoiceModel::with_match_rate(double match_rate) const {
  ChoiceModel law = *this;
  for (Sides& sides : law.sides_) sides.set_match_rate(match_rate);
  return law;
}

ChoiceModel::ChoiceContext ChoiceModel::mind(std::uint64_t user, int local_hour) const noexcept {
  ChoiceContext mind{{user}, {}, hour_tilt_.data() + static_cast<std::size_t>(local_hour) * categories_};
  const std::uint64_t stand = word_for(taste_key_, user * 8);
  for (std::size_t axis = 0; axis < kTasteAxes; ++axis)
    mind.along[axis] = along_[axis].data() + (stand >> (4 * axis) & 15) * categories_;
  return mind;
}

double ChoiceModel::choice_weight(const Option& option, ChoiceContext& mind) const noexcept {
  const std::size_t c = option.category;
  const std::uint64_t block = c / 16;
  if (block != mind.tastes.block) {
    mind.tastes.block = block;
    mind.tastes.word = word_for(taste_key_, mind.tastes.user * 8 + 1 + block);
  }
  double weight = option.weight * static_cast<double>(mind.tilt[c]) *
                  static_cast<double>(own_[c][mind.tastes.word >> (4 * (c % 16)) & 15]);
  for (std::size_t axis = 0; axis < kTasteAxes; ++axis) weight *= static_cast<double>(mind.along[axis][c]);
  return weight;
}

std::size_t ChoiceModel::find(const std::vector<Option>& options, std::uint16_t category) noexcept {
  std::size_t k = 0;
  while (k < options.size() && options[k].category != category) ++k;
  return k;
}

Choice ChoiceModel::pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                         double side_probability, double u_topic, std::uint16_t topic) const noexcept {
  std::array<double, kMaxNames> weights;
  ChoiceContext who = mind(user, local_hour);
  double total = 0;
  for (std::size_t k = 0; k < options.size(); ++k) {
    weights[k] = choice_weight(options[k], who);
    total += weights[k];
  }
  double left = u * total;
  std::size_t k = 0;
  while (k + 1 < options.size() && left >= weights[k]) left -= weights[k++];
  const std::size_t again = topic == kNoTopic ? options.size() : find(options, topic);
  if (again == options.size()) return {options[k].category, false, side_probability * (weights[k] / total)};
  if (u_topic < topic_rate_) k = again;
  const double fresh = (1 - topic_rate_) * (weights[k] / total);
  return {options[k].category, false, side_probability * (k == again ? fresh + topic_rate_ : fresh)};
}

Choice ChoiceModel::choose(std::uint16_t emotion, std::uint64_t user, int local_hour, const ChoiceDraws& draws,
                           std::uint16_t topic) const noexcept {
  const Sides& sides = sides_[emotion];
  const bool matched = draws.side < sides.match_rate;
  Choice choice = matched ? pick(sides.matched, user, local_hour, draws.matched, sides.match_rate, draws.topic, topic)
                          : pick(sides.other, user, local_hour, draws.other, 1 - sides.match_rate, draws.topic, topic);
  choice.matched = matched;
  return choice;
}

std::vector<double> ChoiceModel::probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour,
                                               std::uint16_t topic) const {
  std::vector<double> result(categories_);
  const Sides& sides = sides_[emotion];
  const auto fill = [&](const std::vector<Option>& options, double side_probability) {
    ChoiceContext who = mind(user, local_hour);
    double total = 0;
    for (const Option& option : options) total += choice_weight(option, who);
    const bool has_topic = has_topics() && topic != kNoTopic && find(options, topic) < options.size();
    for (const Option& option : options) {
      const double fresh = choice_weight(option, who) / total;
      const double kept = has_topic ? (1 - topic_rate_) * fresh : fresh;
      result[option.category] = side_probability * (has_topic && option.category == topic ? kept + topic_rate_ : kept);
    }
  };
  fill(sides.matched, sides.match_rate);
  fill(sides.other, 1 - sides.match_rate);
  return result;
}

}  // namespace synth::world
