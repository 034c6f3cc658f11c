// What a person writes when logging an emotion: composed sentences of many forms and registers.
//
// A text fits its emotion and the hour, or says nothing about either. About one in five, as with real people, names
// only events of the day and no feeling, and could have been written in any mood.
#pragma once

#include <cstddef>
#include <string_view>

#include "math/rng.h"

namespace synth::world {

/// The emotions that have a vocabulary of their own, by index.
inline constexpr std::string_view kTextEmotions[] = {"happy", "sad", "angry", "fear", "surprise", "neutral", "disgust"};

/// Bytes, without the NUL: enough for the longest text, and small enough for a block of rows in 64 KiB (LendableRows).
inline constexpr std::size_t kLongestInput = 359;

/// Names of custom emotions that are longer than this are left out of the text.
inline constexpr std::size_t kLongestEmotionInText = 48;

/// Writes a text and a NUL; returns its length. REQUIRES: 0 <= emotion < 7 (as kTextEmotions), 0 <= local_hour < 24;
/// room for kLongestInput + 1 bytes.
std::size_t write_input(int emotion, int local_hour, Rng& rng, char* out) noexcept;

/// The same for an emotion by name: one of kTextEmotions, or any other, which the text then names.
std::size_t write_input_for(std::string_view emotion, int local_hour, Rng& rng, char* out) noexcept;

}  // namespace synth::world
