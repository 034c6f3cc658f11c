#include "models/model_save_svg.h"

#include "draw/training_history.h"
#include "models/files.h"
#include "models/loaded_model.h"

namespace synth::models {

Result ModelSaveSvg::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  const std::string picture = history_picture(loaded->model);
  write_file(read_path(arguments, 1), picture, interrupt_check(host));
  return Value::integer(static_cast<std::int64_t>(picture.size()));
}

}  // namespace synth::models
