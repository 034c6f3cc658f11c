#include "fn/model_explanation.h"

#include "fn/explainer.h"

namespace synth::fn {

Result ModelExplanation::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr) return Value();
  const std::optional<Asked> asked = read_asked(loaded->model, arguments);
  if (!asked) return Value();
  return explainer_of(*loaded).sentence(*asked, stop_if_asked(host));
}

}  // namespace synth::fn
