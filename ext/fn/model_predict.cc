#include "fn/model_predict.h"

#include <algorithm>

#include "fn/loaded.h"
#include "fn/moment.h"

namespace synth::fn {

Result ModelPredict::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr || !arguments.has(1) || !arguments.has(2)) return Value();
  const auto& p = loaded->predictor.probabilities(read_moment(loaded->model, arguments, 1), stop_if_asked(host));
  const auto best = static_cast<std::uint32_t>(std::max_element(p.begin(), p.end()) - p.begin());
  return std::string(loaded->model.labels[best]);
}

}  // namespace synth::fn
