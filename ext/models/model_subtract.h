// model_subtract(a, b): the counts of a without the rows of b, as if those had never been counted. What b has, a must
// have.
//
//   SELECT model_subtract(counts, (SELECT model_counts(video_category, emotion, timestamp, name, city)
//                                  FROM video_clicks WHERE name = 'Ada')) FROM months;
#pragma once

#include "core/function.h"
#include "models/counts.h"

namespace synth::models {

struct ModelSubtract {
  static constexpr Argument kArguments[] = {
      Argument::blob("a", Required{}, "what model_counts, model_merge or model_subtract gives", "counted rows"),
      Argument::blob("b", Required{}, "likewise; each of its rows is in a", "the rows to take away")};
  static constexpr Description kDescription{
      .name = "model_subtract",
      .meaning = "The counts of a without the rows of b, as if those had never been counted.",
      .arguments = kArguments,
      .example =
          "SELECT model_subtract(all_of_them, all_of_them) IS NOT NULL FROM (SELECT model_counts(video_category, "
          "emotion, timestamp) AS all_of_them FROM synth_video_clicks(200))"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
