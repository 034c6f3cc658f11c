#include "fn/model_probability.h"

#include "fn/loaded.h"
#include "fn/moment.h"

namespace synth::fn {

Result ModelProbability::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr || !arguments.has(1) || !arguments.has(2) || !arguments.has(3)) return Value();
  CategoryText category;
  const std::uint32_t label = label_number(loaded->model, category.read(arguments, 1));
  return Value::real(loaded->predictor.probabilities(read_moment(loaded->model, arguments, 2))[label]);
}

}  // namespace synth::fn
