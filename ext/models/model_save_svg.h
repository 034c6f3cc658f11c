// model_save_svg(model, path): draws the training history (train and validation loss, validation accuracy over the
// epochs) as an SVG picture and returns the number of bytes.
//
//   SELECT model_save_svg(model, 'models/clicks.svg') FROM models WHERE name = 'clicks';
#pragma once

#include <string>

#include "core/function.h"
#include "models/model_save.h"
#include "nn/model.h"

namespace synth::models {

/// The picture of a model's training.
std::string history_picture(const nn::Model& model);

struct ModelSaveSvg {
  static constexpr Argument kArguments[] = {kModel, kPath};
  static constexpr Description kDescription{
      .name = "model_save_svg",
      .meaning =
          "Writes a picture (SVG) of how the training went and returns the number of bytes. Makes missing folders.",
      .arguments = kArguments,
      .example =
          "SELECT model_save_svg(model_train(video_category, emotion, timestamp), 'models/example.svg') > 0 FROM "
          "synth_video_clicks(200)",
      .risk = Risk::kTouchesFiles};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
