#include "fn/model_train.h"

#include "core/error.h"
#include "fn/loaded.h"
#include "nn/format.h"
#include "nn/model.h"

namespace synth::fn {

Result ModelTrain::finish(Host& host) {
  const std::uint64_t rows = rows_.collector().rows();
  if (rows == 0) return Value();
  const nn::Options options = rows_.network_options();
  if (rows < options.min_rows) {
    if (rows_.min_rows_given()) return Value();
    throw Error("at least " + std::to_string(options.min_rows) +
                " rows with a category, an emotion and a timestamp are " + "needed, not " + std::to_string(rows) +
                " (with the option \"min_rows\" too few rows give NULL)");
  }
  rows_.require_one_name(nullptr);
  nn::Monitor monitor(host, options);
  return Blob{nn::to_bytes(nn::train(rows_.collector(), options, monitor), stop_if_asked(host))};
}

}  // namespace synth::fn
