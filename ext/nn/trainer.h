// Training of a network on cells: Adam in mini-batches for what every row touches, one damped Newton step an epoch for
// people and cities, and shrinkage that follows the data: every table of the linear path has its own variance,
// estimated from its weights and from how well the rows determine them (MacKay's evidence), so a table that tells
// nothing ends at 0.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "core/host.h"
#include "nn/cells.h"
#include "nn/network.h"
#include "nn/options.h"

namespace synth::nn {

/// One line of model_history.
struct Epoch {
  double train_loss = 0;       ///< mean over the rows, while the weights moved
  double validation_loss = 0;  ///< after the epoch; NaN-free: 0 where nothing is held out
  double validation_accuracy = 0;
  double learning_rate = 0;
};

/// Mean loss and accuracy of a network on cells.
struct Score {
  double loss = 0;
  double accuracy = 0;
};

/// What training reports to and asks of the host: interruption, progress, the time limit.
class Monitor {
 public:
  Monitor(Host& host, const Options& options);

  /// Throws Error(kInterrupted) where the user wants to stop. Cheap: it asks the host every few milliseconds.
  void poll();
  bool out_of_time() const noexcept;
  void epoch(std::uint32_t number, std::uint32_t of, const Epoch& epoch, double rows_done);

 private:
  using Clock = std::chrono::steady_clock;

  Host& host_;
  const Options& options_;
  Clock::time_point start_, last_poll_, last_line_;
};

struct Fitted {
  std::vector<Epoch> history;
  std::uint32_t best_epoch = 0;  ///< counted from 1; 0: the network as it was is the best
  double temperature = 1.0;
  bool refitted = false;       ///< whether the held-out rows were learned from in the end
  Score training, validation;  ///< of the best epoch, before the held-out rows were learned too
};

/// Trains `network` in place. `centre` is where shrinkage pulls to: zeros for a new model, the old weights for
/// model_update; it has as many floats as the network's weights. `all` may be empty: then nothing is refitted.
Fitted fit(Network& network, const std::vector<float>& centre, const Cells& training, const Cells& validation,
           const Cells& all, const Options& options, Monitor& monitor);

Score score(const Network& network, const Cells& cells, double temperature = 1.0);

}  // namespace synth::nn
