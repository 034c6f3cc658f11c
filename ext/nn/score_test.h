// Whether weekday and city tell anything that emotion, hour and person do not. Where they do not, rows that differ only
// in them are one cell: a million rows become a few thousand, and nothing is lost.
#pragma once

#include <vector>

#include "nn/monitor.h"
#include "nn/network.h"
#include "nn/training_options.h"
#include "nn/weighted_examples.h"

namespace synth::nn {

/// Fits the linear path without both features for a moment, and looks at what is left over for each weekday and each
/// city: by how much the sum over its rows of (chosen − probability) differs from 0, in its own variance (Rao's score
/// test). A feature stays too where a pair with it is worth a table (nn/crosses.h). REQUIRES: `network` has its prior
/// set and no weight trained; it is copied. `cells` have all features, and `merged`, of the same rows, neither of both.
DroppedFeatures irrelevant_features(const Network& network, const WeightedExamples& merged,
                                    const WeightedExamples& cells, const TrainingOptions& options, Monitor& monitor);

}  // namespace synth::nn
