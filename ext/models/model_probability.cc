#include "models/model_probability.h"

#include "models/loaded_model.h"
#include "models/read_query.h"

namespace synth::models {

Result ModelProbability::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr || !arguments.has(1) || !arguments.has(2) || !arguments.has(3)) return Value();
  const TextArgument category(arguments, 1, TextArgument::kWholeReals);
  const std::uint32_t label = label_number(loaded->model, category.text());
  const nn::Query query = read_query(loaded->model, arguments, 2);
  return Value::real(loaded->predictor.probabilities(query, interrupt_check(host))[label]);
}

}  // namespace synth::models
