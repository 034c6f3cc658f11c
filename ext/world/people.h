// Who lives in the world. A person is a number from 0. Home, daily rhythm, activity and whereabouts on a given day
// follow from the number and the seed, so a billion people need no table.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "math/distributions.h"
#include "math/maximal_coupling.h"
#include "math/rng.h"
#include "world/activity.h"
#include "world/destinations.h"
#include "world/residence.h"
#include "world/world_spec.h"

namespace synth::world {

struct Person {
  std::uint64_t user;       ///< 0 .. users-1, the most active first
  std::uint16_t home;       ///< index into WorldSpec::cities
  std::int16_t chronotype;  ///< how many minutes late the person's day runs (negative: early)
};

class People {
 public:
  /// REQUIRES: 1 <= users <= 2^40; spec outlives this object.
  People(const WorldSpec& spec, std::uint64_t seed, std::uint64_t users, double home_rate);

  std::uint64_t users() const noexcept { return activity_.count(); }
  Person person(std::uint64_t user) const noexcept {
    const std::uint64_t word = word_for(person_key_, user);
    // The last byte decides the chronotype. The whole word decides the home, but an alias draw uses the high bits.
    const std::uint32_t home = homes_.pick(word, [&] { return word_for(home_moved_key_, user); });
    return {user, static_cast<std::uint16_t>(home), chronotypes_[word & 0xFFU]};
  }

  /// A person drawn by activity from 128 uniform bits.
  Person draw(std::uint64_t step, std::uint64_t within) const noexcept { return person(activity_.pick(step, within)); }
  /// Who comes and goes; none if all are there from the beginning and stay.
  const std::optional<Residence>& residence() const noexcept { return residence_; }
  /// One of those who are there. REQUIRES: residence().
  Person draw(const Residence::Present& present, Rng& rng) const noexcept {
    return person(residence_->draw(present, activity_, rng));
  }
  /// The person's share of all activity, as far as the person is there.
  double activity(std::uint64_t user) const noexcept { return activity_.probability(user); }

  /// Where the person is at `time`: at home with probability home_rate, else on a trip that lasts WorldSpec::trip_days,
  /// mostly to another city of the country.
  std::uint16_t place_at(const Person& person, std::int64_t time) const noexcept;

  /// A city other than `from`, for a trip that starts there.
  std::uint16_t elsewhere(std::uint16_t from, Rng& rng) const noexcept { return destinations_.draw(from, rng); }

  /// The person's own clock, in minutes east of UTC: that of the home city, shifted by the chronotype. People keep it
  /// on trips.
  std::int32_t clock(const Person& person) const noexcept { return offset_of_[person.home] - person.chronotype; }

  /// The share of all activity that follows each clock: exact for the most active people, expected for the rest. Throws
  /// Error if interrupted.
  std::vector<ClockShare> clock_shares(Host& host) const;

 private:
  const WorldSpec* spec_;
  Key person_key_;
  Key home_moved_key_;
  Key trip_key_;
  double home_rate_;
  double trips_per_second_;
  RankTable activity_;
  std::optional<Residence> residence_;
  AnchoredTable homes_;
  Destinations destinations_;
  std::array<std::int16_t, 256> chronotypes_{};  // minutes, each as often as it occurs
  std::vector<std::int32_t> offset_of_;          // by city, minutes
};

}  // namespace synth::world
