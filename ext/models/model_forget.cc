#include "models/model_forget.h"

#include "models/loaded_model.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::models {

Result ModelForget::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, true);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  const TextArgument name(arguments, 1);
  nn::Monitor monitor(host, loaded->model.options);
  const nn::Model model = nn::forget(loaded->model, name.text(), monitor);
  return Blob{nn::to_bytes(model, interrupt_check(host))};
}

}  // namespace synth::models
