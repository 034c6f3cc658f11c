// SELECT * FROM synth_users(1000, 42): the people of a world, the most active first.
#pragma once

#include <array>

#include "core/table.h"
#include "world/text/names.h"
#include "world/window.h"

namespace synth::world {

class SynthUsers {
 public:
  static constexpr Argument kArguments[] = {Argument::integer("users", 5, {1, kMaxUsers}, "people"), kSeedArgument,
                                            kWorldArgument};
  static constexpr Column kColumns[] = {
      {"user_id", "INTEGER", "from 1; the hidden column user_id of the other tables"},
      {"name", "TEXT", "unique in the world"},
      {"city", "TEXT", "the home city"},
      {"country", "TEXT", "of the home city"},
      {"utc_offset", "INTEGER", "of the home city, minutes east of UTC, without daylight saving"},
      {"chronotype", "INTEGER", "how many minutes late the person's day runs; negative: early"},
      {"activity", "REAL", "the person's share of all rows; the shares of all people sum to 1"},
  };
  static constexpr std::size_t kUserId = index_of(kColumns, "user_id");
  static constexpr std::size_t kName = index_of(kColumns, "name");
  static constexpr std::size_t kCity = index_of(kColumns, "city");
  static constexpr std::size_t kCountry = index_of(kColumns, "country");
  static constexpr std::size_t kUtcOffset = index_of(kColumns, "utc_offset");
  static constexpr std::size_t kChronotype = index_of(kColumns, "chronotype");
  static constexpr std::size_t kActivity = index_of(kColumns, "activity");
  static constexpr std::size_t kUsers = index_of(kArguments, "users");
  static constexpr std::size_t kSeed = index_of(kArguments, "seed");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

  static const Description kDescription;
  static constexpr std::size_t kSeekColumn = kUserId;
  static constexpr bool kInSeekOrder = true;

  struct Row {
    Person person;
    std::array<char, kLongestName + 1> name;
    std::size_t name_length;
  };

  SynthUsers(const Arguments& arguments, Host& host);

  std::uint64_t size() const noexcept { return population_->people().users(); }
  void at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;
  RowRange rows_between(std::int64_t low, std::int64_t high) const noexcept;

 private:
  std::shared_ptr<const Population> population_;
};

}  // namespace synth::world
