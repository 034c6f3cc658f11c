// What an explanation is about: a category that was chosen, and the query in which it was.
#pragma once

#include <cstdint>

#include "nn/predictor.h"

namespace synth::words {

/// Equal values have equal explanations.
struct ExplainedChoice {
  std::uint32_t label = 0;
  nn::Query query;
  bool local_time = false;  ///< whether the city's offset is known; else the hours are UTC's

  bool operator==(const ExplainedChoice&) const = default;
};

}  // namespace synth::words
