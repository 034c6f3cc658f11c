// Parses a model BLOB once: it is kept with a constant argument, or else found by content among the connection's last
// few.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/arguments.h"
#include "core/host.h"
#include "core/interrupt_check.h"
#include "nn/model.h"
#include "nn/predictor.h"

namespace synth::models {

class Explainer;

struct Loaded {
  Loaded(std::string_view with_bytes, Host& host);
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  std::string bytes;
  nn::Model model;
  mutable nn::Predictor predictor;               ///< scratch memory: a connection calls one function at a time
  mutable std::shared_ptr<Explainer> explainer;  ///< made by models/explainer at first use
};

using LoadedModel = std::shared_ptr<const Loaded>;

/// Shown in place of any measurement for a model without an epoch.
inline constexpr char kUntrained[] = "nothing: its time ran out before the first epoch, so the network is not trained";

/// The last few models of a connection. A hit compares all bytes, so a damaged copy is never taken for the good one.
class ModelCache {
 public:
  LoadedModel find(std::string_view bytes, Host& host);

 private:
  static constexpr std::size_t kMax = 4;
  std::vector<LoadedModel> models_;  ///< in order of last use
};

/// A check that throws Error(kInterrupted) if the user wants to stop. REQUIRES: the host outlives it.
InterruptCheck interrupt_check(Host& host);

/// The model in argument `index`, or null if that is NULL. Throws Error if it is not a model.
/// `keep` keeps it with the argument (Host::set_auxdata), which only scalar functions can do.
LoadedModel load_model(const Arguments& arguments, std::size_t index, Host& host, bool keep);

/// The number of an emotion, or kAbsent if the model was trained to use the average for unknown ones. Otherwise throws
/// Error for an unknown one, with a list of the known.
std::int32_t emotion_number(const nn::Model& model, std::string_view emotion);

/// The number of a label. Throws Error for an unknown one, with a list of the known.
std::uint32_t label_number(const nn::Model& model, std::string_view label);

}  // namespace synth::models
