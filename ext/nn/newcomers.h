// People who come while their rows wait to be learned: each gets weights of its own from its rows, while all else
// stands still, and nobody else's predictions move.
#pragma once

#include "core/interrupt_check.h"
#include "nn/counts.h"
#include "nn/model.h"
#include "nn/weighted_examples.h"

namespace synth::nn {

/// Whether the model can take all people of the rows without passing a limit.
bool has_room(const Model& model, const Counts& fresh);

/// A waiting row as a cell. `offsets`: of the cities of the rows. REQUIRES: the model knows its label and emotion.
void add_cell(const Model& model, const Counts& waiting, const Counts::Counted& counted,
              const std::vector<std::int32_t>& offsets, WeightedExamples& cells);

/// Takes the people of `fresh`, the last rows that came, who have no row that the model was trained on, among
/// model.people and model.newcomers, and solves their weights from their rows in `waiting`.
/// REQUIRES: has_room(model, fresh), and the model knows all labels and emotions of the rows.
void add_newcomers(Model& model, const Counts& fresh, const Counts& waiting, const InterruptCheck& ask);

}  // namespace synth::nn
