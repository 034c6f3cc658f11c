// model_update(model, video_category, emotion, timestamp [, name [, city [, options]]]): the model after further
// training with these rows, such as real ones after invented ones. What the rows say nothing about stays as it was.
//
//   UPDATE models SET model = (SELECT model_update(models.model, video_category, emotion, timestamp, name, city)
//                              FROM video_clicks WHERE id > 1000);
#pragma once

#include <string>

#include "core/function.h"
#include "models/loaded_model.h"
#include "models/model_arguments.h"
#include "models/training_rows.h"

namespace synth::models {

class ModelUpdate {
 public:
  static constexpr Argument kArguments[] = {
      kModel, kCategory, kEmotion, kTimestamp, kName, kCity, kOptions.in_words("a JSON object, see model_train")};
  static constexpr Description kDescription{
      .name = "model_update",
      .meaning = "Continues the training of a model with further rows; what they say nothing about stays as it was.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_update((SELECT model_train(video_category, emotion, timestamp, name, city) FROM "
          "synth_video_clicks(200)), video_category, emotion, timestamp, name, city)) > 0 FROM "
          "synth_video_clicks(100, 1)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  LoadedModel model_;
  bool first_ = true;
  TrainingRows rows_;
};

}  // namespace synth::models
