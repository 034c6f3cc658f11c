// What model_train and model_update share: reading rows and options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/arguments.h"
#include "core/host.h"
#include "models/skipped_rows.h"
#include "models/training_options.h"
#include "nn/collector.h"
#include "nn/model.h"

namespace synth::models {

/// Reads the arguments (video_category, emotion, timestamp, name, city, options) that begin at `first`.
class TrainingRows {
 public:
  void step(const Arguments& arguments, std::size_t first, Host& host);

  const nn::Collector& collector() const noexcept { return collector_; }
  /// The options, with YouTube's assignable ids as further labels if all labels so far are YouTube's.
  nn::TrainingOptions network_options() const;
  /// Throws Error if fewer than `least` rows can be used, with what was skipped and why.
  void require_rows(std::uint64_t least) const;
  bool min_rows_given() const noexcept { return options_.min_rows_given; }
  /// When the first row came; the time limit counts from then.
  nn::Monitor::Clock::time_point start() const noexcept { return start_; }
  /// Throws Error if a category appears both by its id and by its genre: in the rows, the options, or the model to
  /// update (may be null).
  void require_one_name(const nn::Model* model) const;
  /// Throws Error if the options give other hidden layers than the model has.
  void require_hidden(const std::vector<std::uint32_t>& of_model) const;

 private:
  void tell_progress(Host& host);
  void read_options_once(const Arguments& arguments, std::size_t index, Host& host);

  nn::Collector collector_;
  SkippedRows skipped_;
  nn::Monitor::Clock::time_point start_{}, last_line_{};
  std::uint64_t read_ = 0;
  TrainingOptions options_;
  std::optional<std::string> options_text_;  ///< unset before the first row; the same in all rows
};

}  // namespace synth::models
