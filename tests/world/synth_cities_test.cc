#include "world/synth_cities.h"

#include <gtest/gtest.h>

#include "support/reader.h"

namespace synth::world {
namespace {

using namespace testing;
using Cities = SynthCities;

TEST(SynthCities, AreThoseOfTheLawWithTheirClocks) {
  Reader<Cities> cities;
  ASSERT_EQ(cities.size(), default_spec().cities.size());
  for (std::uint64_t i = 0; i < cities.size(); ++i) {
    const WorldSpec::City& city = default_spec().cities[i];
    EXPECT_EQ(cities.text(i, Cities::kCity), city.city);
    EXPECT_EQ(cities.text(i, Cities::kCountry), city.country);
    EXPECT_EQ(cities.number(i, Cities::kUtcOffset), city.utc_offset);
    EXPECT_EQ(cities.value(i, Cities::kWeight).as_real(), city.weight);
  }
}

TEST(SynthCities, AreThoseOfTheDocument) {
  Reader<Cities> cities({}, R"({"cities": [{"city": "Lyon", "weight": 3},
                                           {"city": "Atlantis", "country": "Sea", "weight": 1, "utc_offset": -90}]})");
  ASSERT_EQ(cities.size(), 2U);
  EXPECT_EQ(cities.line(1), "Atlantis|Sea|-90|1");
}

}  // namespace
}  // namespace synth::world
