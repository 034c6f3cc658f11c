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

/// The row (video_category, emotion, timestamp, name, city) whose arguments begin at `first`, counted or, where one of
/// the first three is NULL, skipped.
void collect(nn::Collector& collector, SkippedRows& skipped, const Arguments& arguments, std::size_t first, Host& host);

/// Throws Error where one of YouTube's categories is among the labels by its id and by its genre.
void require_one_name(const Vocabulary& labels, const std::vector<std::string>& more_labels);

/// Reads the arguments (video_category, emotion, timestamp, name, city, options) that begin at `first`.
class TrainingRows {
 public:
  /// What the options are where they are not given. REQUIRES: no row was read.
  void start_from(const nn::TrainingOptions& options) { options_.network = options; }
  void step(const Arguments& arguments, std::size_t first, Host& host);

  const nn::Collector& collector() const noexcept { return collector_; }
  const TrainingOptions& options() const noexcept { return options_; }
  /// Throws Error if fewer than `least` rows can be used, with what was skipped and why.
  void require_rows(std::uint64_t least) const;
  /// When the first row came; the time limit counts from then.
  nn::Monitor::Clock::time_point start() const noexcept { return start_; }

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
