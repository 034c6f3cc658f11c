// The parameters that the tables of behaviour share, and how they become a world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"
#include "world/world.h"
#include "world/world_parameters.h"

namespace synth::world {

inline constexpr Argument kProgressArgument =
    Argument::integer("progress", 0, {0, 1}, "1 shows rows, rate and time left on a terminal");
inline constexpr Argument kWorldArgument =
    Argument::text("world", Rule{"the default law"}, "a JSON document, see synth_world()",
                   "changes to the default law; may also give seed, users, …");

/// The arguments of a table of a world, from its columns and from its document: `seed` is also a key of `world`.
class WorldArguments {
 public:
  /// A parameter that has another name in the document: per_day may be logs_per_day.
  struct Renamed {
    std::string_view parameter;
    std::string_view key;
  };

  /// Throws Error if the document is not valid, or if column and document give different values.
  /// REQUIRES: the values behind `given` outlive this object.
  WorldArguments(const Arguments& given, std::span<const Renamed> renamed, Host& host);

  Arguments arguments() const noexcept { return {described_, values_}; }
  const std::optional<std::string_view>& document() const noexcept { return document_; }
  const std::shared_ptr<const WorldSpec>& law() const noexcept { return law_; }

 private:
  std::span<const Argument> described_;
  std::vector<Value> values_;
  std::optional<std::string_view> document_;
  std::shared_ptr<const WorldSpec> law_;
};

/// A column of each of these tables.
inline constexpr Column kLocalHourColumn = {"local_hour", "INTEGER",
                                            "the hour (0 to 23) on the clock of the city; by hours in UTC every day "
                                            "looks flat, since people live all around the world",
                                            true};

/// The indexes of the shared parameters in a table's list; kNone if the table lacks one.
struct WindowArguments {
  std::size_t n, seed, logs, users, days, until, since, per_day, logs_per_day, home_rate, progress, world;
};
consteval WindowArguments window_arguments(std::span<const Argument> list) {
  return {.n = index_of(list, "n"),
          .seed = index_of(list, "seed"),
          .logs = find_index(list, "logs"),
          .users = index_of(list, "users"),
          .days = index_of(list, "days"),
          .until = index_of(list, "until"),
          .since = index_of(list, "since"),
          .per_day = index_of(list, "per_day"),
          .logs_per_day = find_index(list, "logs_per_day"),
          .home_rate = index_of(list, "home_rate"),
          .progress = index_of(list, "progress"),
          .world = index_of(list, "world")};
}

/// The row counts and the world of one table.
struct Window {
  std::uint64_t rows;
  std::uint64_t logs;   ///< rows of synth_emotion_logs in the world; the largest integer if it grows
  double rows_per_day;  ///< of this table, per average day of activity; those of the logs are world.per_day()
  double days;
  bool grows;  ///< defined by `since` and a rate, not by `days` and `until`
  bool progress;
  World world;
};

/// Reads and checks the shared parameters. `logs_per_row` is the default number of logs per row of this table (1 for
/// the logs). Throws Error.
Window open_window(const WorldArguments& given, const WindowArguments& at, double logs_per_row, Host& host);

/// The default number of people: a tenth of the logs, or of the logs of thirty days if the world grows.
std::uint64_t default_users(std::uint64_t logs) noexcept;
std::uint64_t default_users_of_rate(double logs_per_day) noexcept;

/// The size of a growing world's catalogue follows from the clicks of this many days.
inline constexpr double kDaysOfCatalogue = 30;

/// The document of the parameter `world`, if given. Throws Error. REQUIRES: the table has this parameter.
std::optional<std::string_view> read_document(const Arguments& arguments);

/// The value in force of a shared parameter, or NULL.
Value window_parameter(const Window& window, const WindowArguments& at, std::size_t parameter) noexcept;

/// Unix seconds of 00:00 UTC of the current day.
std::int64_t start_of_today() noexcept;

}  // namespace synth::world
