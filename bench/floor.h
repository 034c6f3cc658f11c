// How far from the truth anybody must stay who has only seen so many clicks: the loss of the posterior mean for a
// reader who knows the whole law, the weights and the hours, and of each person only the prior of the tastes and the
// clicks that the person made. No model that learns from those clicks alone can be better in the mean over worlds.
#pragma once

#include <cstddef>

#include "invented_clicks.h"

namespace synth::bench {

/// Mean of −ln(posterior mean probability) over the rows from `held_from`, by Gibbs sampling over the rows before.
double loss_of_the_informed(const InventedClicks& clicks, std::size_t held_from);

}  // namespace synth::bench
