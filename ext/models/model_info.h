// model_info(model): what the model is and where it comes from, as JSON: architecture, options, rows, fingerprint of
// the data, versions, metrics.
//
//   SELECT json_extract(model_info(model), '$.metrics.validation_loss') FROM models;
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

struct ModelInfo {
  static constexpr Argument kArguments[] = {kModel};
  static constexpr Description kDescription{
      .name = "model_info",
      .meaning =
          "What the model is and where it comes from: JSON with architecture, options, rows, seed, fingerprint of the "
          "data, versions, metrics.",
      .arguments = kArguments,
      .example =
          "SELECT json_extract(model_info(model_train(video_category, emotion, timestamp)), '$.rows') FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
