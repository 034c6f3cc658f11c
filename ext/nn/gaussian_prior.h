// How strongly a table of the linear path is pulled to 0: weight ~ Normal(0, variance), with one variance for each
// table, which the data choose (MacKay 1992): variance = Σ weight² / (number of weights that the rows determine).
#pragma once

#include <cstdint>
#include <vector>

#include "core/interrupt_check.h"
#include "nn/network.h"

namespace synth::nn {

/// What is believed of a table's variance before any row: as if so many weights of this variance had been seen.
inline constexpr double kVarianceBelief = 4.0;
inline constexpr double kBelievedVariance = 0.05;

struct GaussianPrior {
  GaussianPrior(const Matrix& with_block, std::int32_t Features::*with_index, double with_variance)
      : block(with_block), index(with_index), variance(with_variance), expected(with_block.size(), 0.0f) {}

  Matrix block;
  std::int32_t Features::*index;  ///< which row of the table a cell touches
  double variance;
  bool estimated = true;             ///< by the data; else it stays
  std::vector<float> expected;       ///< Σ over the epoch of what the kernel of that name gives
  std::vector<float> gradient = {};  ///< Σ over the epoch; only for tables that take Newton's step

  /// A new variance from the weights of the epoch.
  void estimate(const float* weights, const InterruptCheck& ask = {});
  /// One damped Newton step with the epoch's sums.
  void newton(float* weights, float damping, const InterruptCheck& ask = {});
  /// Before an epoch.
  void clear() noexcept;
};

}  // namespace synth::nn
