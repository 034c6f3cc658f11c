#include "world/activity.h"

#include <algorithm>
#include <cmath>

namespace synth::world {
namespace {

constexpr std::size_t kClocksBetweenAsking = 512;  // about a millisecond of work

}  // namespace

LocalWeek::LocalWeek(const WorldSpec& spec) {
  const double highest = std::max(*std::max_element(spec.weekday.begin(), spec.weekday.end()),
                                  *std::max_element(spec.weekend.begin(), spec.weekend.end()));
  for (std::size_t q = 0; q < kQuarters; ++q) {
    const std::size_t day = q / 96;
    const std::size_t hour = q / 4 % 24;
    relative_[q] = static_cast<float>((day == 0 || day == 6 ? spec.weekend : spec.weekday)[hour] / highest);
  }
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

}  // namespace synth::world
