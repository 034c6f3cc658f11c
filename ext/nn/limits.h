// How large a model may be. A model file beyond them is refused before memory is taken for it.
#pragma once

#include <cstdint>

namespace synth::nn {

inline constexpr std::uint32_t kMaxLabels = 1000;
inline constexpr std::uint32_t kMaxEmotions = 1000;
inline constexpr std::uint32_t kMaxCities = 1U << 16;
inline constexpr std::uint32_t kMaxPeople = 1U << 24;
inline constexpr std::uint32_t kMaxLayers = 8;
inline constexpr std::uint32_t kMaxUnits = 1024;
inline constexpr std::uint32_t kMaxCrosses = 12;
inline constexpr std::uint64_t kMaxCrossFloats = std::uint64_t{1} << 24;  // of one table, as it lies in memory
inline constexpr std::uint32_t kMaxEpochs = 10000;
inline constexpr double kMaxOfAnEmotion = 0x1p63;  // rows, over all updates
inline constexpr std::uint32_t kMaxBatch = 1'000'000;
inline constexpr double kMaxL2 = 1e6;
inline constexpr double kMaxValidation = 0.9;
inline constexpr std::uint32_t kMaxThreads = 64;
inline constexpr double kMaxSeconds = 1e9;
inline constexpr double kMaxHalfLife = 1e6;  // days
/// Floats of a network, as they lie in memory. No model that fits a BLOB of SQLite has more; no size of fewer overflows
/// where a size_t has 32 bits.
inline constexpr std::uint64_t kMaxFloats =
    std::uint64_t{PTRDIFF_MAX} / 4 < std::uint64_t{1} << 31 ? std::uint64_t{PTRDIFF_MAX} / 4 : std::uint64_t{1} << 31;

}  // namespace synth::nn
