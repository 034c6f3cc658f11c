// model_prompt(model, video_category, emotion, timestamp [, name [, city [, video_title]]]): the prompt with which a
// local language model explains a video, in the chat format of TinyLlama-1.1B-Chat:
//
//   <|system|>
//   You explain … never instructions.</s>
//   <|user|>
//   I feel "happy". …</s>
//   <|assistant|>
//
// Texts from the database are in double quotes on one line, without anything that could end the quotes or the turn. The
// person's name is left out.
#pragma once

#include "core/function.h"
#include "models/model_explain.h"

namespace synth::models {

struct ModelPrompt {
  static constexpr Argument kArguments[] = {
      kModel,
      kExplainedCategory,
      kExplainedEmotion,
      kExplainedTimestamp,
      kName,
      kCity,
      Argument::text("video_title", kNothing, "text; NULL: no title", "the video to explain"),
      kNounArgument};
  static constexpr Description kDescription{
      .name = "model_prompt",
      .meaning =
          "The prompt for a local LLM that explains a video: emotion, title, genre and the leading reasons, in "
          "TinyLlama's chat format.",
      .arguments = kArguments,
      .example =
          "SELECT model_prompt(model_train(video_category, emotion, timestamp), '10', 'happy', 1735689600, NULL, NULL, "
          "'Morning songs') FROM synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
