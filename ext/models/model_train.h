// model_train(video_category, emotion, timestamp [, name [, city [, options]]]): a network trained on the rows, as a
// BLOB.
//
//   INSERT INTO models(name, model)
//   SELECT 'clicks', model_train(video_category, emotion, timestamp, name, city, '{"seed": 1}') FROM video_clicks;
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"
#include "models/training_rows.h"

namespace synth::models {

class ModelTrain {
 public:
  static constexpr Argument kArguments[] = {kCategory, kEmotion, kTimestamp, kName, kCity, kOptions};
  static constexpr Description kDescription{
      .name = "model_train",
      .meaning = "Trains a network on the rows to predict which category a person chooses, and returns it as a BLOB.",
      .arguments = kArguments,
      .keys = nn::kOptionArguments,
      .example =
          "SELECT length(model_train(video_category, emotion, timestamp, name, city)) > 0 FROM "
          "synth_video_clicks(200)"};

  void step(const Arguments& arguments, Host& host) { rows_.step(arguments, 0, host); }
  Result finish(Host& host);

 private:
  TrainingRows rows_;
};

}  // namespace synth::models
