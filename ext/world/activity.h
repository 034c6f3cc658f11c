// When people are active: a person's week in local time, and the whole population's week in UTC.
//
// Time is measured in average days of activity: A(t) grows by exactly 7 in any week, and faster when many people are
// awake. Rows are spread evenly over A, so they follow the rhythm and their number is exact.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/host.h"
#include "rows/local_time.h"
#include "world/world_spec.h"

namespace synth::world {

inline constexpr std::int64_t kSecondsPerWeek = 7 * kSecondsPerDay;

/// One person's relative activity over the local week, in quarters of an hour.
class LocalWeek {
 public:
  static constexpr std::size_t kQuarters = 7 * 24 * 4;

  explicit LocalWeek(const WorldSpec& spec);

  /// The quarter of the week in UTC. The table begins on Sunday 00:00. It must stay so: sums over it in another order
  /// would round differently and move rows. 1970-01-01 was a Thursday.
  static std::int32_t quarter_utc(std::int64_t time) noexcept {
    return static_cast<std::int32_t>(floor_mod(time + 4 * kSecondsPerDay, kSecondsPerWeek) / 900);
  }
  /// Relative to the week's maximum, in [0, 1], for a person with a clock `shift` minutes east of UTC. The shift is
  /// rounded down to whole quarters of an hour. REQUIRES: |shift| < 7 days.
  double at_quarter_utc(std::int32_t quarter, std::int32_t shift) const noexcept {
    constexpr auto kWeek = static_cast<std::int32_t>(kQuarters);
    std::int32_t local = quarter + (shift + 15 * kWeek) / 15 - kWeek;
    if (local < 0) local += kWeek;
    if (local >= kWeek) local -= kWeek;
    return static_cast<double>(relative_[static_cast<std::size_t>(local)]);
  }
  /// Of the whole week.
  double mean() const noexcept { return mean_; }

 private:
  double mean_ = 0;
  std::array<float, kQuarters> relative_{};
};

/// The share of all activity that follows one clock. `shift` is in minutes east of UTC, chronotype included.
struct ClockShare {
  std::int32_t shift;
  double share;
};

/// The population's week in UTC, as the map A from seconds to average days of activity. Immutable.
class Activity {
 public:
  /// REQUIRES: shares sum to more than 0. Throws Error if interrupted.
  Activity(const LocalWeek& week, const std::vector<ClockShare>& shares, Host& host);

  /// A(time): average days of activity since the Sunday 00:00 UTC at or before 1970-01-01. Never falls.
  double at(std::int64_t time) const noexcept;
  /// How active the population is in a quarter of the week in UTC, relative to the mean.
  double relative(std::int32_t quarter) const noexcept {
    const auto q = static_cast<std::size_t>(quarter);
    return (cumulative_[q + 1] - cumulative_[q]) * (kQuarters / 7.0);
  }
  struct Point {
    double time;  ///< unix seconds
    double rate;  ///< average days of activity per second
  };
  /// The inverse of `at`: the time at which A is `days`, and how fast A grows there. The time never falls.
  Point find(double days) const noexcept;

 private:
  static constexpr std::size_t kQuarters = LocalWeek::kQuarters;
  static constexpr std::size_t kGuide = 2048;
  static constexpr double kQuarterSeconds = 900;
  static constexpr std::int64_t kEpochInWeek = 4 * kSecondsPerDay;  // 1970-01-01 was a Thursday
  std::array<double, kQuarters + 1> cumulative_{};                  // 0 .. 7
  std::array<double, kQuarters + 1> inverse_{};                     // 1 / share of each quarter, 0 for a share of 0
  std::array<std::uint16_t, kGuide + 2> guide_{};                   // the quarter at which a 2048th of 7 begins
};

inline Activity::Point Activity::find(double days) const noexcept {
  // Weeks are counted up from before any window, so that truncation is the floor.
  constexpr double kWeeksBefore = 1 << 20;
  const double weeks = days * (1.0 / 7) + kWeeksBefore;
  auto week = static_cast<std::int64_t>(weeks);
  double within = days - 7 * static_cast<double>(week - static_cast<std::int64_t>(kWeeksBefore));
  // The product above may round to the wrong side of a week's end.
  if (within < 0) within = 0;
  if (within > 7) within = 7;
  std::size_t quarter = guide_[static_cast<std::size_t>(within * (kGuide / 7.0))];
  while (quarter + 1 < kQuarters && cumulative_[quarter + 1] <= within) ++quarter;
  double part = (within - cumulative_[quarter]) * inverse_[quarter];
  if (part < 0) part = 0;
  if (part > 1) part = 1;
  return {static_cast<double>((week - static_cast<std::int64_t>(kWeeksBefore)) * kSecondsPerWeek - kEpochInWeek) +
              (static_cast<double>(quarter) + part) * kQuarterSeconds,
          (cumulative_[quarter + 1] - cumulative_[quarter]) * (1 / kQuarterSeconds)};
}

/// Weights of the weeks from the beginning of a world: the map from days of activity since then to weighted days, which
/// are as many after whole trends. The last week's weight goes on. Without weights it is the identity. Immutable.
class Trend {
 public:
  /// REQUIRES: the last weight is > 0.
  explicit Trend(const std::optional<std::vector<double>>& weights);

  /// A world's weeks begin where it does: activity grows by 7 in any seven days.
  double at(double days) const noexcept { return weights_.empty() ? days : weighted(days); }
  struct Point {
    double days;
    double weight;
  };
  /// The inverse of `at`, and the weight of the week. The days never fall.
  Point find(double weighted) const noexcept { return weights_.empty() ? Point{weighted, 1} : found(weighted); }

 private:
  double weighted(double days) const noexcept;
  Point found(double weighted) const noexcept;

  std::vector<double> weights_;  // mean 1
  std::vector<double> begins_;   // weighted days at which each week begins
};

}  // namespace synth::world
