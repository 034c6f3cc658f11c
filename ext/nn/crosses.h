// What inputs say together and not each for itself: tables over pairs of them, then triples once a pair is in, added to
// the logarithm of the network's mixture (nn/network.h). The mixture stands still, so this is a convex log-linear model
// with an offset. Each table has a variance that the rows choose, and only a table that makes the rows more probable
// by its evidence is taken.
#pragma once

#include "nn/monitor.h"
#include "nn/network.h"
#include "nn/weighted_examples.h"
#include "nn/worker_pool.h"

namespace synth::nn {

/// How much a table must promise to be taken, in nats beside those for each row: where the training part found it, and
/// where only all rows together do.
inline constexpr double kFoundNats = 2.0, kUnfoundNats = 4.0;

/// Chooses network.crosses anew and fits them to the cells. Gives their evidence in nats.
double fit_crosses(Network& network, const WeightedExamples& cells, double temperature, double least_nats,
                   WorkerPool& team, Monitor& monitor);

/// Fits a table of the emotions alone to `cells`, beside all crosses that there are, and adds it to them.
void fit_emotions(Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
                  Monitor& monitor);
/// The evidence for such a table in the cells, in nats.
double evidence_of_emotions(const Network& network, const WeightedExamples& cells, double temperature, WorkerPool& team,
                            Monitor& monitor);

/// Which of weekdays and cities say nothing together with another input either. REQUIRES: the network lacks both.
DroppedFeatures silent_in_crosses(const Network& network, const WeightedExamples& cells, WorkerPool& team,
                                  Monitor& monitor);

}  // namespace synth::nn
