#include "world/synth_users.h"

#include <algorithm>

namespace synth::world {

constinit const Description SynthUsers::kDescription = {
    .name = "synth_users",
    .meaning = "The people of an invented world, the most active first.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT name, city, country FROM synth_users(5)",
    .positional = 2,
    .by_name = true};

SynthUsers::SynthUsers(const Arguments& arguments, Host& host) {
  const WorldArguments given(arguments, {}, host);
  // The other tables derive the number of people from the document's logs; agree with them.
  const Value &logs = given.law()->parameter("logs"), &rate = given.law()->parameter("logs_per_day");
  std::uint64_t users = static_cast<std::uint64_t>(std::get<std::int64_t>(kArguments[kUsers].otherwise));
  if (!logs.is_null())
    users = default_users(static_cast<std::uint64_t>(logs.as_integer()));
  else if (!rate.is_null())
    users = default_users_of_rate(rate.as_real());
  Population::Numbers numbers;
  numbers.users = static_cast<std::uint64_t>(given.arguments().integer(kUsers, static_cast<std::int64_t>(users)));
  numbers.seed = static_cast<std::uint64_t>(given.arguments().integer(kSeed));
  population_ = Population::open(numbers, given.document(), given.law(), host);
}

void SynthUsers::at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept {
  row.person = population_->people().person(i);
  if (wanted.has(kName)) row.name_length = population_->write_name(row.person, row.name.data());
}

Value SynthUsers::column(const Row& row, std::size_t column) const noexcept {
  const WorldSpec::City& home = population_->spec().cities[row.person.home];
  switch (column) {
    case kUserId:
      return Value::integer(static_cast<std::int64_t>(row.person.user + 1));
    case kName:
      return Value::text({row.name.data(), row.name_length}, Value::Lifetime::kRow);
    case kCity:
      return population_->text(home.city);
    case kCountry:
      return population_->text(home.country);
    case kUtcOffset:
      return Value::integer(home.utc_offset);
    case kChronotype:
      return Value::integer(row.person.chronotype);
    case kActivity:
      return Value::real(population_->people().activity(row.person.user));
    default:
      return {};
  }
}

// user_id is the row number from 1.
RowRange SynthUsers::rows_between(std::int64_t low, std::int64_t high) const noexcept {
  const auto rows = static_cast<std::int64_t>(size());
  const std::int64_t first = std::clamp<std::int64_t>(low, 1, rows + 1), last = std::clamp<std::int64_t>(high, 0, rows);
  return {static_cast<std::uint64_t>(first - 1), static_cast<std::uint64_t>(std::max(first - 1, last))};
}

}  // namespace synth::world
