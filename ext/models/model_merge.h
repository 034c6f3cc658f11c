// model_merge(counts): counts of several parts as those of all together, whatever the parts and their order.
//
//   SELECT model_merge(counts) FROM days WHERE day >= '2025-01-01';
#pragma once

#include <vector>

#include "core/function.h"
#include "models/counts.h"

namespace synth::models {

class ModelMerge {
 public:
  static constexpr Argument kArguments[] = {kCounts};
  static constexpr Description kDescription{
      .name = "model_merge",
      .meaning = "Counts of several parts as those of all together; NULLs are left out.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_merge(counts)) > 0 FROM (SELECT model_counts(video_category, emotion, timestamp, name) "
          "AS counts FROM synth_video_clicks(200) GROUP BY name)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  void merge_last(Host& host);

  std::vector<nn::Counts> parts_;  ///< each more than twice as many rows as the next: few merges of each row
};

}  // namespace synth::models
