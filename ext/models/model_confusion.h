// model_confusion(model, video_category, emotion, timestamp [, name [, city]]): the confusion matrix, as
// JSON for json_each.
//
//   SELECT value ->> 'actual', value ->> 'predicted', value ->> 'count'
//   FROM json_each((SELECT model_confusion(model, video_category, emotion, timestamp) FROM models, video_clicks));
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "core/function.h"
#include "models/evaluation.h"
#include "models/model_arguments.h"

namespace synth::models {

class ModelConfusion {
 public:
  static constexpr Argument kArguments[] = {kModel, kCategory, kEmotion, kTimestamp, kName, kCity};
  static constexpr Description kDescription{
      .name = "model_confusion",
      .meaning =
          "The confusion matrix: a JSON array of {actual, predicted, count}, how often each category was predicted; "
          "NULL without "
          "rows.",
      .arguments = kArguments,
      .example =
          "SELECT json_array_length(model_confusion((SELECT model_train(video_category, emotion, timestamp) FROM "
          "synth_video_clicks(200)), video_category, emotion, timestamp)) > 0 FROM synth_video_clicks(200)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  Evaluation judge_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> counts_;  ///< (actual, predicted)
};

}  // namespace synth::models
