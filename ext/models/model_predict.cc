#include "models/model_predict.h"

#include <algorithm>

#include "models/loaded_model.h"
#include "models/read_query.h"

namespace synth::models {

Result ModelPredict::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr || !arguments.has(1) || !arguments.has(2)) return Value();
  const auto& p = loaded->predictor.probabilities(read_query(loaded->model, arguments, 1), interrupt_check(host));
  const auto best = static_cast<std::uint32_t>(std::max_element(p.begin(), p.end()) - p.begin());
  return std::string(loaded->model.labels[best]);
}

}  // namespace synth::models
