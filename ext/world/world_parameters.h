// The parameters that select a world. Each is a column of the tables and, under the same name, a key of the `world`
// document.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "core/description.h"
#include "core/moments.h"
#include "core/value.h"

namespace synth::world {

inline constexpr std::int64_t kMaxRows = (std::int64_t{1} << 53) - 1;
inline constexpr std::int64_t kMaxUsers = std::int64_t{1} << 40;
inline constexpr std::int64_t kMaxVideos = std::int64_t{1} << 40;
inline constexpr std::int64_t kFirstSecond = -62135596800;  // 0001-01-01
inline constexpr std::int64_t kLastSecond = 253402300799;   // 9999-12-31
inline constexpr double kMaxDays = 36500;
inline constexpr double kSmallestRate = 1e-6;
inline constexpr double kLargestRate = 1e14;  // 36500 days at this rate are still a valid number of rows
inline constexpr double kLargestLogRate = 2.5 * kLargestRate;  // in the default proportion; their numbers fit 63 bits

/// The default numbers of rows, and the proportion that is kept if only one of them is given.
inline constexpr std::int64_t kDefaultLogs = 50;
inline constexpr std::int64_t kDefaultClicks = 20;
inline constexpr std::int64_t kDefaultInteractions = 30;

/// The default number of logs per row of a table.
constexpr double logs_per(std::int64_t default_rows) noexcept {
  return static_cast<double>(kDefaultLogs) / static_cast<double>(default_rows);
}

inline constexpr Argument kSeedArgument =
    Argument::integer("seed", 0, kAnyInteger, "selects the world: another seed gives other people");
inline constexpr Argument kUsersArgument =
    Argument::integer("users", Rule{"logs / 10, at least 1"}, {1, kMaxUsers}, "people");
inline constexpr Argument kDaysArgument =
    Argument::real_above("days", 30.0, {0, kMaxDays}, "length of the window in days");
inline constexpr Argument kUntilArgument = Argument::integer(
    "until", Rule{"00:00 UTC today"}, {kFirstSecond, kLastSecond}, "unix seconds at which the window ends");
inline constexpr Argument kSinceArgument = Argument::integer(
    "since", Rule{"until - 86400 * days"}, {kFirstSecond, kLastSecond},
    "unix seconds at which the window begins; with per_day instead of days and until, the table can grow");
inline constexpr Argument kLogsPerDayArgument =
    Argument::real("logs_per_day", Rule{"per_day in the default proportion"}, {kSmallestRate, kLargestLogRate},
                   "rows of synth_emotion_logs per average day");
inline constexpr Argument kPerDayArgument =
    Argument::real("per_day", Rule{"n over the window's days"}, {kSmallestRate, kLargestRate},
                   "rows per average day; goes with since");
inline constexpr Argument kVideosArgument =
    Argument::integer("videos", Rule{"grows with the square root of n"}, {1, kMaxVideos}, "videos in the catalogue")
        .with_least("one per category");
inline constexpr Argument kMatchRateArgument =
    Argument::real("match_rate", 0.8, {0, 1}, "probability that the category is mapped to the emotion");
inline constexpr Argument kHomeRateArgument =
    Argument::real("home_rate", 0.9, {0, 1}, "share of the time that people spend in their home city");
inline constexpr Argument kSamePlaceRateArgument =
    Argument::real("same_place_rate", 0.9, {0, 1}, "probability that the place is the same as the log's");

/// A parameter as a key of the document.
struct WorldParameter {
  Argument argument;
  bool of_law = false;  ///< part of the law: synth_world() always writes it
};

inline constexpr WorldParameter kWorldParameters[] = {
    {kSeedArgument},
    {kUsersArgument},
    {Argument::integer("logs", Rule{"as the tables say"}, {0, kMaxRows},
                       "rows of synth_emotion_logs in this world (its n)")},
    {kDaysArgument},
    {kUntilArgument},
    {kSinceArgument.meaning_of("unix seconds at which the world begins; with logs_per_day instead of logs, days and "
                               "until, it can grow")},
    {Argument::real("logs_per_day", Rule{"logs over the window's days"}, {kSmallestRate, kLargestLogRate},
                    "rows of synth_emotion_logs per average day (its per_day)")},
    {Argument::real("clicks_per_day", Rule{"logs_per_day in the default proportion"}, {kSmallestRate, kLargestRate},
                    "per_day of synth_video_clicks")},
    {Argument::real("interactions_per_day", Rule{"logs_per_day in the default proportion"},
                    {kSmallestRate, kLargestRate}, "per_day of synth_video_interactions")},
    {kVideosArgument},
    {kMatchRateArgument, true},
    {kHomeRateArgument, true},
    {kSamePlaceRateArgument, true},
};

/// The index of a key in that list, or kNone.
constexpr std::size_t find_world_parameter(std::string_view name) noexcept {
  for (std::size_t index = 0; index < std::size(kWorldParameters); ++index)
    if (kWorldParameters[index].argument.name == name) return index;
  return kNone;
}

/// The values that a document gives; NULL for those that it does not.
using GivenParameters = std::array<Value, std::size(kWorldParameters)>;

/// For a parameter that is a moment: what is allowed, if the value cannot be one; otherwise empty.
inline std::string_view not_a_moment(const Argument& argument, const Value& value) noexcept {
  const bool moment = argument.name == kUntilArgument.name || argument.name == kSinceArgument.name;
  return moment ? unix_seconds_in_place_of(value) : std::string_view();
}

}  // namespace synth::world
