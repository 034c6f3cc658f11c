// Training of a network, in three stages. First the linear path alone, which is cheap and settles what people, hours
// and emotions are like. Then the hidden layers join; they start silent and stay only as far as the held-out rows gain
// by them. In the end the held-out rows are learned from too, the prior included.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/monitor.h"
#include "nn/network.h"
#include "nn/trainer.h"
#include "nn/training_options.h"
#include "nn/weighted_examples.h"

namespace synth::nn {

/// With fewer rows nothing is trained: the smoothed frequencies alone speak.
inline constexpr std::uint32_t kFewestRows = 10;

/// Mean loss and accuracy of a network on cells.
struct Score {
  double loss = 0;
  double accuracy = 0;
};

struct Fitted {
  std::vector<Epoch> history;
  std::uint32_t best_epoch = 0;  ///< counted from 1; 0: the network as it was is the best
  double temperature = 1.0;
  bool refitted = false;       ///< whether the held-out rows were learned from in the end
  Score training, validation;  ///< of the best epoch, before that
};

/// Trains `network` in place. `all` are the rows of both parts.
Fitted fit(Network& network, const WeightedExamples& training, const WeightedExamples& validation,
           const WeightedExamples& all, const TrainingOptions& options, Monitor& monitor);

}  // namespace synth::nn
