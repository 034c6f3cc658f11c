// model_save(model, path): writes the model to a file and returns the number of bytes; makes missing folders.
//
//   SELECT model_save(model, 'models/emotion_video.model') FROM models WHERE name = 'clicks';
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

inline constexpr Argument kPath = Argument::text("path", Required{}, "text", "a file, in UTF-8");

struct ModelSave {
  static constexpr Argument kArguments[] = {kModel, kPath};
  static constexpr Description kDescription{
      .name = "model_save",
      .meaning =
          "Writes the model to a file and returns the number of bytes. Makes missing folders; a reader sees the old "
          "file or "
          "the new one.",
      .arguments = kArguments,
      .example =
          "SELECT model_save(model_train(video_category, emotion, timestamp), 'models/example.model') > 0 FROM "
          "synth_video_clicks(200)",
      .risk = Risk::kTouchesFiles};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
