// model_counts(video_category, emotion, timestamp [, name [, city]]): the rows, counted, as a BLOB: all that training
// reads of them. Counts of parts are merged to those of all (model_merge), taken away (model_subtract) and trained on
// (model_train_counts), with the very model that the rows give.
//
//   INSERT INTO days(day, counts)
//   SELECT date(timestamp, 'unixepoch'), model_counts(video_category, emotion, timestamp, name, city)
//   FROM video_clicks GROUP BY 1;
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"
#include "models/skipped_rows.h"
#include "nn/collector.h"

namespace synth::models {

class ModelCounts {
 public:
  static constexpr Argument kArguments[] = {kCategory, kEmotion, kTimestamp, kName, kCity};
  static constexpr Description kDescription{
      .name = "model_counts",
      .meaning =
          "The rows, counted to the quarter of an hour, as a BLOB that can be merged, subtracted and trained on.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_counts(video_category, emotion, timestamp, name, city)) > 0 FROM "
          "synth_video_clicks(200)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  nn::Collector collector_;
  SkippedRows skipped_;
};

}  // namespace synth::models
