// SELECT * FROM synth_cities: where the people of a world live, with the clocks there.
#pragma once

#include "core/table.h"
#include "world/window.h"

namespace synth::world {

class SynthCities {
 public:
  enum ColumnIndex : std::size_t { kCity, kCountry, kUtcOffset, kWeight };
  enum ParameterIndex : std::size_t { kWorld };
  static const Description kDescription;

  struct Row {
    std::size_t city;
  };

  SynthCities(const Arguments& arguments, Host& host)
      : spec_(open_spec(read_document(arguments, kWorld), host)), text_lifetime_(text_lifetime_of(*spec_)) {}

  std::uint64_t size() const noexcept { return spec_->cities.size(); }
  void at(std::uint64_t i, ColumnSet, Row& row) const noexcept { row.city = static_cast<std::size_t>(i); }
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
};

}  // namespace synth::world
