#include "world/people.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "math/streams.h"
#include "world/labels.h"

namespace synth::world {
namespace {

constexpr std::uint64_t kHeadOfThePopulation = 4096;
constexpr std::size_t kCitiesBetweenAsking = 256;  // about a millisecond of work
constexpr double kSteepestActivity = 1.2;  // Zipf's exponent; keeps one of few people from doing nearly everything
constexpr std::int64_t kLongBefore = std::int64_t{1} << 37;  // seconds; the origin of trips, before any window

// Early, rather early, average, rather late, late; in units of WorldSpec::chronotype_minutes. (Roenneberg 2004: nearly
// normal.)
constexpr int kChronotypes[] = {-2, -1, 0, 1, 2};
constexpr std::size_t kChronotypeEnds[] = {26, 77, 179, 230, 256};  // cumulative, of 256: 10, 20, 40, 20 and 10 %

std::vector<Label> homes_of(const WorldSpec& spec) {
  std::vector<double> weights;
  for (const WorldSpec::City& city : spec.cities) weights.push_back(city.weight);
  return labels_of(spec.cities, &WorldSpec::City::city, weights);
}

RankTable activity_of(const WorldSpec& spec, std::uint64_t users) {
  if (spec.people_activity) return LorenzTable(users, *spec.people_activity);
  const double exponent = ZipfTable::exponent_for_top_fifth(users, spec.top_fifth_share);
  return ZipfTable(users, std::min(exponent, kSteepestActivity));
}

// The week is divided into quarters of an hour.
std::int16_t to_quarters(double minutes) noexcept {
  return static_cast<std::int16_t>(std::floor(minutes / 15 + 0.5) * 15);
}

}  // namespace

People::People(const WorldSpec& spec, std::uint64_t seed, std::uint64_t users, double home_rate)
    : spec_(&spec),
      person_key_(key_for(seed, Stream::kPerson)),
      home_moved_key_(key_for(seed, Stream::kHomeMoved)),
      trip_key_(key_for(seed, Stream::kTrip)),
      home_rate_(home_rate),
      trips_per_second_(1 / (spec.trip_days * static_cast<double>(kSecondsPerDay))),
      activity_(activity_of(spec, users)),
      homes_(homes_of(default_spec()), homes_of(spec)),
      destinations_(spec) {
  if (spec.people_join) residence_.emplace(spec, seed, users);
  std::size_t byte = 0;
  for (std::size_t k = 0; k < std::size(kChronotypes); ++k)
    for (; byte < kChronotypeEnds[k]; ++byte)
      chronotypes_[byte] = to_quarters(kChronotypes[k] * spec.chronotype_minutes);
  for (const WorldSpec::City& city : spec.cities) offset_of_.push_back(city.utc_offset);
}

std::uint16_t People::place_at(const Person& person, std::int64_t time) const noexcept {
  if (home_rate_ >= 1) return person.home;
  // Each person's trips have their own phase.
  const double stagger = unit_of(word_for(trip_key_, ~person.user));
  const auto trip = static_cast<std::int64_t>(static_cast<double>(time + kLongBefore) * trips_per_second_ + stagger);
  const std::uint64_t which = mix64(person.user) + static_cast<std::uint64_t>(trip);
  if (unit_of(word_for(trip_key_, which)) < home_rate_) return person.home;
  Rng rng(trip_key_, which);
  return elsewhere(person.home, rng);
}

std::vector<ClockShare> People::clock_shares(Host& host) const {
  host.stop_if_interrupted();
  std::vector<ClockShare> shares;
  std::unordered_map<std::int32_t, std::size_t>
      places;  // index into `shares`; ten thousand cities have thousands of clocks
  const auto add = [&](std::int32_t shift, double share) {
    const auto [place, is_new] = places.emplace(shift, shares.size());
    if (is_new)
      shares.push_back({shift, share});
    else
      shares[place->second].share += share;
  };
  double rest = 1;
  for (std::uint64_t user = 0; user < std::min(users(), kHeadOfThePopulation); ++user) {
    const Person who = person(user);
    add(clock(who), activity(user));
    rest -= activity(user);
  }
  if (users() > kHeadOfThePopulation) {
    double total = 0;
    for (const WorldSpec::City& city : spec_->cities) total += city.weight;
    for (std::size_t c = 0; c < spec_->cities.size(); ++c) {
      if (c % kCitiesBetweenAsking == 0) host.stop_if_interrupted();
      const WorldSpec::City& city = spec_->cities[c];
      for (const std::int16_t late : chronotypes_)
        add(city.utc_offset - late, rest * city.weight / total / static_cast<double>(chronotypes_.size()));
    }
  }
  return shares;
}

}  // namespace synth::world
