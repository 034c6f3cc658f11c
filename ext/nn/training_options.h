// How to train. Every field is an option of model_train (models/training_options reads and describes them).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace synth::nn {

struct TrainingOptions {
  enum class Validation : std::uint8_t { kTime, kRandom };
  enum class Unknown : std::uint8_t { kError, kAverage };

  std::uint32_t epochs = 40;                     ///< at most
  std::vector<std::uint32_t> hidden = {64, 32};  ///< units of each layer; none: the linear path alone
  std::uint64_t seed = 0;
  std::uint32_t patience = 8;   ///< epochs without a better validation loss before it stops
  std::uint32_t batch = 0;      ///< distinct rows per step; 0: by the amount of data
  double learning_rate = 0.03;  ///< of the first epoch; it falls to a hundredth along a cosine
  double l2 = 10.0;             ///< pull of the hidden layers' weights to 0, in rows of evidence
  std::uint32_t threads = 0;    ///< 0: as many as there are processors, at most 4
  double max_seconds = 0;       ///< 0: no limit
  double validation = 0.2;      ///< the part of the rows that is held out; 0: none
  Validation validation_by = Validation::kTime;
  bool refit = true;                          ///< afterwards learn from the held-out rows too
  bool calibrate = true;                      ///< fit the temperature on the held-out rows
  Unknown unknown_emotion = Unknown::kError;  ///< what a prediction does with an emotion never seen
  std::uint64_t min_rows = 10;                ///< fewer rows: an error
  std::vector<std::string> labels;            ///< known beside those seen
  bool progress = false;
};

}  // namespace synth::nn
