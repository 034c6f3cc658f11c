#include "world/activity.h"

#include <algorithm>
#include <cmath>

namespace synth::world {
namespace {

constexpr std::size_t kClocksBetweenAsking = 512;  // about a millisecond of work

}  // namespace

LocalWeek::LocalWeek(const WorldSpec& spec) {
  // The table begins on Sunday, `week` on Monday.
  const auto active = [&spec](std::size_t day, std::size_t hour) {
    if (spec.week) return (*spec.week)[(day + 6) % 7][hour];
    return (day == 0 || day == 6 ? spec.weekend : spec.weekday)[hour];
  };
  double highest = 0;
  for (std::size_t q = 0; q < kQuarters; ++q) highest = std::max(highest, active(q / 96, q / 4 % 24));
  for (std::size_t q = 0; q < kQuarters; ++q) relative_[q] = static_cast<float>(active(q / 96, q / 4 % 24) / highest);
  for (const float each : relative_) mean_ += static_cast<double>(each) / kQuarters;
}

Activity::Activity(const LocalWeek& week, const std::vector<ClockShare>& shares, Host& host) {
  std::array<double, kQuarters> density{};
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (k % kClocksBetweenAsking == 0) host.stop_if_interrupted();
    const ClockShare& clock = shares[k];
    for (std::size_t q = 0; q < kQuarters; ++q)
      density[q] += clock.share * week.at_quarter_utc(static_cast<std::int32_t>(q), clock.shift);
  }
  double total = 0;
  for (const double d : density) total += d;
  double sum = 0;
  for (std::size_t q = 0; q < kQuarters; ++q) {
    cumulative_[q] = sum;
    sum += density[q] / total * 7;
  }
  cumulative_[kQuarters] = 7;
  for (std::size_t q = 0; q < kQuarters; ++q)
    inverse_[q] = density[q] > 0 ? 1 / (cumulative_[q + 1] - cumulative_[q]) : 0;
  std::size_t quarter = 0;
  for (std::size_t g = 0; g < guide_.size(); ++g) {
    const double days = 7.0 * static_cast<double>(g) / kGuide;
    while (quarter + 1 < kQuarters && cumulative_[quarter + 1] <= days) ++quarter;
    guide_[g] = static_cast<std::uint16_t>(quarter);
  }
}

double Activity::at(std::int64_t time) const noexcept {
  const std::int64_t week = floor_div(time + kEpochInWeek, kSecondsPerWeek);
  const auto second = static_cast<double>(floor_mod(time + kEpochInWeek, kSecondsPerWeek));
  const auto quarter = static_cast<std::size_t>(second / kQuarterSeconds);
  const double part = (second - static_cast<double>(quarter) * kQuarterSeconds) / kQuarterSeconds;
  return 7 * static_cast<double>(week) +
         (cumulative_[quarter] + part * (cumulative_[quarter + 1] - cumulative_[quarter]));
}

Trend::Trend(const std::optional<std::vector<double>>& weights) {
  if (!weights) return;
  double total = 0;
  for (const double weight : *weights) total += weight;
  double begins = 0;
  for (const double weight : *weights) {
    weights_.push_back(weight / total * static_cast<double>(weights->size()));
    begins_.push_back(begins);
    begins += 7 * weights_.back();
  }
}

double Trend::weighted(double days) const noexcept {
  const double week = std::clamp(days / 7, 0.0, static_cast<double>(weights_.size() - 1));
  const auto k = static_cast<std::size_t>(week);
  return begins_[k] + (days - 7 * static_cast<double>(k)) * weights_[k];
}

Trend::Point Trend::found(double weighted) const noexcept {
  // The last week that begins there or before: weeks without activity are passed over.
  const auto after = std::upper_bound(begins_.begin() + 1, begins_.end(), weighted);
  const auto k = static_cast<std::size_t>(after - begins_.begin()) - 1;
  double within = (weighted - begins_[k]) / weights_[k];
  if (k + 1 < weights_.size()) within = std::min(within, 7.0);  // of a tiny weight, rounding may leave more
  return {7 * static_cast<double>(k) + within, weights_[k]};
}

}  // namespace synth::world
