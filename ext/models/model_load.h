// model_load(path): the model in a file, as a BLOB.
//
//   INSERT INTO models(name, model) VALUES ('clicks', model_load('models/emotion_video.model'));
#pragma once

#include "core/function.h"
#include "models/model_save.h"

namespace synth::models {

struct ModelLoad {
  static constexpr Argument kArguments[] = {kPath};
  static constexpr Description kDescription{.name = "model_load",
                                            .meaning = "The model in a file that model_save wrote, as a BLOB.",
                                            .arguments = kArguments,
                                            .example = "SELECT length(model_load('models/example.model')) > 0",
                                            .risk = Risk::kReadsFiles};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
