#include "world/window.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

#include "core/error.h"
#include "core/numbers.h"

namespace synth::world {
namespace {

bool given(const Arguments& arguments, std::size_t index) {
  return index != kNone && arguments.has(index);
}

std::int64_t moment(const Arguments& arguments, std::size_t index, std::int64_t otherwise) {
  if (const auto allowed = not_a_moment(arguments.described()[index], as_number(arguments[index])); !allowed.empty())
    arguments.refuse(index, allowed);
  return arguments.integer(index, otherwise);
}

// Whether two numbers are equal, regardless of type: 30, 30.0 and '30'.
bool same_number(const Value& one, const Value& other) noexcept {
  const Value a = as_number(one), b = as_number(other);
  if (a.type() == Value::Type::kInteger && b.type() == Value::Type::kInteger) return a.as_integer() == b.as_integer();
  const auto real = [](const Value& value) {
    return value.type() == Value::Type::kInteger ? static_cast<double>(value.as_integer()) : value.as_real();
  };
  const auto is_number = [](const Value& value) {
    return value.type() == Value::Type::kInteger || value.type() == Value::Type::kReal;
  };
  return is_number(a) && is_number(b) && real(a) == real(b);
}

// What the arguments say, before the population is known.
struct Asked {
  std::uint64_t rows = 0;
  std::uint64_t logs = 0;
  std::uint64_t users = 0;
  std::int64_t since = 0;
  std::optional<std::int64_t> until;  // none if the world grows; the rates are then given
  double rows_per_day = 0;
  double logs_per_day = 0;
  double days = 0;
};

// `since` and `per_day` define the world; n of its rows are wanted.
void read_growing(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Asked& asked) {
  const bool has_rate = given(arguments, at.per_day) || given(arguments, at.logs_per_day);
  if (!given(arguments, at.since) || !has_rate)
    throw Error("since and per_day go together: give both, or days and until instead");
  for (const std::size_t other : {at.days, at.until, at.logs})
    if (given(arguments, other))
      throw Error(std::string(arguments.name(other)) + " cannot be combined with since and per_day");
  asked.since = moment(arguments, at.since, 0);
  const double of_logs = at.logs_per_day == kNone ? 0 : arguments.real(at.logs_per_day, 0);
  asked.rows_per_day = arguments.real(at.per_day, of_logs / logs_per_row);
  asked.logs_per_day = of_logs > 0 ? of_logs : asked.rows_per_day * logs_per_row;
  asked.logs = std::numeric_limits<std::uint64_t>::max();
  asked.users = default_users_of_rate(asked.logs_per_day);
}

// `n`, `days` and `until` define the world.
void read_window(const Arguments& arguments, const WindowArguments& at, double logs_per_row, Asked& asked) {
  if (given(arguments, at.logs_per_day)) throw Error("logs_per_day needs since and per_day; otherwise give logs");
  asked.until = moment(arguments, at.until, start_of_today());
  asked.days = arguments.real(at.days);
  // A log in the last second but one still has room for a click after it.
  asked.since = *asked.until - std::max<std::int64_t>(2, std::llround(asked.days * kSecondsPerDay));
  const double default_logs = std::ceil(static_cast<double>(asked.rows) * logs_per_row);
  asked.logs = static_cast<std::uint64_t>(std::min(default_logs, 0x1p53));
  if (at.logs != kNone)
    asked.logs = static_cast<std::uint64_t>(
        arguments.integer(at.logs, static_cast<std::int64_t>(asked.logs), {asked.rows > 0 ? 1 : 0, kMaxRows}));
  asked.users = default_users(asked.logs);
}

// The only place that turns a number of rows in a window into rows per average day.
void set_rates(const Population& population, Asked& asked) {
  const Activity& activity = population.activity();
  const double days = population.sessions().trend.at(activity.at(*asked.until) - activity.at(asked.since));
  if (!(days > 0)) throw Error("world: nobody is active in the window given by days and until");
  asked.rows_per_day = static_cast<double>(asked.rows) / days;
  // A table without rows still checks its arguments; its world is then one with a single log.
  asked.logs_per_day = static_cast<double>(std::max<std::uint64_t>(asked.logs, 1)) / days;
}

}  // namespace

WorldArguments::WorldArguments(const Arguments& given, std::span<const Renamed> renamed, Host& host)
    : described_(given.described()), document_(read_document(given)), law_(open_spec(document_, host)) {
  for (std::size_t p = 0; p < described_.size(); ++p) {
    values_.push_back(given[p]);
    std::string_view key = described_[p].name;
    for (const Renamed& other : renamed)
      if (other.parameter == described_[p].name) key = other.key;
    const std::size_t parameter = find_world_parameter(key);
    if (parameter == kNone || law_->parameters[parameter].is_null()) continue;
    const Value& of_document = law_->parameters[parameter];
    if (given.has(p) && !same_number(given[p], of_document))
      throw Error(std::string(given.name(p)) + " is given twice: " + show(given[p]) + " as the parameter " +
                  std::string(given.name(p)) + ", " + show(of_document) + " as the key " + std::string(key) +
                  " of world");
    values_.back() = of_document;
  }
}

std::uint64_t default_users(std::uint64_t logs) noexcept {
  return std::clamp<std::uint64_t>(logs / 10, 1, kMaxUsers);
}

std::uint64_t default_users_of_rate(double logs_per_day) noexcept {
  return static_cast<std::uint64_t>(std::clamp(std::floor(logs_per_day * 3), 1.0, static_cast<double>(kMaxUsers)));
}

std::optional<std::string_view> read_document(const Arguments& arguments) {
  const std::size_t world = find_index(arguments.described(), kWorldArgument.name);
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

Window open_window(const WorldArguments& given_world, const WindowArguments& at, double logs_per_row, Host& host) {
  const Arguments arguments = given_world.arguments();
  Asked asked;
  Population::Numbers numbers;
  asked.rows = static_cast<std::uint64_t>(arguments.integer(at.n));
  numbers.seed = static_cast<std::uint64_t>(arguments.integer(at.seed));
  const bool grows = given(arguments, at.since) || given(arguments, at.per_day);
  if (grows)
    read_growing(arguments, at, logs_per_row, asked);
  else
    read_window(arguments, at, logs_per_row, asked);
  numbers.users = static_cast<std::uint64_t>(arguments.integer(at.users, static_cast<std::int64_t>(asked.users)));
  numbers.home_rate = arguments.real(at.home_rate);
  const bool progress = arguments.integer(at.progress) == 1;
  std::shared_ptr<const Population> population =
      Population::open(numbers, given_world.document(), given_world.law(), host);
  if (grows) {
    asked.days = population->sessions().trend.find(static_cast<double>(asked.rows) / asked.rows_per_day).days;
    if (asked.days > kMaxDays) arguments.refuse(at.n, "at most 36500 days of per_day rows");
  } else {
    set_rates(*population, asked);
  }
  return {asked.rows,
          asked.logs,
          asked.rows_per_day,
          asked.days,
          grows,
          progress,
          World(std::move(population), asked.since, asked.logs_per_day, asked.until)};
}

}  // namespace synth::world
