// synth_train([options]): trains the network on the clicks and interactions of the connection's database, and keeps the
// model in the table models.
//
//   SELECT synth_train('{"model": "emotion_video", "options": {"epochs": 50}}');
//
// The statements are in sql/train.sql and sql/keep.sql.
#pragma once

#include "commands/command_options.h"
#include "commands/question.h"
#include "core/function.h"
#include "world/window.h"

namespace synth::commands {

struct SynthTrain {
  static constexpr Argument kKeys[] = {
      kModelArgument.meaning_of("of the model in the table models"),
      Argument::text("options", "{}", "a JSON object", "options of model_train: {\"epochs\": 50, \"seed\": 1}"),
      world::kProgressArgument};
  static constexpr Description kDescription{
      .name = "synth_train",
      .meaning =
          "Trains the network on video_clicks and video_interactions of the connection's database, keeps the model "
          "in the table models, and tells how it went.",
      .arguments = kOptionsOfCommand,
      .keys = kKeys,
      .example =
          "SELECT synth_train('{\"options\": {\"epochs\": 1}}') "
          "WHERE synth_generate('{\"logs\": 100}') IS NOT NULL",
      .risk = Risk::kWritesTables};

  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::commands
