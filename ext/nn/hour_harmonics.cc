#include "nn/hour_harmonics.h"

#include <algorithm>
#include <array>

#include "math/elementary.h"

namespace synth::nn {
namespace {

using Basis = std::array<float, std::size_t{kHours} * kHours>;  // (waves, hours)
enum class Height { kLow, kHigh };                              // of a wave of frequency f: 1 / f, or f

// Of a length of 1 over the day.
constexpr double cosine(std::size_t n) noexcept {
  constexpr double kShort = 0.28867513459481287;  // 1 / √12
  return kShort * cosine_of_hour(n);
}

// Both have orthogonal rows, and kHigh times the transposed of kLow is 1.
constexpr Basis basis(Height height) noexcept {
  constexpr double kHalf = 0.70710678118654752;  // the waves without a sine are longer
  Basis basis{};
  for (std::size_t frequency = 0; frequency < HourHarmonics::kFrequencies; ++frequency) {
    const auto [first, count] = HourHarmonics::rows(frequency);
    const double times = static_cast<double>(frequency == 0 ? 1 : frequency);
    const double factor = (height == Height::kHigh ? times : 1 / times) * (count == 1 ? kHalf : 1.0);
    for (std::size_t hour = 0; hour < kHours; ++hour) {
      basis[first * kHours + hour] = static_cast<float>(factor * cosine(frequency * hour));
      if (count == 2) basis[(first + 1) * kHours + hour] = static_cast<float>(factor * cosine(frequency * hour + 18));
    }
  }
  return basis;
}

constexpr Basis kLow = basis(Height::kLow), kHigh = basis(Height::kHigh);

}  // namespace

void HourHarmonics::from_hours(float* weights) noexcept {
  replace(weights, {kHigh.data(), kHours, 1});
}

void HourHarmonics::to_hours(float* weights) noexcept {
  replace(weights, {kLow.data(), 1, kHours});
}

void HourHarmonics::gradient_from_hours(float* gradient) noexcept {
  replace(gradient, {kLow.data(), kHours, 1});
}

void HourHarmonics::replace(float* table, Operand factor) noexcept {
  kernels().multiply(kHours, kHours, width_, factor, table, width_, other_.data(), width_, false);
  std::copy(other_.begin(), other_.end(), table);
}

void HourHarmonics::evidence(const float* of_hours, float* of_waves) const noexcept {
  for (std::size_t wave = 0; wave < kHours; ++wave)
    for (std::size_t c = 0; c < width_; ++c) {
      float sum = 0;
      for (std::size_t hour = 0; hour < kHours; ++hour) {
        const float part = kLow[wave * kHours + hour];
        sum += part * part * of_hours[hour * width_ + c];
      }
      of_waves[wave * width_ + c] = sum;
    }
}

}  // namespace synth::nn
