// The parameters that the tables of behaviour share: their descriptions, once, and how they become a world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"
#include "world/world.h"

namespace synth::world {

inline constexpr std::int64_t kMaxRows = (std::int64_t{1} << 53) - 1;
inline constexpr std::int64_t kMaxUsers = std::int64_t{1} << 40;
inline constexpr std::int64_t kMaxVideos = std::int64_t{1} << 40;

inline constexpr Argument kSeedArgument = {"seed", "integer", "0", "any 64-bit integer",
                                           "the world: another seed is another population"};
inline constexpr Argument kDaysArgument = {"days", "real", "30", "more than 0, at most 36500", "length of the window"};
inline constexpr Argument kUntilArgument = {"until", "integer", "00:00 UTC today", "-62135596800 to 253402300799",
                                            "unix seconds at which the window ends"};
inline constexpr Argument kSinceArgument = {
    "since", "integer", "until - 86400 * days", "-62135596800 to 253402300799",
    "unix seconds at which the window begins; with per_day, in place of days and until, the table can grow"};
inline constexpr Argument kHomeRateArgument = {"home_rate", "real", "0.9", "0 to 1",
                                               "share of the time that people spend in their home city"};
inline constexpr Argument kProgressArgument = {"progress", "integer", "0", "0 or 1",
                                               "1 draws rows, rate and time left on a terminal"};
inline constexpr Argument kWorldArgument = {"world", "text", "the default law", "a JSON document, see synth_world()",
                                            "what of the default law to put in another's place"};

/// The last column of each.
inline constexpr Column kLocalHourColumn = {"local_hour", "INTEGER",
                                            "the hour 0 to 23 that has begun on the clock of the city; over hours in "
                                            "UTC every day looks flat, since people live "
                                            "all around the world",
                                            true};

/// Where those parameters stand in a table's list; absent ones are `kNone`.
struct WindowArguments {
  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t n, seed, logs = kNone, users, days, until, since, per_day, logs_per_day = kNone, home_rate, progress,
                       world;
};

/// The row counts and the world of one table.
struct Window {
  std::uint64_t rows;
  std::uint64_t logs;   ///< rows of synth_emotion_logs in the world; the largest integer where it grows
  double rows_per_day;  ///< of this table, per average day of activity; those of the logs are world.per_day()
  double days;
  bool grows;  ///< `since` and a rate say it, not `days` and `until`
  bool progress;
  World world;
};

/// Reads and checks them. `logs_per_row` is the default number of logs for a row of this table (1 for the logs).
/// Throws Error.
Window open_window(const Arguments& arguments, const WindowArguments& at, std::int64_t default_rows,
                   double logs_per_row, Host& host);

/// The document of a parameter `world`, if one is given. Throws Error.
std::optional<std::string_view> read_document(const Arguments& arguments, std::size_t world);

/// The value in force of a parameter that all of them share, or NULL.
Value window_parameter(const Window& window, const WindowArguments& at, std::size_t parameter) noexcept;

/// Unix seconds of 00:00 UTC of the current day.
std::int64_t start_of_today() noexcept;

}  // namespace synth::world
