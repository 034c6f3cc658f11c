#include "core/host.h"

#include "core/error.h"

namespace synth {

Json Host::parse_json(std::string_view argument, std::string_view text) {
  try {
    return read_json(text, [this] {
      if (interrupted()) throw Error("interrupted", ErrorCode::kInterrupted);
    });
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    throw Error(std::string(argument) + ": " + error.what());
  }
}

}  // namespace synth
