// The training history as an SVG picture: losses above, accuracy below, the best epoch marked.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace synth::draw {

/// One number per epoch in each list. Losses in nats per row.
struct TrainingHistory {
  std::vector<double> train_loss, validation_loss, validation_accuracy;
  std::size_t best_epoch = 0;  ///< counted from 1; 0: none was better than the start
  bool held_out = true;        ///< whether there were rows for validation
};

/// Well-formed SVG of at most a few hundred kilobytes, for any numbers. REQUIRES: lists of equal sizes.
std::string training_history(const TrainingHistory& history);

}  // namespace synth::draw
