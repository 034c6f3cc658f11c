// Every purpose that draws random numbers, each with its own stream. A number is never reused for another purpose. Each
// parameter has its own streams, so that changing one changes only what it is about.
#pragma once

#include <cstdint>

#include "math/rng.h"

namespace synth {

enum class Stream : std::uint32_t {
  kLogTime = 1,
  kSession = 2,
  kSessionPerson = 3,
  kSessionOffset = 4,
  kPerson = 5,
  kTrip = 6,
  kMoodChange = 7,
  kMood = 8,
  kFavouriteMoods = 9,
  kTaste = 10,
  kInput = 11,
  kClickLog = 12,
  kClick = 13,
  kInteractionLog = 14,
  kInteraction = 15,
  kVideoId = 16,
  kVideoTitle = 17,
  kName = 18,
  kClickPlace = 19,
  kInteractionPlace = 20,
  kClickVideo = 21,
  kMoodNoise = 22,
  kVideoRepeat = 23,
  kJoinOrder = 30,
  kStay = 31,
  // What a document changes of an earlier draw (math/maximal_coupling.h).
  kHomeMoved = 40,
  kFavouriteMoved = 41,
  kOwnTaste = 42,
};

constexpr Key key_for(std::uint64_t seed, Stream stream) noexcept {
  return synth::key_for(seed, static_cast<std::uint32_t>(stream));
}

}  // namespace synth
