#include "core/host.h"

#include "core/error.h"

namespace synth {

Json Host::parse_json(std::string_view text) {
  return read_json(text, [this] {
    if (interrupted()) throw Error("interrupted", ErrorCode::kInterrupted);
  });
}

}  // namespace synth
