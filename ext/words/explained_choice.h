// What an explanation is about: a chosen category, and the query that it was chosen for.
#pragma once

#include <cstdint>
#include <string>

#include "nn/predictor.h"

namespace synth::words {

/// Equal values have equal explanations.
struct ExplainedChoice {
  std::uint32_t label = 0;
  nn::Query query;
  bool local_time = false;  ///< whether the city's offset is known; otherwise hours are in UTC
  std::string noun{};       ///< what is chosen, as a plural; empty: videos

  bool operator==(const ExplainedChoice&) const = default;
};

}  // namespace synth::words
