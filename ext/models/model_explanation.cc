#include "models/model_explanation.h"

#include "models/explainer.h"

namespace synth::models {

Result ModelExplanation::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr) return Value();
  std::optional<words::ExplainedChoice> asked = read_explained_choice(loaded->model, arguments);
  if (!asked) return Value();
  asked->noun = read_noun(arguments, 6);
  return explainer_of(*loaded).sentence(*asked, interrupt_check(host));
}

}  // namespace synth::models
