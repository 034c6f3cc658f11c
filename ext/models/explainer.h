// What a loaded model keeps for explaining: memory for Shapley values, and the last sentences. It belongs to the parsed
// model, so no sentence outlives its model. For one thread, as the connection is.
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
    std::string sentence;  ///< empty: the entry is unused
  };

  const nn::Model& model_;
  nn::Shapley shapley_;
  std::vector<Entry> memo_;  ///< a question belongs to one set; each set is in order of last use
};

/// The model's explainer, made at first use.
Explainer& explainer_of(const Loaded& loaded);

}  // namespace synth::models
