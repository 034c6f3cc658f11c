// What rows that wait say and the model did not expect: a label that has just become known, or a law that has turned,
// cannot wait until the rows have grown by a twentieth.
#pragma once

#include <vector>

#include "nn/counts.h"
#include "nn/model.h"
#include "nn/monitor.h"
#include "nn/weighted_examples.h"

namespace synth::nn {

class Surprise {
 public:
  /// Whether a label or an emotion comes surprisingly often among the waiting rows, or a table of the emotions has
  /// evidence in them. What a newcomer repeats surprises nobody. REQUIRES: forget(model), and the model knows all
  /// labels and emotions of the rows.
  Surprise(const Model& model, const Counts& waiting, Monitor& monitor);

  /// Whether there is one so large that all must be learned anew: an eighth more of a label or an emotion, or a
  /// hundredth more rows.
  bool needs_training() const noexcept { return grown_; }

  /// If there is one, fits a table of the emotions to the waiting rows of all but the newcomers, who have weights of
  /// their own, and to all that the model knows of the emotions already, and makes it the last of the crosses.
  /// REQUIRES: the newcomers are in the model.
  void learn(Model& model, const Counts& waiting, Monitor& monitor) const;

  /// Takes that table out again.
  static void forget(Model& model);

 private:
  /// The waiting rows of all but the newcomers.
  WeightedExamples cells_of(const Model& model, const Counts& waiting) const;

  std::vector<bool> newcomer_;  ///< by the person of a waiting row
  bool is_there_ = false, grown_ = false;
};

}  // namespace synth::nn
