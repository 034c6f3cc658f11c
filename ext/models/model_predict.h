// model_predict(model, emotion, timestamp [, name [, city]]): the most probable category.
//
//   SELECT model_predict(model, 'happy', unixepoch(), 'Ada Lovelace', 'London') FROM models WHERE name = 'clicks';
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

struct ModelPredict {
  static constexpr Argument kArguments[] = {kModel, kEmotion, kTimestamp, kName, kCity};
  static constexpr Description kDescription{
      .name = "model_predict",
      .meaning = "The category that a person most probably chooses.",
      .arguments = kArguments,
      .example =
          "SELECT model_predict(model_train(video_category, emotion, timestamp), 'happy', 1735689600) FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
