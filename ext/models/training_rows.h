// What model_train and model_update share: rows in, a model's bytes out.
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
  /// With YouTube's assignable ids among the labels where all seen ones are YouTube's.
  nn::TrainingOptions network_options() const;
  /// Throws Error with what was skipped and why where fewer than `least` rows can be used.
  void require_rows(std::uint64_t least) const;
  bool min_rows_given() const noexcept { return options_.min_rows_given; }
  /// When the first row came; from then on the time limit counts.
  nn::Monitor::Clock::time_point start() const noexcept { return start_; }
  /// Throws Error where a category goes by its id and by its genre: in the rows, the options, or a model that is to be
  /// trained on (or null).
  void require_one_name(const nn::Model* model) const;
  /// Throws Error where the options ask for other hidden layers than a model has.
  void require_hidden(const std::vector<std::uint32_t>& of_model) const;

 private:
  void tell_progress(Host& host);
  void read_options_once(const Arguments& arguments, std::size_t index, Host& host);

  nn::Collector collector_;
  SkippedRows skipped_;
  nn::Monitor::Clock::time_point start_{}, last_line_{};
  std::uint64_t read_ = 0;
  TrainingOptions options_;
  std::optional<std::string> options_text_;  ///< unset before the first row; of all rows the same
};

}  // namespace synth::models
