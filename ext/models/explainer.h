// What a loaded model keeps for explaining: memory for Shapley values, and the last sentences. It lives and goes with
// the model's parsed form, so a sentence can't outlast its model.
#pragma once

#include <string>
#include <vector>

#include "models/loaded_model.h"
#include "models/read_query.h"
#include "nn/shapley.h"

namespace synth::models {

class Explainer {
 public:
  explicit Explainer(const nn::Model& model) : model_(model), shapley_(model), memo_(kSets * kWays) {}

  nn::Attribution attribution(const words::ExplainedChoice& asked, const InterruptCheck& ask) {
    return shapley_.explain(asked.query, asked.label, ask);
  }

  /// The sentence of model_explanation. Valid until the next call.
  const std::string& sentence(const words::ExplainedChoice& asked, const InterruptCheck& ask);

 private:
  static constexpr std::size_t kSets = 512, kWays = 4;
  struct Entry {
    words::ExplainedChoice asked;
    std::string sentence;  ///< empty: nothing is here yet
  };

  const nn::Model& model_;
  nn::Shapley shapley_;
  std::vector<Entry> memo_;  ///< each question belongs to one set; the last one used is in front of its set
};

/// Of this model, made when first asked for.
Explainer& explainer_of(const Loaded& loaded);

}  // namespace synth::models
