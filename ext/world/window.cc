#include "world/window.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

#include "core/error.h"
#include "core/moments.h"
#include "core/numbers.h"

namespace synth::world {
namespace {

constexpr std::int64_t kFirstSecond = -62135596800;  // 0001-01-01
constexpr std::int64_t kLastSecond = 253402300799;   // 9999-12-31
constexpr double kMaxDays = 36500;
constexpr double kSmallestRate = 1e-6;
constexpr double kLargestRate = 1e14;                   // 36500 days of it are still numbers of rows
constexpr double kLargestLogRate = 2.5 * kLargestRate;  // in the default proportion; their numbers fit 63 bits

bool given(const Arguments& arguments, std::size_t index) {
  return index != WindowArguments::kNone && arguments.has(index);
}

std::int64_t moment(const Arguments& arguments, std::size_t index, std::int64_t fallback) {
  if (const std::string_view allowed = unix_seconds_in_place_of(as_number(arguments[index])); !allowed.empty())
    arguments.refuse(index, allowed);
  return arguments.integer(index, fallback, kFirstSecond, kLastSecond);
}

// What the arguments say before the population is known.
struct Asked {
  std::uint64_t rows = 0;
  std::uint64_t logs = 0;
  std::uint64_t users = 0;
  std::int64_t since = 0;
  std::optional<std::int64_t> until;  // none where the world grows: then the rates are given
  double rows_per_day = 0;
  double logs_per_day = 0;
  double days = 0;
};

// `since` and `per_day` say the world; n rows of it are asked for.
void read_growing(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Asked& asked) {
  if (!given(arguments, at.since) || !given(arguments, at.per_day))
    throw Error("since and per_day go together: give both, or days and until in their place");
  for (const std::size_t other : {at.days, at.until, at.logs})
    if (given(arguments, other))
      throw Error(std::string(arguments.name(other)) + " does not go with since and per_day: they say the same thing");
  asked.since = moment(arguments, at.since, 0);
  asked.rows_per_day = arguments.real(at.per_day, 0, kSmallestRate, kLargestRate);
  asked.logs_per_day =
      at.logs_per_day == WindowArguments::kNone
          ? asked.rows_per_day
          : arguments.real(at.logs_per_day, asked.rows_per_day * logs_per_row, kSmallestRate, kLargestLogRate);
  asked.days = static_cast<double>(asked.rows) / asked.rows_per_day;
  if (asked.days > kMaxDays) arguments.refuse(at.n, "at most 36500 days of per_day rows");
  asked.logs = std::numeric_limits<std::uint64_t>::max();
  asked.users = static_cast<std::uint64_t>(std::clamp(std::floor(asked.logs_per_day * 3), 1.0, 0x1p40));
}

// `n`, `days` and `until` say it.
void read_window(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Asked& asked) {
  if (given(arguments, at.logs_per_day)) throw Error("logs_per_day goes with since and per_day; else name logs");
  asked.until = moment(arguments, at.until, start_of_today());
  asked.days = arguments.real(at.days, 30, 0, kMaxDays);
  if (asked.days == 0) arguments.refuse(at.days, "more than 0 and at most 36500");
  // A log at the window's last second but one still has a click after it.
  asked.since = *asked.until - std::max<std::int64_t>(2, std::llround(asked.days * kSecondsPerDay));
  const double default_logs = std::ceil(static_cast<double>(asked.rows) * logs_per_row);
  asked.logs = static_cast<std::uint64_t>(std::min(default_logs, 0x1p53));
  if (at.logs != WindowArguments::kNone)
    asked.logs = static_cast<std::uint64_t>(
        arguments.integer(at.logs, static_cast<std::int64_t>(asked.logs), asked.rows > 0 ? 1 : 0, kMaxRows));
  asked.users = std::clamp<std::uint64_t>(asked.logs / 10, 1, kMaxUsers);
}

// The rates that follow where the rows of a window are given: the one place that turns a number of rows into rows per
// average day.
void set_rates(const Activity& activity, Asked& asked) {
  const double days = activity.at(*asked.until) - activity.at(asked.since);
  if (!(days > 0)) throw Error("world: nobody is active in the window that days and until say");
  asked.rows_per_day = static_cast<double>(asked.rows) / days;
  // A table without rows still checks its arguments; its world is that of one log.
  asked.logs_per_day = static_cast<double>(std::max<std::uint64_t>(asked.logs, 1)) / days;
}

}  // namespace

std::optional<std::string_view> read_document(const Arguments& arguments, std::size_t world) {
  if (!arguments.has(world)) return std::nullopt;
  return arguments.text(world);
}

Value window_parameter(const Window& window, const WindowArguments& at, std::size_t parameter) noexcept {
  const World& world = window.world;
  const Population& population = world.population();
  if (parameter == at.n) return Value::integer(static_cast<std::int64_t>(window.rows));
  if (parameter == at.per_day) return Value::real(window.rows_per_day);
  if (parameter == at.seed) return Value::integer(static_cast<std::int64_t>(population.seed()));
  if (parameter == at.users) return Value::integer(static_cast<std::int64_t>(population.people().users()));
  if (parameter == at.since) return Value::integer(world.since());
  if (parameter == at.home_rate) return Value::real(population.home_rate());
  if (parameter == at.logs_per_day) return Value::real(world.per_day());
  if (parameter == at.progress) return Value::integer(window.progress ? 1 : 0);
  if (!window.grows) {
    if (parameter == at.logs) return Value::integer(static_cast<std::int64_t>(window.logs));
    if (parameter == at.days) return Value::real(window.days);
    if (parameter == at.until) return Value::integer(world.until());
  }
  if (parameter == at.world && population.document()) return Value::text(*population.document(), Value::Lifetime::kRow);
  return {};
}

std::int64_t start_of_today() noexcept {
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  return now - floor_mod(now, kSecondsPerDay);
}

Window open_window(const Arguments& arguments, const WindowArguments& at, std::int64_t default_rows,
                   double logs_per_row, Host& host) {
  Asked asked;
  Population::Numbers numbers;
  asked.rows = static_cast<std::uint64_t>(arguments.integer(at.n, default_rows, 0, kMaxRows));
  numbers.seed = static_cast<std::uint64_t>(arguments.integer(at.seed, 0));
  const bool grows = given(arguments, at.since) || given(arguments, at.per_day);
  if (grows)
    read_growing(arguments, at, logs_per_row, asked);
  else
    read_window(arguments, at, logs_per_row, asked);
  numbers.users =
      static_cast<std::uint64_t>(arguments.integer(at.users, static_cast<std::int64_t>(asked.users), 1, kMaxUsers));
  numbers.home_rate = arguments.real(at.home_rate, 0.9, 0, 1);
  const std::optional<std::string_view> document = read_document(arguments, at.world);
  const bool progress = arguments.integer(at.progress, 0, 0, 1) == 1;
  std::shared_ptr<const Population> population = Population::open(numbers, document, host);
  if (!grows) set_rates(population->activity(), asked);
  return {asked.rows,
          asked.logs,
          asked.rows_per_day,
          asked.days,
          grows,
          progress,
          World(std::move(population), asked.since, asked.logs_per_day, asked.until)};
}

}  // namespace synth::world
