// model_forget(model, name): the model as if the person had never come, trained anew on all other rows that it holds. A
// name that it does not know gives the model as it is.
//
//   UPDATE models SET model = model_forget(model, 'Ada');
#pragma once

#include "core/function.h"
#include "models/model_arguments.h"

namespace synth::models {

struct ModelForget {
  static constexpr Argument kArguments[] = {
      kModel, Argument::text("name", Required{}, "text or an integer", "who is to be forgotten")};
  static constexpr Description kDescription{
      .name = "model_forget",
      .meaning = "The model as if the person had never come: trained anew on all other rows that it holds.",
      .arguments = kArguments,
      .example =
          "SELECT length(model_forget(model_train(video_category, emotion, timestamp, name), 'nobody')) > 0 FROM "
          "synth_video_clicks(200)"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
