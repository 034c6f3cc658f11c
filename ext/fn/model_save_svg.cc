#include "fn/model_save_svg.h"

#include "fn/files.h"
#include "fn/loaded.h"
#include "fn/picture.h"

namespace synth::fn {

Result ModelSaveSvg::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  const std::string picture = history_picture(loaded->model);
  write_file(read_path(arguments, 1), picture, stop_if_asked(host));
  return Value::integer(static_cast<std::int64_t>(picture.size()));
}

}  // namespace synth::fn
