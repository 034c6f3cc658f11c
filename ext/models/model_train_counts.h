// model_train_counts(counts [, options]): the model that model_train gives on the counted rows.
//
//   SELECT model_train_counts(model_merge(counts)) FROM days;
#pragma once

#include "core/function.h"
#include "models/counts.h"
#include "models/model_arguments.h"
#include "models/training_options.h"

namespace synth::models {

struct ModelTrainCounts {
  static constexpr Argument kArguments[] = {kCounts, kOptions.in_words("a JSON object, see model_train")};
  static constexpr Description kDescription{
      .name = "model_train_counts",
      .meaning = "The model that model_train gives on the counted rows.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_train_counts(model_counts(video_category, emotion, timestamp, name, city))) > 0 FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
