// model_without_rows(model): the model without the rows that it was trained on, which are personal data, to publish it.
// It predicts what it predicted, and can no longer learn on or forget. (It still holds names, each with its tastes.)
//
//   SELECT model_save(model_without_rows(model), 'public.synthnn') FROM models;
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

struct ModelWithoutRows {
  static constexpr Argument kArguments[] = {kModel};
  static constexpr Description kDescription{
      .name = "model_without_rows",
      .meaning = "The model without the rows that it was trained on: it can no longer be updated or forget.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_without_rows(model_train(video_category, emotion, timestamp))) > 0 FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
