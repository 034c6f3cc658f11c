// The hours of a day as waves: a constant, then a cosine and a sine of each frequency f up to twelve a day, the latter
// 1 / f as high. Habits change little from one hour to the next, so most of what the hours tell lies in few slow waves,
// each frequency with a variance of its own (nn/gaussian_prior.h), where 24 hours apart would have to be learned one by
// one. That fast waves are low makes Adam, whose steps are alike for all weights, take small steps along them: else an
// hour without rows would get whatever the first steps left there.
#pragma once

#include <cstddef>
#include <vector>

#include "nn/network.h"

namespace synth::nn {

class HourHarmonics {
 public:
  static constexpr std::size_t kFrequencies = kHours / 2 + 1;

  /// The rows of one frequency among the 24 waves: one or two.
  struct Rows {
    std::size_t first, count;
  };
  static constexpr Rows rows(std::size_t frequency) noexcept {
    return frequency == 0 ? Rows{0, 1} : Rows{2 * frequency - 1, frequency == kHours / 2 ? 1U : 2U};
  }

  explicit HourHarmonics(std::size_t width) : width_(width), other_(kHours * width) {}

  /// Weights (hours, width) as those of the waves, in place, and back: there and back changes nothing.
  void from_hours(float* weights) noexcept;
  void to_hours(float* weights) noexcept;
  /// The gradient of the waves' weights from that of the hours' weights, in place.
  void gradient_from_hours(float* gradient) noexcept;
  /// How many rows speak for each wave, (waves, width), where so many speak for each hour, (hours, width).
  void evidence(const float* of_hours, float* of_waves) const noexcept;

 private:
  void replace(float* table, Operand factor) noexcept;

  std::size_t width_;
  std::vector<float> other_;
};

}  // namespace synth::nn
