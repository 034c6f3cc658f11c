// The most floating-point operations per second that one core of this machine does, measured: multiplications and
// additions on registers, without memory.
#pragma once

#include "nn/kernels.h"

namespace synth::bench {

struct Peak {
  double fused;     ///< with fused multiply-add, which the network does without: it would round once instead of twice
  double separate;  ///< multiplication, then addition, as the network's kernels must do
};

/// In FLOP/s at a vector level that this processor has.
Peak peak_of(nn::VectorLevel level);

}  // namespace synth::bench
