// How good a network is on cells, and calibration: one number by which all logits are divided, fitted on held-out
// cells.
#pragma once

#include "nn/fit.h"
#include "nn/network.h"
#include "nn/weighted_examples.h"
#include "nn/worker_pool.h"

namespace synth::nn {

Score score(const Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
            Monitor& monitor);

/// The temperature in [0.5, 2] with the least loss, pulled to 1 where the cells are few.
double fit_temperature(const Network& network, const WeightedExamples& cells, WorkerPool& team, Monitor& monitor);

}  // namespace synth::nn
