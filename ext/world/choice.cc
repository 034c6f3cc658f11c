#include "world/choice.h"

#include <algorithm>
#include <cstddef>

#include "core/elementary.h"
#include "world/streams.h"

namespace synth {
namespace {

// cos(2 pi k / 24) to 17 digits: a table, since libm's cos differs between machines.
constexpr std::array<double, 24> kCosine = {1.0,
                                            0.96592582628906829,
                                            0.86602540378443865,
                                            0.70710678118654752,
                                            0.5,
                                            0.25881904510252076,
                                            0.0,
                                            -0.25881904510252076,
                                            -0.5,
                                            -0.70710678118654752,
                                            -0.86602540378443865,
                                            -0.96592582628906829,
                                            -1.0,
                                            -0.96592582628906829,
                                            -0.86602540378443865,
                                            -0.70710678118654752,
                                            -0.5,
                                            -0.25881904510252076,
                                            0.0,
                                            0.25881904510252076,
                                            0.5,
                                            0.70710678118654752,
                                            0.86602540378443865,
                                            0.96592582628906829};

constexpr std::size_t kMostOptions = 64;

}  // namespace

ChoiceLaw::ChoiceLaw(const Spec& spec, std::uint64_t seed, double match_rate)
    : taste_key_(key_for(seed, Stream::kTaste)) {
  double mean = 0;
  for (std::size_t step = 0; step < taste_.size(); ++step) {
    taste_[step] = portable_exp(spec.taste_strength * normal_quantile((static_cast<double>(step) + 0.5) / 16));
    mean += taste_[step] / 16;
  }
  for (double& taste : taste_) taste /= mean;
  for (const Spec::Category& category : spec.categories) {
    std::array<double, 24> tilt{};
    for (std::size_t hour = 0; hour < 24; ++hour)
      tilt[hour] =
          portable_exp(spec.hour_strength * kCosine[(hour + 24 - static_cast<std::size_t>(category.peak_hour)) % 24]);
    hour_tilt_.push_back(tilt);
  }
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    Sides sides;
    std::vector<bool> mapped(spec.categories.size());
    for (const Spec::MapEntry& entry : spec.map)
      if (entry.emotion == e && entry.weight > 0) {
        sides.matched.push_back({entry.category, entry.weight});
        mapped[entry.category] = true;
      }
    for (std::size_t c = 0; c < spec.categories.size(); ++c)
      if (!mapped[c]) sides.other.push_back({static_cast<std::uint16_t>(c), spec.categories[c].weight});
    sides.match_rate = sides.matched.empty() ? 0 : sides.other.empty() ? 1 : match_rate;
    sides_.push_back(std::move(sides));
  }
}

double ChoiceLaw::attraction(const Option& option, Tastes& tastes, int local_hour) const noexcept {
  const std::uint64_t block = option.category >> 4;
  if (block != tastes.block) {
    tastes.block = block;
    tastes.word = word_for(taste_key_, tastes.user * 4 + block);
  }
  const std::size_t step = tastes.word >> (4 * (option.category & 15U)) & 15U;
  return option.weight * taste_[step] * hour_tilt_[option.category][static_cast<std::size_t>(local_hour)];
}

Choice ChoiceLaw::pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                       double side_probability) const noexcept {
  std::array<double, kMostOptions> weights;
  Tastes tastes{user};
  double total = 0;
  for (std::size_t k = 0; k < options.size(); ++k) {
    weights[k] = attraction(options[k], tastes, local_hour);
    total += weights[k];
  }
  double left = u * total;
  std::size_t k = 0;
  while (k + 1 < options.size() && left >= weights[k]) left -= weights[k++];
  return {options[k].category, false, side_probability * (weights[k] / total)};
}

Choice ChoiceLaw::choose(std::uint16_t emotion, std::uint64_t user, int local_hour,
                         const ChoiceDraws& draws) const noexcept {
  const Sides& sides = sides_[emotion];
  const bool matched = draws.side < sides.match_rate;
  Choice choice = matched ? pick(sides.matched, user, local_hour, draws.matched, sides.match_rate)
                          : pick(sides.other, user, local_hour, draws.other, 1 - sides.match_rate);
  choice.matched = matched;
  return choice;
}

std::vector<double> ChoiceLaw::probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour) const {
  std::vector<double> result(hour_tilt_.size());
  const Sides& sides = sides_[emotion];
  const auto fill = [&](const std::vector<Option>& options, double side_probability) {
    Tastes tastes{user};
    double total = 0;
    for (const Option& option : options) total += attraction(option, tastes, local_hour);
    for (const Option& option : options)
      result[option.category] = side_probability * (attraction(option, tastes, local_hour) / total);
  };
  fill(sides.matched, sides.match_rate);
  fill(sides.other, 1 - sides.match_rate);
  return result;
}

}  // namespace synth
