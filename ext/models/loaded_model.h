// A model BLOB, parsed once: kept with a constant argument, else found by content among the last few of the connection.
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
  mutable nn::Predictor predictor;               ///< scratch: a connection calls one function at a time
  mutable std::shared_ptr<Explainer> explainer;  ///< models/explainer makes it when it is first asked for
};

using LoadedModel = std::shared_ptr<const Loaded>;

/// Said of a model without an epoch wherever something measured would stand.
inline constexpr char kUntrained[] = "nothing: its time ran out before the first epoch, so it is no trained network";

/// The last few models of a connection. A hit compares all bytes: a damaged copy is never taken for the good one.
class ModelCache {
 public:
  LoadedModel find(std::string_view bytes, Host& host);

 private:
  static constexpr std::size_t kMax = 4;
  std::vector<LoadedModel> models_;  ///< the last used in front
};

/// Throws Error(kInterrupted) when it is called and the user wants to stop. REQUIRES: the host outlives it.
InterruptCheck interrupt_check(Host& host);

/// The model of argument `index`, or null where it is NULL. Throws Error for what is no model.
/// `keep` only where the host's kept() belongs to this call: in scalar functions.
LoadedModel load_model(const Arguments& arguments, std::size_t index, Host& host, bool keep);

/// The number of an emotion, or kAbsent where the model was trained to take the average of unknown ones.
/// Throws Error naming the known ones.
std::int32_t emotion_number(const nn::Model& model, std::string_view emotion);

/// The number of a label. Throws Error naming the known ones.
std::uint32_t label_number(const nn::Model& model, std::string_view label);

}  // namespace synth::models
