// SELECT synth_world(): the law of the default world as the JSON document that the parameter `world` takes.
#pragma once

#include "core/function.h"

namespace synth::world {

struct SynthWorld {
  static const Description kDescription;
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::world
