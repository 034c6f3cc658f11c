#include "models/model_counts.h"

#include "models/loaded_model.h"
#include "models/training_rows.h"
#include "nn/counts.h"

namespace synth::models {

void ModelCounts::step(const Arguments& arguments, Host& host) {
  collect(collector_, skipped_, arguments, 0, host);
}

Result ModelCounts::finish(Host& host) {
  const InterruptCheck ask = interrupt_check(host);
  return Blob{nn::Counts(collector_, ask).to_bytes(ask)};
}

}  // namespace synth::models
