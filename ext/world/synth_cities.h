// SELECT * FROM synth_cities: where the people of a world live, with offsets from UTC.
#pragma once

#include "core/table.h"
#include "world/window.h"

namespace synth::world {

class SynthCities {
 public:
  static constexpr Argument kArguments[] = {kWorldArgument};
  static constexpr Column kColumns[] = {
      {"city", "TEXT", "as in the column city of the rows"},
      {"country", "TEXT", "of the city"},
      {"utc_offset", "INTEGER", "minutes east of UTC, without daylight saving"},
      {"weight", "REAL", "number of people who live there, relative to the other cities"},
  };
  static constexpr std::size_t kCity = index_of(kColumns, "city");
  static constexpr std::size_t kCountry = index_of(kColumns, "country");
  static constexpr std::size_t kUtcOffset = index_of(kColumns, "utc_offset");
  static constexpr std::size_t kWeight = index_of(kColumns, "weight");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

  static const Description kDescription;

  struct Row {
    std::size_t city;
  };

  SynthCities(const Arguments& arguments, Host& host)
      : spec_(open_spec(read_document(arguments), host)), text_lifetime_(text_lifetime_of(*spec_)) {}

  std::uint64_t size() const noexcept { return spec_->cities.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.city = static_cast<std::size_t>(i); }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
};

}  // namespace synth::world
