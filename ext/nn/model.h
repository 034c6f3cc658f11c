// A trained model: vocabularies, network, and where it comes from. A value: nothing in it depends on the clock, the
// order of the rows, the number of threads or the processor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/collector.h"
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
};

/// Trains on the collector's rows. Labels are those of the rows and options.labels. REQUIRES: at least one row.
Model train(const Collector& collector, const TrainingOptions& options, Monitor& monitor);

/// Trains `old` on: it is where the new weights start and what they are pulled to. Keeps old.options.hidden.
Model update(const Model& old, const Collector& collector, const TrainingOptions& options, Monitor& monitor);

}  // namespace synth::nn
