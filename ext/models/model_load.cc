#include "models/model_load.h"

#include "core/error.h"
#include "models/files.h"
#include "models/loaded_model.h"
#include "nn/format.h"

namespace synth::models {

Result ModelLoad::call(const Arguments& arguments, Host& host) {
  constexpr std::size_t kMax = 1'000'000'000;  // SQLite's default limit for a BLOB
  if (!arguments.has(0)) return Value();
  const std::string path = read_path(arguments, 0);
  Blob model{read_file(path, kMax, interrupt_check(host))};
  try {
    nn::from_bytes(model.bytes, interrupt_check(host));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    throw Error("the model in '" + path + "' " + error.what(), error.code());
  }
  return model;
}

}  // namespace synth::models
