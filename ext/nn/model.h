// A trained model: vocabularies, network, and where it comes from. A value: nothing in it depends on the clock, the
// order of the rows, the number of threads or the processor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/collector.h"
#include "nn/counts.h"
#include "nn/fit.h"
#include "nn/network.h"
#include "nn/training_options.h"
#include "rows/vocabulary.h"

namespace synth::nn {

/// What model_info tells about the training.
struct Provenance {
  std::uint64_t rows = 0;           ///< that were learned from, held-out ones included
  std::uint64_t skipped = 0;        ///< with a NULL category, emotion or timestamp
  std::uint64_t distinct_rows = 0;  ///< cells: rows with equal features are one
  std::uint64_t training_rows = 0, validation_rows = 0;
  std::int64_t first_time = 0, last_time = 0;
  std::int64_t validation_from = 0;  ///< unix seconds; 0 where the held-out rows were chosen otherwise, or none were
  std::uint64_t fingerprint = 0;     ///< of the rows
  std::uint64_t based_on = 0;        ///< fingerprint of the model that model_update started from, or 0
  std::uint32_t updates = 0;         ///< how many times model_update made this model
  std::uint32_t best_epoch = 0;
  bool refitted = false;       ///< whether the held-out rows were learned from afterwards
  Score training, validation;  ///< before that
  double half_life = 0;        ///< days in which a row lost half of its weight; 0: none
  std::string made_by;         ///< version of the library
};

struct Model {
  explicit Model(Network with_network) : network(std::move(with_network)) {}

  Vocabulary labels, emotions, people, cities;  ///< each sorted bytewise
  std::vector<double> emotion_count;            ///< rows of each emotion: the weights of an average over emotions
  Network network;
  double temperature = 1.0;
  TrainingOptions options;
  Provenance provenance;
  std::vector<Epoch> history;
  std::string rows;     ///< that it was trained on, as the bytes of nn/counts.h; empty: not kept
  std::string waiting;  ///< rows that came later and wait to be learned, likewise; empty: none
  /// The people whose rows all wait, by their numbers. Each has weights of their own already (nn/newcomers.h).
  std::vector<std::uint32_t> newcomers;
};

/// Trains on the rows, of which so many were skipped beside. Labels are those of the rows and options.labels, and all
/// of YouTube's where the rows have no other. REQUIRES: at least one row.
Model train(const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, Monitor& monitor);
Model train(const Collector& collector, const TrainingOptions& options, Monitor& monitor);

/// The model with further rows. It is trained anew on all of them where they have grown by a twentieth since, where a
/// label or an emotion is new, or where `retrain` says so: then it is what train() gives on all rows. Else they wait.
/// Throws Error where the model holds no rows.
Model update(const Model& old, const Counts& rows, std::uint64_t skipped, const TrainingOptions& options, bool retrain,
             Monitor& monitor);

/// The model as if the person had never come: trained anew on all other rows. REQUIRES: the name is among old.people.
Model forget(const Model& old, std::string_view name, Monitor& monitor);

/// Rows that the model holds and has not learned from.
std::uint64_t rows_waiting(const Model& model);

}  // namespace synth::nn
