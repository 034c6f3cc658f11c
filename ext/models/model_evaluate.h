// model_evaluate(model, video_category, emotion, timestamp [, name [, city]]): how well the model predicts the
// categories of the rows, as JSON: rows, accuracy, top3_accuracy, log_loss, brier, ndcg_at_5, mrr, ece, skipped.
//
//   SELECT json_extract(model_evaluate(model, video_category, emotion, timestamp, name, city), '$.log_loss')
//   FROM models, video_clicks WHERE models.name = 'clicks';
#pragma once

#include <cstdint>

#include "core/function.h"
#include "models/evaluation.h"
#include "models/model_arguments.h"
#include "nn/metrics.h"

namespace synth::models {

class ModelEvaluate {
 public:
  static constexpr Argument kArguments[] = {kModel, kCategory, kEmotion, kTimestamp, kName, kCity};
  static constexpr Description kDescription{
      .name = "model_evaluate",
      .meaning =
          "How well the model predicts the categories of the rows: JSON with rows, accuracy, top3_accuracy, log_loss, "
          "brier, ndcg_at_5, mrr, ece, and how many rows were skipped for a NULL, in total and by column; NULL without "
          "rows.",
      .arguments = kArguments,
      .example =
          "SELECT model_evaluate((SELECT model_train(video_category, emotion, timestamp, name, city) FROM "
          "synth_video_clicks(200)), video_category, emotion, timestamp, name, city) FROM synth_video_clicks(200)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  Evaluation judge_;
  nn::Metrics metrics_;
};

}  // namespace synth::models
