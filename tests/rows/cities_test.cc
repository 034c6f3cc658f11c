#include "rows/cities.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace synth {
namespace {

TEST(Places, EveryCityIsFoundByItsNameAndNothingElseIs) {
  for (const City& place : known_cities()) EXPECT_EQ(find_city(place.city), &place) << place.city;
  for (const std::string_view text : {"", "Paris ", "paris", "Atlantis", "A city with a name that is longer than any"})
    EXPECT_EQ(find_city(text), nullptr) << text;
}

TEST(Places, ACityIsThereOnce) {
  std::set<std::string_view> cities;
  for (const City& place : known_cities()) EXPECT_TRUE(cities.insert(place.city).second) << place.city;
}

TEST(Places, ACountryIsOneGroupWithItsLargestCityFirst) {
  std::set<std::string_view> countries;
  std::string_view country;
  std::uint32_t population = 0;
  for (const City& place : known_cities()) {
    if (place.country != country) {
      EXPECT_TRUE(countries.insert(place.country).second) << place.country;
      country = place.country;
    } else {
      EXPECT_LE(place.population, population) << place.city;
    }
    population = place.population;
  }
}

TEST(Places, EveryCountryHasAnotherCityToGoTo) {
  std::multiset<std::string_view> countries;
  for (const City& place : known_cities()) countries.insert(place.country);
  for (const std::string_view country : countries) EXPECT_GE(countries.count(country), 2U) << country;
}

TEST(Places, OffsetsAreThoseOfTheClocksThere) {
  const struct {
    std::string_view city;
    int offset;
  } known[] = {{"Jakarta", 420},   {"Dhaka", 360},        {"Tokyo", 540},      {"Delhi", 330},
               {"Mumbai", 330},    {"Kolkata", 330},      {"Bengaluru", 330},  {"Shanghai", 480},
               {"Guangzhou", 480}, {"Beijing", 480},      {"Shenzhen", 480},   {"Cairo", 120},
               {"Manila", 480},    {"Seoul", 540},        {"São Paulo", -180}, {"Mexico City", -360},
               {"New York", -300}, {"Los Angeles", -480}, {"Lagos", 60},       {"Kinshasa", 60},
               {"Karachi", 300},   {"Istanbul", 180},     {"Moscow", 180},     {"Paris", 60},
               {"Berlin", 60},     {"London", 0},         {"Bangkok", 420},    {"Buenos Aires", -180},
               {"Tehran", 210},    {"Sydney", 600},       {"Toronto", -300}};
  for (const auto& [city, offset] : known) {
    const City* place = find_city(city);
    ASSERT_NE(place, nullptr) << city;
    EXPECT_EQ(place->utc_offset, offset) << city;
  }
  for (const City& place : known_cities()) {
    EXPECT_EQ(place.utc_offset % 15, 0) << place.city;
    EXPECT_GE(place.utc_offset, -720) << place.city;
    EXPECT_LE(place.utc_offset, 840) << place.city;
  }
}

TEST(Places, EveryCultureHasACityAndEveryCityPeople) {
  std::set<Culture> cultures;
  for (const City& place : known_cities()) {
    cultures.insert(place.culture);
    EXPECT_LT(static_cast<int>(place.culture), kCultures) << place.city;
    EXPECT_GT(place.population, 0U) << place.city;
  }
  EXPECT_EQ(cultures.size(), static_cast<std::size_t>(kCultures));
}

}  // namespace
}  // namespace synth
