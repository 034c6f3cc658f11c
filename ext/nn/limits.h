// How large a model may be. A model file beyond them is refused before memory is taken for it.
#pragma once

#include <cstdint>

namespace synth::nn {

inline constexpr std::uint32_t kMostLabels = 1000;
inline constexpr std::uint32_t kMostEmotions = 1000;
inline constexpr std::uint32_t kMostCities = 1U << 16;
inline constexpr std::uint32_t kMostPeople = 1U << 24;
inline constexpr std::uint32_t kMostLayers = 8;
inline constexpr std::uint32_t kMostUnits = 1024;
inline constexpr std::uint32_t kMostEpochs = 10000;

}  // namespace synth::nn
