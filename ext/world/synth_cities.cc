#include "world/synth_cities.h"

namespace synth::world {

constinit const Description SynthCities::kDescription = {
    .name = "synth_cities",
    .meaning = "The cities of an invented world.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT city, utc_offset FROM synth_cities WHERE country = 'Japan'",
    .positional = 0};

Value SynthCities::column(const Row& row, std::size_t column) const noexcept {
  const WorldSpec::City& city = spec_->cities[row.city];
  switch (column) {
    case kCity:
      return Value::text(city.city, text_lifetime_);
    case kCountry:
      return Value::text(city.country, text_lifetime_);
    case kUtcOffset:
      return Value::integer(city.utc_offset);
    case kWeight:
      return Value::real(city.weight);
    default:
      return {};
  }
}

}  // namespace synth::world
