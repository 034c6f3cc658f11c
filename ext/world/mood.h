// What a person feels: a Markov chain per person over steps of WorldSpec::mood_minutes.
//
// At each step the mood stays with probability `persistence`. Otherwise it is drawn anew (a regeneration) from the
// person's baseline at that local hour:
//
//   baseline(person, hour) = (1 - individuality) * rates(hour) + individuality * (.5, .3, .2) on three favourite moods
//
// The favourites are drawn from the mean rates, so the mean over all people is the mean rates. rates(hour) tilts a mood
// such as "happy" by the hour and scales the others to make room; over the 24 hours the tilt cancels. A regeneration
// does not depend on earlier steps, so the mood at any step is that of the last regeneration, 1 / (1 - persistence)
// steps back on average (3.85). Its exact distribution is `probability`: the baselines of the steps so far, with
// weights (1 - persistence) * persistence^k.
//
// Not every log follows the mood: a share `noise` of them is a draw of its own from the baseline of the step.
//
// A document's moods are those of the default law, except where they have to differ (math/maximal_coupling.h): in where
// a fresh draw comes from, in the draw itself, and in the favourites.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "math/maximal_coupling.h"
#include "math/rng.h"
#include "world/world_spec.h"

namespace synth::world {

/// The rates of all emotions at each local hour, without people's own favourites; they sum to 1. The tilts are reduced
/// if they would make another emotion's rate negative.
std::array<std::vector<double>, 24> mood_rates(const WorldSpec& spec);

/// Immutable.
class Mood {
 public:
  /// REQUIRES: spec outlives this object and has emotions whose rates sum to more than 0.
  Mood(const WorldSpec& spec, std::uint64_t seed);

  std::int64_t step_at(std::int64_t time) const noexcept;

  /// The index of the emotion that `user`, at home `utc_offset` minutes east of UTC, feels in that step.
  std::uint16_t at(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const noexcept;

  /// Whether the log in this row is a draw of its own (WorldSpec::mood_noise); the emotion is then `own_draw`.
  bool has_own_draw(std::uint64_t log) const noexcept { return has_noise_ && word_for(noise_key_, log) >> 11 < noise_; }
  std::uint16_t own_draw(std::uint64_t log, std::uint64_t user, std::int32_t utc_offset,
                         std::int64_t step) const noexcept {
    return draw(user, utc_offset, step, Rng(noise_key_, ~log));
  }

  /// The exact probability of each emotion in a log of that person in that step, over all random draws.
  std::vector<double> probability(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const;

  /// Rates of all emotions at a local hour; they sum to 1.
  const std::vector<double>& rates(int local_hour) const noexcept {
    return rates_[static_cast<std::size_t>(local_hour)];
  }

 private:
  static constexpr std::uint32_t kFavourites = 3;
  std::uint16_t drawn_at(std::uint64_t user, std::int32_t utc_offset, std::int64_t step) const noexcept;
  /// From the person's baseline at the hour of the step.
  std::uint16_t draw(std::uint64_t user, std::int32_t utc_offset, std::int64_t step, Rng rng) const noexcept;
  // The random words behind one of a person's favourite moods; `mean_` turns them into a mood.
  std::uint64_t favourite_word(std::uint64_t user, std::uint64_t which) const noexcept {
    return word_for(favourite_key_, user * 4 + which);
  }
  std::uint64_t favourite_moved(std::uint64_t user, std::uint64_t which) const noexcept {
    return word_for(favourite_moved_key_, user * 4 + which);
  }
  std::uint32_t favourite(std::uint64_t user, std::uint64_t which) const noexcept {
    return mean_.pick(favourite_word(user, which), [&] { return favourite_moved(user, which); });
  }
  int hour_of_step(std::int64_t step, std::int32_t utc_offset) const noexcept;

  const WorldSpec* spec_;
  Key change_key_;
  Key mood_key_;
  Key favourite_key_;
  Key noise_key_;
  bool has_noise_;
  std::uint64_t noise_;  // the chance of a draw of its own, in units of 2^-53
  Key favourite_moved_key_;
  std::uint32_t change_;  // the chance of a regeneration, in units of 2^-16
  std::int64_t step_seconds_;
  double usual_individuality_;  // of the default law
  MaximalCoupling sources_;
  bool moves_ = false;  // whether any of these tables is edited
  AnchoredTable mean_;
  std::array<AnchoredTable, 24> by_hour_;
  std::array<std::vector<double>, 24> rates_;
};

}  // namespace synth::world
