#include "models/model_subtract.h"

#include "models/loaded_model.h"

namespace synth::models {

Result ModelSubtract::call(const Arguments& arguments, Host& host) {
  if (!arguments.has(0) || !arguments.has(1)) return Value();
  const InterruptCheck ask = interrupt_check(host);
  const nn::Counts a = read_counts(arguments, 0, host), b = read_counts(arguments, 1, host);
  return Blob{nn::Counts::difference(a, b, ask).to_bytes(ask)};
}

}  // namespace synth::models
