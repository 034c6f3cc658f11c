// Weighted rows: all rows with equal features are one cell, which is exact, since the loss of a row depends on its
// features and its label alone. WeightedExamples come in a canonical order, whatever the order of the rows was.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/counts.h"
#include "nn/monitor.h"
#include "nn/network.h"
#include "nn/radix.h"
#include "nn/training_options.h"

namespace synth::nn {

/// Cell i chose label[k] weight[k] times, for k in [start[i], start[i + 1]).
struct WeightedExamples {
  std::vector<Features> features;
  std::vector<float> total;
  std::vector<std::uint32_t> start{0};
  std::vector<std::uint32_t> label;
  std::vector<float> weight;
  double rows = 0;

  std::size_t size() const noexcept { return features.size(); }
};

/// In minutes, of cities that are places we know; 0 for others.
std::vector<std::int32_t> utc_offsets(const Vocabulary& cities);

enum class Split : std::uint8_t { kTraining, kValidation, kAll };

/// A feature that tells nothing makes cells more and smaller: it can be left out.
struct DroppedFeatures {
  bool weekday = false;
  bool city = false;
  bool operator==(const DroppedFeatures&) const = default;
};

/// The rows as packed keys, from which the cells of each part are made.
class ExampleTable {
 public:
  /// Splits off the held-out rows: by time, at the hour that leaves nearest to options.validation of the rows after it
  /// (never all, never none, where there are two hours), or by a hash of (person, hour). With a half-life, in days, a
  /// row weighs less the older it is: in the training part than the first held-out one, among all rows (or where a hash
  /// chose the held-out ones) than the last one. Held-out rows alone weigh alike. `monitor`, if given, is polled, since
  /// ten million rows take a second. `label_number`: of each label of the rows in the model, which may know more.
  ExampleTable(const Counts& rows, const std::vector<std::uint32_t>& label_number, const TrainingOptions& options,
               double half_life = 0, Monitor* monitor = nullptr);

  WeightedExamples cells(Split part, DroppedFeatures left_out = {}) const;

  /// Of all rows with their texts, whatever their order: two tables agree only if their rows do (to the quarter hour).
  std::uint64_t fingerprint() const noexcept { return fingerprint_; }
  /// Unix seconds from which rows are held out; INT64_MAX where none are or where they are chosen by a hash.
  std::int64_t boundary() const noexcept { return boundary_; }
  /// Rows of each part, whatever they weigh.
  std::uint64_t training_rows() const noexcept { return training_rows_; }
  std::uint64_t validation_rows() const noexcept { return validation_rows_; }

 private:
  using Entry = CountedKey;  ///< counted in parts of kWhole
  struct Field {
    unsigned shift = 0;
    unsigned bits = 0;
    std::uint64_t of(std::uint64_t key) const noexcept { return key >> shift & ((std::uint64_t{1} << bits) - 1); }
    std::uint64_t mask() const noexcept { return ((std::uint64_t{1} << bits) - 1) << shift; }
  };

  static constexpr std::uint64_t kWhole = 1024;  ///< what a row weighs that has lost nothing

  /// What is left of a weight after so much time; at least a part.
  static std::uint64_t faded(std::uint64_t weight, double decay) noexcept;
  void choose_boundary(const Counts& rows, double part);
  void sort(std::vector<Entry>& entries, WorkerPool& team) const;
  void ask(std::size_t step) const {
    constexpr std::size_t kOften = std::size_t{1} << 16;
    if (monitor_ != nullptr && step % kOften == 0) monitor_->poll();
  }

  Field label_, city_, weekday_, hour_, emotion_, person_, held_out_;
  unsigned bits_ = 0;
  std::vector<Entry> entries_;  ///< sorted, distinct
  std::vector<Entry> later_;    ///< with a half-life the rows held out by time, as they weigh among all; sorted too
  double training_decay_ = 0;   ///< of the training part's rows among all
  Monitor* monitor_;
  std::uint64_t fingerprint_ = 0;
  std::int64_t boundary_ = INT64_MAX;
  std::uint64_t training_rows_ = 0, validation_rows_ = 0;
};

}  // namespace synth::nn
