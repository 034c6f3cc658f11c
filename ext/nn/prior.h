// Smoothed frequencies of the labels per emotion: what the network is before it has learned anything else.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/cells.h"

namespace synth::nn {

/// Logits (emotions, padded(labels)): ln of (n_ec + strength · q_c) / (n_e + strength), with q the labels' own smoothed
/// frequencies. Each strength is the one under which the rows, each left out in turn, are most probable.
std::vector<float> prior_logits(const Cells& cells, std::uint32_t emotions, std::uint32_t labels);

/// How often each emotion came.
std::vector<double> emotion_counts(const Cells& cells, std::uint32_t emotions);

}  // namespace synth::nn
