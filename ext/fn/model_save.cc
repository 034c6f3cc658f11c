#include "fn/model_save.h"

#include "fn/files.h"
#include "fn/loaded.h"

namespace synth::fn {

Result ModelSave::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  write_file(read_path(arguments, 1), loaded->bytes, stop_if_asked(host));
  return Value::integer(static_cast<std::int64_t>(loaded->bytes.size()));
}

}  // namespace synth::fn
