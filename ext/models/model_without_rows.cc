#include "models/model_without_rows.h"

#include "models/loaded_model.h"
#include "nn/format.h"

namespace synth::models {

Result ModelWithoutRows::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr) return Value();
  nn::Model model = loaded->model;
  model.rows.clear();
  model.waiting.clear();
  model.newcomers.clear();
  model.options.keep_rows = false;
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
