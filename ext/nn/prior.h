// Smoothed frequencies of the labels per emotion: what the network is before it has learned anything else.
#pragma once

#include <cstdint>
#include <vector>

#include "core/interrupt_check.h"
#include "nn/weighted_examples.h"

namespace synth::nn {

/// Fills network.base and network.gate_base. The frequencies are (n_ec + strength · q_c) / (n_e + strength), with q the
/// labels' own shares, in the mean over the strengths, each as far as it makes the rows probable. The two components
/// share a label by how surely it comes more often (the first) or less often (the second) with the emotion than
/// without: their mixture is the frequency again.
void set_prior(Network& network, const WeightedExamples& cells, const InterruptCheck& ask = {});

/// How often each emotion came, in whole rows, of which old ones may weigh less.
std::vector<double> emotion_counts(const WeightedExamples& cells, std::uint32_t emotions);

}  // namespace synth::nn
