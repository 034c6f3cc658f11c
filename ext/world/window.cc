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

// `since` and `per_day` say the world; n rows of it are asked for.
void read_growing(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Origin& origin,
                  Window& window) {
  if (!given(arguments, at.since) || !given(arguments, at.per_day))
    throw Error("since and per_day go together: give both, or days and until in their place");
  for (const std::size_t other : {at.days, at.until, at.logs})
    if (given(arguments, other))
      throw Error(std::string(arguments.name(other)) + " does not go with since and per_day: they say the same thing");
  origin.since = moment(arguments, at.since, 0);
  window.rows_per_day = arguments.real(at.per_day, 0, kSmallestRate, kLargestRate);
  origin.per_day =
      at.logs_per_day == WindowArguments::kNone
          ? window.rows_per_day
          : arguments.real(at.logs_per_day, window.rows_per_day * logs_per_row, kSmallestRate, kLargestLogRate);
  window.days = static_cast<double>(window.rows) / window.rows_per_day;
  if (window.days > kMaxDays) arguments.refuse(at.n, "at most 36500 days of per_day rows");
  window.logs = std::numeric_limits<std::uint64_t>::max();
  origin.users = static_cast<std::uint64_t>(std::clamp(std::floor(origin.per_day * 3), 1.0, 0x1p40));
}

// `n`, `days` and `until` say it.
void read_window(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Origin& origin,
                 Window& window) {
  if (given(arguments, at.logs_per_day)) throw Error("logs_per_day goes with since and per_day; else name logs");
  origin.until = moment(arguments, at.until, start_of_today());
  window.days = arguments.real(at.days, 30, 0, kMaxDays);
  if (window.days == 0) arguments.refuse(at.days, "more than 0 and at most 36500");
  // A log at the window's last second but one still has a click after it.
  origin.since = origin.until - std::max<std::int64_t>(2, std::llround(window.days * kSecondsPerDay));
  const double default_logs = std::ceil(static_cast<double>(window.rows) * logs_per_row);
  window.logs = static_cast<std::uint64_t>(std::min(default_logs, 0x1p53));
  if (at.logs != WindowArguments::kNone)
    window.logs = static_cast<std::uint64_t>(
        arguments.integer(at.logs, static_cast<std::int64_t>(window.logs), window.rows > 0 ? 1 : 0, kMaxRows));
  origin.logs = window.logs;
  origin.users = std::clamp<std::uint64_t>(window.logs / 10, 1, kMaxUsers);
}

}  // namespace

std::optional<std::string_view> read_document(const Arguments& arguments, std::size_t world) {
  if (!arguments.has(world)) return std::nullopt;
  return arguments.text(world);
}

Value window_parameter(const Window& window, const WindowArguments& at, std::size_t parameter) noexcept {
  const Origin& origin = window.world->origin();
  if (parameter == at.seed) return Value::integer(static_cast<std::int64_t>(origin.seed));
  if (parameter == at.users) return Value::integer(static_cast<std::int64_t>(origin.users));
  if (parameter == at.since) return Value::integer(origin.since);
  if (parameter == at.home_rate) return Value::real(origin.home_rate);
  if (parameter == at.logs_per_day) return Value::real(window.world->per_day());
  if (parameter == at.progress) return Value::integer(window.progress ? 1 : 0);
  if (origin.logs) {
    if (parameter == at.logs) return Value::integer(static_cast<std::int64_t>(window.logs));
    if (parameter == at.days) return Value::real(window.days);
    if (parameter == at.until) return Value::integer(origin.until);
  }
  if (parameter == at.world && origin.document) return Value::text(*origin.document, Value::Lifetime::kRow);
  return {};
}

std::int64_t start_of_today() noexcept {
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  return now - floor_mod(now, kSecondsPerDay);
}

Window open_window(const Arguments& arguments, const WindowArguments& at, std::int64_t default_rows,
                   double logs_per_row, Host& host) {
  Window window;
  Origin origin;
  window.rows = static_cast<std::uint64_t>(arguments.integer(at.n, default_rows, 0, kMaxRows));
  origin.seed = static_cast<std::uint64_t>(arguments.integer(at.seed, 0));
  if (given(arguments, at.since) || given(arguments, at.per_day))
    read_growing(arguments, at, logs_per_row, origin, window);
  else
    read_window(arguments, at, logs_per_row, origin, window);
  origin.users =
      static_cast<std::uint64_t>(arguments.integer(at.users, static_cast<std::int64_t>(origin.users), 1, kMaxUsers));
  origin.home_rate = arguments.real(at.home_rate, 0.9, 0, 1);
  const std::optional<std::string_view> document = read_document(arguments, at.world);
  window.progress = arguments.integer(at.progress, 0, 0, 1) == 1;
  // A table without rows still checks its arguments; its world is that of one log.
  if (origin.logs == 0U) origin.logs = 1;
  window.world = World::open(origin, document, host);
  if (origin.logs) {
    const double span = window.world->activity().at(origin.until) - window.world->activity().at(origin.since);
    window.rows_per_day = static_cast<double>(window.rows) / span;
  }
  return window;
}

}  // namespace synth::world
