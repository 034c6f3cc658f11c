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
inline constexpr double kMostOfAnEmotion = 0x1p63;  // rows, over all updates
inline constexpr std::uint32_t kMostBatch = 1'000'000;
inline constexpr double kMostL2 = 1e6;
/// Floats of a network, as they lie in memory. No model that fits a BLOB of SQLite has more; no size of fewer overflows
/// where a size_t has 32 bits.
inline constexpr std::uint64_t kMostFloats =
    std::uint64_t{PTRDIFF_MAX} / 4 < std::uint64_t{1} << 31 ? std::uint64_t{PTRDIFF_MAX} / 4 : std::uint64_t{1} << 31;

}  // namespace synth::nn
