// Arguments that are counts: what model_counts, model_merge or model_subtract gave.
#pragma once

#include "core/arguments.h"
#include "core/description.h"
#include "core/host.h"
#include "nn/counts.h"

namespace synth::models {

inline constexpr Argument kCounts =
    Argument::blob("counts", Required{}, "what model_counts, model_merge or model_subtract gives", "counted rows");

/// REQUIRES: not NULL. Throws Error for what is no BLOB of counts.
nn::Counts read_counts(const Arguments& arguments, std::size_t index, Host& host);

}  // namespace synth::models
