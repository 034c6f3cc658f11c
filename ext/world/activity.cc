#include "world/activity.h"

#include <algorithm>
#include <cmath>

namespace synth {
namespace {

constexpr double kQuarterSeconds = 900;
constexpr std::int64_t kEpochInWeek = 4 * kSecondsPerDay;  // 1970-01-01 was a Thursday

}  // namespace

LocalWeek::LocalWeek(const Spec& spec) {
  double highest = 0;
  for (std::size_t q = 0; q < kQuarters; ++q) {
    const std::size_t day = q / 96;
    const std::size_t hour = q / 4 % 24;
    relative_[q] = (day == 0 || day == 6 ? spec.weekend : spec.weekday)[hour];
    highest = std::max(highest, relative_[q]);
  }
  for (double& activity : relative_) activity /= highest;
}

Activity::Activity(const LocalWeek& week, const std::vector<ClockShare>& shares) {
  std::array<double, kQuarters> density{};
  for (const ClockShare& clock : shares) {
    // Every clock of the table is a whole number of quarters from UTC; another is taken at the quarter it is in.
    const auto ahead = static_cast<std::size_t>(floor_mod(floor_div(clock.shift, 15), kQuarters));
    for (std::size_t q = 0; q < kQuarters; ++q)
      density[q] += clock.share * week.at_quarter(q + ahead < kQuarters ? q + ahead : q + ahead - kQuarters);
  }
  double total = 0;
  for (const double d : density) total += d;
  double sum = 0;
  for (std::size_t q = 0; q < kQuarters; ++q) {
    cumulative_[q] = sum;
    sum += density[q] / total * 7;
  }
  cumulative_[kQuarters] = 7;
  std::size_t quarter = 0;
  for (std::size_t g = 0; g <= kGuide; ++g) {
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

double Activity::time_at(double days) const noexcept {
  const double week = std::floor(days / 7);
  const double within = std::clamp(days - 7 * week, 0.0, 7.0);
  std::size_t quarter = guide_[static_cast<std::size_t>(within / 7 * kGuide)];
  while (quarter + 1 < kQuarters && cumulative_[quarter + 1] <= within) ++quarter;
  const double width = cumulative_[quarter + 1] - cumulative_[quarter];
  const double part = width > 0 ? std::clamp((within - cumulative_[quarter]) / width, 0.0, 1.0) : 0;
  return week * static_cast<double>(kSecondsPerWeek) - static_cast<double>(kEpochInWeek) +
         (static_cast<double>(quarter) + part) * kQuarterSeconds;
}

double Activity::rate(std::int64_t time) const noexcept {
  const auto quarter = static_cast<std::size_t>(floor_mod(time + kEpochInWeek, kSecondsPerWeek) / 900);
  return (cumulative_[quarter + 1] - cumulative_[quarter]) / kQuarterSeconds;
}

}  // namespace synth
