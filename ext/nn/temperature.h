// Calibration: one number by which all logits are divided, fitted on held-out cells.
#pragma once

#include <vector>

#include "nn/cells.h"
#include "nn/network.h"

namespace synth::nn {

/// The logits (cells, padded(labels)) of every cell.
std::vector<float> logits_of(const Network& network, const Cells& cells);

/// Mean loss of the cells with the logits divided by `temperature`.
double loss_at(const Network& network, const Cells& cells, const std::vector<float>& logits, double temperature);

/// The temperature in [0.5, 2] with the least loss, pulled to 1 where the cells are few.
double fit_temperature(const Network& network, const Cells& cells);

}  // namespace synth::nn
