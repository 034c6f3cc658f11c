// model_update(model, video_category, emotion, timestamp [, name [, city [, options]]]): the model with further rows,
// such as today's. It keeps them exactly. It is trained again on all rows if they have grown by a twentieth, sooner if
// they surprise it, as a new category or emotion does, or if the option "retrain" asks for it; until then the new rows
// wait. A model without waiting rows is what model_train gives for the same rows.
//
//   UPDATE models SET model = (SELECT model_update(models.model, video_category, emotion, timestamp, name, city)
//                              FROM video_clicks WHERE id > 1000);
//   SELECT model_update(model, NULL, NULL, NULL, NULL, NULL, '{"retrain": true}') FROM models;
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
      kModel,
      kCategory,
      kEmotion,
      kTimestamp,
      kName,
      kCity,
      kOptions.in_words("a JSON object, see model_train; where it does not say, as the model was trained")};
  static constexpr Description kDescription{
      .name = "model_update",
      .meaning =
          "The model with further rows. It is trained again on all its rows once they have grown by a twentieth, or "
          "sooner where they surprise it, as a new category or emotion does; until then the new rows wait.",
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
