// What model_evaluate and model_confusion share: for each row, the probabilities from the group's model and the label
// that was chosen.
#pragma once

#include <cstdint>
#include <vector>

#include "core/arguments.h"
#include "core/host.h"
#include "models/loaded_model.h"
#include "models/skipped_rows.h"

namespace synth::models {

class Evaluation {
 public:
  struct Judgement {
    const std::vector<double>* probabilities = nullptr;  ///< null: the row is skipped
    std::uint32_t actual = 0;
  };

  /// Reads (model, video_category, emotion, timestamp, name, city). A row with a NULL model, category, emotion or
  /// timestamp is skipped.
  Judgement judge(const Arguments& arguments, Host& host);

  /// Whether any row was evaluated. If all rows were skipped, throws Error that says how many and why.
  bool has_rows() const;
  const SkippedRows& skipped() const noexcept { return skipped_; }

  /// REQUIRES: a row was evaluated.
  const nn::Model& model() const noexcept { return model_->model; }

 private:
  LoadedModel model_;
  SkippedRows skipped_;
  std::uint64_t rows_ = 0;
  bool first_ = true;
};

}  // namespace synth::models
