// model_explanation(model, video_category, emotion, timestamp [, name [, city [, noun]]]): why the category, as one
// friendly sentence of under 30 words that claims no more than model_explain supports.
//
//   SELECT model_explanation(model, '23', 'happy', unixepoch(), 'Ada Lovelace', 'London') FROM models;
//   You choose comedy more than others would, and it suits your happy mood.
#pragma once

#include "core/function.h"
#include "models/model_explain.h"

namespace synth::models {

struct ModelExplanation {
  static constexpr Argument kArguments[] = {kModel, kExplainedCategory, kExplainedEmotion, kExplainedTimestamp, kName,
                                            kCity,  kNounArgument};
  static constexpr Description kDescription{
      .name = "model_explanation",
      .meaning =
          "Why a category suits a person now, as one sentence of under 30 words. It names only what speaks for the "
          "category (see model_explain).",
      .arguments = kArguments,
      .example =
          "SELECT model_explanation(model_train(video_category, emotion, timestamp), '10', 'happy', 1735689600) FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
