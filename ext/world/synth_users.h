// SELECT * FROM synth_users(1000, 42): the people of a world, the most active first.
#pragma once

#include <array>

#include "core/table.h"
#include "world/text/names.h"
#include "world/window.h"

namespace synth::world {

class SynthUsers {
 public:
  enum ColumnIndex : std::size_t { kUserId, kName, kCity, kCountry, kUtcOffset, kChronotype, kActivity };
  enum ParameterIndex : std::size_t { kUsers, kSeed, kWorld };
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
