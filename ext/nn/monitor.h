// What training reports to and asks of the host: interruption, progress, the time limit. The only clock of the network:
// it can stop training, and it changes no number.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include "core/host.h"
#include "nn/training_options.h"

namespace synth::nn {

/// One line of model_history.
struct Epoch {
  double train_loss = 0;       ///< mean over the rows, while the weights moved
  double validation_loss = 0;  ///< after the epoch; 0 where nothing is held out
  double validation_accuracy = 0;
  double learning_rate = 0;
};

class Monitor {
 public:
  using Clock = std::chrono::steady_clock;

  /// `start`: from when the time limit counts, the first row where rows were read before.
  Monitor(Host& host, const TrainingOptions& options, Clock::time_point start = Clock::now());

  /// Throws Error(kInterrupted) where the user wants to stop. Cheap: it asks the host every few milliseconds. In other
  /// threads than the one that made the monitor it does nothing: a host is asked by its own.
  void poll();
  bool out_of_time() const noexcept;
  /// What is done from now on: drawn at once and, with the seconds that it has taken, every half second.
  void phase(const std::string& what);
  /// Begins an epoch, and tells of one.
  void begin_epoch(std::uint32_t number, std::uint32_t of);
  void epoch(std::uint32_t number, std::uint32_t of, const Epoch& epoch, double rows_done);

 private:
  Host& host_;
  const TrainingOptions& options_;
  std::thread::id thread_ = std::this_thread::get_id();
  Clock::time_point start_, last_poll_, last_line_, phase_start_;
  Clock::time_point first_epoch_{};
  std::string phase_;
};

}  // namespace synth::nn
