#include "core/host.h"

#include "core/error.h"

namespace synth {

void Host::stop_if_interrupted() {
  if (interrupted()) throw Error("interrupted", ErrorCode::kInterrupted);
}

Json Host::parse_json(std::string_view argument, std::string_view text) {
  try {
    return read_json(text, [this] { stop_if_interrupted(); });
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    throw Error(std::string(argument) + ": " + error.what());
  }
}

}  // namespace synth
