#include "world/choice_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "math/elementary.h"
#include "math/streams.h"
#include "world/labels.h"
#include "world/world_parameters.h"

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

struct ChoiceModel::Anchor {
  ChoiceModel usual;
  std::vector<std::uint32_t> place;  // in the document, of the default law's categories; or kNoLabel
};

ChoiceModel::ChoiceModel(const WorldSpec& spec, std::uint64_t seed, double match_rate)
    : taste_key_(key_for(seed, Stream::kTaste)),
      own_taste_key_(key_for(seed, Stream::kOwnTaste)),
      categories_(spec.categories.size()),
      topic_rate_(spec.session_topic),
      names_(names_of(spec.categories, &WorldSpec::Category::id)),
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
  const auto tastes = match_labels(names_, names_of(default_spec().categories, &WorldSpec::Category::id));
  const auto option = [&](std::uint16_t category, double weight) {
    return Option{category, static_cast<std::uint16_t>(std::min<std::uint32_t>(tastes[category], kOwnTaste)), weight};
  };
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    Sides sides;
    for (const WorldSpec::MapEntry& entry : spec.map)
      if (entry.emotion == e && entry.weight > 0) {
        sides.matched.push_back(option(entry.category, entry.weight));
        sides.is_matched |= std::uint64_t{1} << entry.category;
      }
    for (std::uint16_t c = 0; c < categories_; ++c)
      if ((sides.is_matched >> c & 1) == 0) sides.other.push_back(option(c, spec.categories[c].weight));
    sides.set_match_rate(match_rate);
    sides_.push_back(std::move(sides));
  }
  if (&spec != &default_spec()) anchor(spec, seed);
}

// Finds what each emotion has in common with the default law.
void ChoiceModel::anchor(const WorldSpec& spec, std::uint64_t seed) {
  const WorldSpec& before = default_spec();
  const auto anchor =
      std::make_shared<const Anchor>(ChoiceModel(before, seed, std::get<double>(kMatchRateArgument.otherwise)),
                                     match_labels(names_of(before.categories, &WorldSpec::Category::id), names_));
  const bool no_category = std::ranges::all_of(anchor->place, [](std::uint32_t place) { return place == kNoLabel; });
  const bool strengths = spec.taste_strength != before.taste_strength || spec.hour_strength != before.hour_strength;
  const auto same = [&](const Option& own, const Option& usual) {
    const WorldSpec::Category &a = spec.categories[own.category], &b = before.categories[usual.category];
    return own.weight == usual.weight && a.id == b.id && a.peak_hour == b.peak_hour && a.appeal == b.appeal;
  };
  const auto emotions = match_labels(names_of(spec.emotions, &WorldSpec::Emotion::name),
                                     names_of(before.emotions, &WorldSpec::Emotion::name));
  for (std::size_t e = 0; e < sides_.size(); ++e) {
    sides_[e].by_name = no_category || emotions[e] == kNoLabel;
    if (sides_[e].by_name) continue;
    const Sides& usual = anchor->usual.sides_[emotions[e]];
    if (strengths || !std::ranges::equal(sides_[e].matched, usual.matched, same) ||
        !std::ranges::equal(sides_[e].other, usual.other, same))
      sides_[e].usual = &usual;
  }
  anchor_ = anchor;
  by_name_ = LabelTree(names_);
}

ChoiceModel ChoiceModel::with_match_rate(double match_rate) const {
  ChoiceModel law = *this;
  for (Sides& sides : law.sides_) sides.set_match_rate(match_rate);
  return law;
}

ChoiceModel::ChoiceContext ChoiceModel::mind(std::uint64_t user, int local_hour) const noexcept {
  ChoiceContext mind{user,
                     word_for(taste_key_, user * 8 + 1),
                     {},
                     hour_tilt_.data() + static_cast<std::size_t>(local_hour) * categories_};
  const std::uint64_t stand = word_for(taste_key_, user * 8);
  for (std::size_t axis = 0; axis < kTasteAxes; ++axis)
    mind.along[axis] = along_[axis].data() + (stand >> (4 * axis) & 15) * categories_;
  return mind;
}

double ChoiceModel::choice_weight(const Option& option, const ChoiceContext& mind) const noexcept {
  const std::size_t c = option.category;
  const std::uint64_t taste = option.taste == kOwnTaste ? word_for(own_taste_key_, mix64(mind.user) ^ names_[c])
                                                        : mind.tastes >> (4 * option.taste);
  double weight = option.weight * static_cast<double>(mind.tilt[c]) * static_cast<double>(own_[c][taste & 15]);
  for (std::size_t axis = 0; axis < kTasteAxes; ++axis) weight *= static_cast<double>(mind.along[axis][c]);
  return weight;
}

