#include "world/people.h"

#include <gtest/gtest.h>

#include <map>

#include "support/statistics.h"
#include "support/test_host.h"

namespace synth::world {
namespace {

using testing::ChiSquare;

TEST(People, LiveInCitiesByWeight) {
  const WorldSpec& spec = default_spec();
  const People people(spec, 5, 100000, 0.9);
  std::vector<double> counts(spec.cities.size());
  std::vector<double> expected;
  double total = 0;
  for (const WorldSpec::City& city : spec.cities) total += city.weight;
  for (const WorldSpec::City& city : spec.cities) expected.push_back(city.weight / total * 100000);
  for (std::uint64_t user = 0; user < 100000; ++user) counts[people.person(user).home] += 1;
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
}

TEST(People, TheTopFifthHasItsShareOfTheActivity) {
  for (const double wanted : {0.2, 0.5, default_spec().top_fifth_share, 0.8})
    for (const std::uint64_t users : {1000U, 20000U, 1000000U}) {
      WorldSpec spec = default_spec();
      spec.top_fifth_share = wanted;
      const People people(spec, 0, users, 0.9);
      double share = 0;
      for (std::uint64_t user = 0; user < users / 5; ++user) share += people.activity(user);
      EXPECT_NEAR(share, wanted, 0.005) << users;
    }
}

TEST(People, AreAtHomeAsOftenAsSaid) {
  for (const double home_rate : {0.0, 0.5, 0.9, 1.0}) {
    const People people(default_spec(), 3, 2000, home_rate);
    double home = 0;
    constexpr int kMoments = 20;
    for (std::uint64_t user = 0; user < 2000; ++user) {
      const Person person = people.person(user);
      for (int k = 0; k < kMoments; ++k)
        home += people.place_at(person, 1748736000 + k * 30 * kSecondsPerDay) == person.home ? 1 : 0;
    }
    const double n = 2000 * kMoments;
    EXPECT_NEAR(home / n, home_rate, 4 * std::sqrt(home_rate * (1 - home_rate) / n)) << home_rate;
  }
}

TEST(People, TripsLastDaysAndStayMostlyInTheCountry) {
  const WorldSpec& spec = default_spec();
  const People people(spec, 3, 5000, 0.5);
  double trips = 0;
  double abroad = 0;
  double still_there = 0;
  std::map<std::string, int> cities_of;
  for (const WorldSpec::City& city : spec.cities) cities_of[city.country] += 1;
  for (std::uint64_t user = 0; user < 5000; ++user) {
    const Person person = people.person(user);
    const std::uint16_t place = people.place_at(person, 1748736000);
    if (place == person.home || cities_of[spec.cities[person.home].country] == 1) continue;
    trips += 1;
    abroad += spec.cities[place].country != spec.cities[person.home].country ? 1 : 0;
    still_there += people.place_at(person, 1748736000 + 3 * 3600) == place ? 1 : 0;
  }
  EXPECT_NEAR(abroad / trips, spec.abroad_rate, 4 * std::sqrt(0.2 * 0.8 / trips));
  EXPECT_GT(still_there / trips, 0.93);  // three hours of three days
}

TEST(People, ClockSharesAreExactForFewPeople) {
  const People people(default_spec(), 11, 5, 0.9);
  std::map<std::int32_t, double> expected;
  for (std::uint64_t user = 0; user < 5; ++user) expected[people.clock(people.person(user))] += people.activity(user);
  double sum = 0;
  testing::TestHost host;
  for (const ClockShare& clock : people.clock_shares(host)) {
    EXPECT_DOUBLE_EQ(clock.share, expected[clock.shift]);
    sum += clock.share;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(People, ClockSharesOfManyAreThoseOfADrawnSample) {
  const People people(default_spec(), 11, 1000000, 0.9);
  std::map<std::int32_t, double> counts;
  const Key key = key_for(99, 1);
  for (std::uint64_t row = 0; row < 200000; ++row) {
    Rng rng(key, row);
    const std::uint64_t step = rng.bits64();
    counts[people.clock(people.draw(step, rng.bits64()))] += 1;
  }
  testing::TestHost host;
  for (const ClockShare& clock : people.clock_shares(host))
    EXPECT_NEAR(counts[clock.shift] / 200000, clock.share, 0.005) << clock.shift;
}

// If one country has nearly all the weight, a trip abroad still leads abroad.
TEST(People, ATripFromAnOverwhelmingCountryLeadsAbroad) {
  WorldSpec spec = default_spec();
  spec.cities.resize(2);
  spec.cities[0] = {"Great", "Vast", 0, 1e9, spec.cities[0].culture};
  spec.cities[1] = {"Small", "Tiny", 0, 1e-9, spec.cities[1].culture};
  const People people(spec, 1, 100, 0.0);
  for (std::uint64_t user = 0; user < 100; ++user) {
    const Person person = people.person(user);
    EXPECT_NE(people.place_at(person, 1748736000), person.home);
  }
}

TEST(People, AWorldOfOneCityHasNoTrips) {
  WorldSpec spec = default_spec();
  spec.cities.resize(1);
  const People people(spec, 1, 10, 0.0);
  EXPECT_EQ(people.place_at(people.person(3), 0), 0);
}

}  // namespace
}  // namespace synth::world
