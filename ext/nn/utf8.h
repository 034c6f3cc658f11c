// core/utf8.h for the network.
#pragma once

#include "core/utf8.h"

namespace synth::nn {

using synth::is_utf8;

}  // namespace synth::nn