Choice ChoiceModel::pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                         double side_probability) const noexcept {
  std::array<double, kMaxNames> weights;
  const ChoiceContext who = mind(user, local_hour);
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

Choice ChoiceModel::pick_by_name(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                                 double side_probability) const noexcept {
  std::array<double, kMaxNames> weights{};
  const ChoiceContext who = mind(user, local_hour);
  double total = 0;
  for (const Option& option : options) total += weights[option.category] = choice_weight(option, who);
  const std::uint16_t category = draw_by_name(weights.data(), u);
  return {category, false, side_probability * (weights[category] / total)};
}

std::uint16_t ChoiceModel::draw_by_name(const double* weights, double u) const noexcept {
  std::array<double, kMaxNames + 1> sums;
  sums[0] = 0;
  for (std::size_t k = 0; k < categories_; ++k) sums[k + 1] = sums[k] + weights[by_name_.leaves()[k]];
  return static_cast<std::uint16_t>(by_name_.pick(sums.data(), static_cast<std::uint64_t>(u * 0x1p53)));
}

Choice ChoiceModel::choose(std::uint16_t emotion, std::uint64_t user, int local_hour, const ChoiceDraws& draws,
                           std::uint16_t topic) const noexcept {
  const Sides& sides = sides_[emotion];
  Choice choice = sides.usual != nullptr ? choose_anchored(sides, user, local_hour, draws)
                                         : choose_fresh(sides, user, local_hour, draws);
  if (topic != kNoTopic) repeat(topic, draws.topic, sides, user, local_hour, choice);
  return choice;
}

Choice ChoiceModel::choose_fresh(const Sides& sides, std::uint64_t user, int local_hour,
                                 const ChoiceDraws& draws) const noexcept {
  const bool matched = draws.side < sides.match_rate;
  const auto draw = [&](const std::vector<Option>& options, double u, double side_probability) {
    return sides.by_name ? pick_by_name(options, user, local_hour, u, side_probability)
                         : pick(options, user, local_hour, u, side_probability);
  };
  Choice choice = matched ? draw(sides.matched, draws.matched, sides.match_rate)
                          : draw(sides.other, draws.other, 1 - sides.match_rate);
  choice.matched = matched;
  return choice;
}

void ChoiceModel::repeat(std::uint16_t topic, double u, const Sides& sides, std::uint64_t user, int local_hour,
                         Choice& choice) const noexcept {
  const std::vector<Option>& options = choice.matched ? sides.matched : sides.other;
  if (std::ranges::find(options, topic, &Option::category) == options.end()) return;
  const double side_probability = choice.matched ? sides.match_rate : 1 - sides.match_rate;
  if (u < topic_rate_ && choice.category != topic) {
    const ChoiceContext who = mind(user, local_hour);
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

Choice ChoiceModel::choose_anchored(const Sides& sides, std::uint64_t user, int local_hour,
                                    const ChoiceDraws& draws) const noexcept {
  const Sides& usual = *sides.usual;
  const bool matched = draws.side < usual.match_rate;
  const Choice drawn = matched ? anchor_->usual.pick(usual.matched, user, local_hour, draws.matched, 1)
                               : anchor_->usual.pick(usual.other, user, local_hour, draws.other, 1);
  const std::uint32_t place = anchor_->place[drawn.category];
  if (place != kNoLabel) {
    // Given the side, this is uniform between 0 and the side's probability. So another match_rate alone would change
    // the same choices as it does in the default law.
    const double u = matched ? draws.side : 1 - draws.side;
    const Choice kept = choice_of(static_cast<std::uint16_t>(place), sides, user, local_hour);
    if (u * drawn.probability < kept.probability) return kept;
  }
  std::array<double, kMaxNames> own{}, before{};
  probabilities(sides, user, local_hour, own.data());
  anchor_->usual.probabilities(usual, user, local_hour, before.data());
  std::array<double, kMaxNames> rest = own;
  for (std::size_t c = 0; c < anchor_->place.size(); ++c)
    if (const std::uint32_t at = anchor_->place[c]; at != kNoLabel) rest[at] = std::max(0.0, rest[at] - before[c]);
  // All is kept, but for rounding.
  if (place != kNoLabel && std::ranges::all_of(rest, [](double gain) { return gain == 0; }))
    return choice_of(static_cast<std::uint16_t>(place), sides, user, local_hour);
  // The other side's draw is not used yet.
  const std::uint16_t category = draw_by_name(rest.data(), matched ? draws.other : draws.matched);
  return {category, (sides.is_matched >> category & 1) != 0, own[category]};
}

Choice ChoiceModel::choice_of(std::uint16_t category, const Sides& sides, std::uint64_t user,
                              int local_hour) const noexcept {
  const bool matched = (sides.is_matched >> category & 1) != 0;
  const ChoiceContext who = mind(user, local_hour);
  double own = 0;
  double total = 0;
  for (const Option& option : matched ? sides.matched : sides.other) {
    const double weight = choice_weight(option, who);
    if (option.category == category) own = weight;
    total += weight;
  }
  return {category, matched, (matched ? sides.match_rate : 1 - sides.match_rate) * (own / total)};
}

void ChoiceModel::probabilities(const Sides& sides, std::uint64_t user, int local_hour, double* result) const noexcept {
  const ChoiceContext who = mind(user, local_hour);
  const auto fill = [&](const std::vector<Option>& options, double side_probability) {
    double total = 0;
    for (const Option& option : options) total += result[option.category] = choice_weight(option, who);
    for (const Option& option : options) result[option.category] = side_probability * (result[option.category] / total);
  };
  fill(sides.matched, sides.match_rate);
  fill(sides.other, 1 - sides.match_rate);
}

std::vector<double> ChoiceModel::probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour,
                                               std::uint16_t topic) const {
  std::vector<double> result(categories_);
  const Sides& sides = sides_[emotion];
  probabilities(sides, user, local_hour, result.data());
  if (!has_topics() || topic == kNoTopic) return result;
  const bool matched = std::ranges::find(sides.matched, topic, &Option::category) != sides.matched.end();
  for (const Option& option : matched ? sides.matched : sides.other) {
    double& p = result[option.category];
    p = with_topic(p, matched ? sides.match_rate : 1 - sides.match_rate, option.category == topic);
  }
  return result;
}

}  // namespace synth::world
