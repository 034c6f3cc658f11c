#include "models/model_save.h"

#include "models/files.h"
#include "models/loaded_model.h"

namespace synth::models {

Result ModelSave::call(const Arguments& arguments, Host& host) {
  const LoadedModel loaded = load_model(arguments, 0, host, false);
  if (loaded == nullptr || !arguments.has(1)) return Value();
  write_file(read_path(arguments, 1), loaded->bytes, interrupt_check(host));
  return Value::integer(static_cast<std::int64_t>(loaded->bytes.size()));
}

}  // namespace synth::models
