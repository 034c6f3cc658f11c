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

Choice ChoiceModel::pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                         double side_probability) const noexcept {
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
  return {options[k].category, false, side_probability * (weights[k] / total)};
}

Choice ChoiceModel::choose(std::uint16_t emotion, std::uint64_t user, int local_hour, const ChoiceDraws& draws,
                           std::uint16_t topic) const noexcept {
  const Sides& sides = sides_[emotion];
  const bool matched = draws.side < sides.match_rate;
  Choice choice = matched ? pick(sides.matched, user, local_hour, draws.matched, sides.match_rate)
                          : pick(sides.other, user, local_hour, draws.other, 1 - sides.match_rate);
  choice.matched = matched;
  if (topic != kNoTopic) repeat(topic, draws.topic, sides, user, local_hour, choice);
  return choice;
}

void ChoiceModel::repeat(std::uint16_t topic, double u, const Sides& sides, std::uint64_t user, int local_hour,
                         Choice& choice) const noexcept {
  const std::vector<Option>& options = choice.matched ? sides.matched : sides.other;
  if (std::ranges::find(options, topic, &Option::category) == options.end()) return;
  const double side_probability = choice.matched ? sides.match_rate : 1 - sides.match_rate;
  if (u < topic_rate_ && choice.category != topic) {
    ChoiceContext who = mind(user, local_hour);
    double total = 0, of_topic = 0;
    for (const Option& option : options) {
      const double weight = choice_weight(option, who);
      total += weight;
      if (option.category == topic) of_topic = weight;
    }
    choice.category = topic;
    choice.probability = side_probability * (of_topic / total);
  }
  choice.probability = with_topic(choice.probability, side_probability, choice.category == topic);
}

double ChoiceModel::with_topic(double fresh, double side_probability, bool is_topic) const noexcept {
  return (1 - topic_rate_) * fresh + (is_topic ? topic_rate_ * side_probability : 0);
}

std::vector<double> ChoiceModel::probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour,
                                               std::uint16_t topic) const {
  std::vector<double> result(categories_);
  const Sides& sides = sides_[emotion];
  const auto fill = [&](const std::vector<Option>& options, double side_probability) {
    ChoiceContext who = mind(user, local_hour);
    double total = 0;
    for (const Option& option : options) total += choice_weight(option, who);
    for (const Option& option : options)
      result[option.category] = side_probability * (choice_weight(option, who) / total);
  };
  fill(sides.matched, sides.match_rate);
  fill(sides.other, 1 - sides.match_rate);
  if (!has_topics() || topic == kNoTopic) return result;
  const bool matched = std::ranges::find(sides.matched, topic, &Option::category) != sides.matched.end();
  for (const Option& option : matched ? sides.matched : sides.other) {
    double& p = result[option.category];
    p = with_topic(p, matched ? sides.match_rate : 1 - sides.match_rate, option.category == topic);
  }
  return result;
}

}  // namespace synth::world
