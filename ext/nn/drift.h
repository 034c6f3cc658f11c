// Laws that move: what people choose changes, and old rows tell less of the next ones. Whether they do is read from the
// rows: frequencies of the categories whose rows lose half of their weight in a half-life foretell the last fifth
// better than frequencies of all rows alike.
#pragma once

#include "nn/counts.h"
#include "nn/monitor.h"
#include "nn/worker_pool.h"

namespace synth::nn {

/// Days in which a row loses half of its weight, as the rows suggest, or 0 where nothing speaks for any.
double suggested_half_life(const Counts& rows, WorkerPool& team, Monitor& monitor);

}  // namespace synth::nn
