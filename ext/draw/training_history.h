// The training history as an SVG picture: losses above, accuracy below, the best epoch marked.
#pragma once

#include <string>

#include "nn/model.h"

namespace synth::draw {

std::string history_picture(const nn::Model& model);

}  // namespace synth::draw
