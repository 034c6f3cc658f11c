#include "fn/model_load.h"

#include "core/error.h"
#include "fn/files.h"
#include "fn/loaded.h"
#include "nn/format.h"

namespace synth::fn {

Result ModelLoad::call(const Arguments& arguments, Host& host) {
  constexpr std::size_t kMost = 1'000'000'000;  // SQLite's own limit of a BLOB
  if (!arguments.has(0)) return Value();
  const std::string path = read_path(arguments, 0);
  Blob model{read_file(path, kMost, stop_if_asked(host))};
  try {
    nn::from_bytes(model.bytes, stop_if_asked(host));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    throw Error("the model in '" + path + "' " + error.what(), error.code());
  }
  return model;
}

}  // namespace synth::fn
