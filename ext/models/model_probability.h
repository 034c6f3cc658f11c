// model_probability(model, video_category, emotion, timestamp [, name [, city]]): the probability of one category.
//
//   SELECT avg(-ln(model_probability(model, video_category, emotion, timestamp, name, city)))
//   FROM models, video_clicks WHERE models.name = 'clicks';
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

struct ModelProbability {
  static constexpr Argument kArguments[] = {kModel, kCategory, kEmotion, kTimestamp, kName, kCity};
  static constexpr Description kDescription{
      .name = "model_probability",
      .meaning =
          "The probability that a person chooses the category: above 0, with a sum of 1 over the model's categories.",
      .arguments = kArguments,
      .example =
          "SELECT model_probability(model_train(video_category, emotion, timestamp), '10', 'happy', 1735689600) "
          "> 0 FROM synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
