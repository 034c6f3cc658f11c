// Small trained models for tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "models/model_train.h"
#include "nn/format.h"
#include "nn/model.h"
#include "support/call.h"
#include "support/clicks.h"

namespace synth::testing {

inline std::vector<ClickWorld::Click> clicks(const ClickWorld& world, std::uint64_t from, std::uint64_t to,
                                             std::uint64_t of) {
  std::vector<ClickWorld::Click> result;
  for (std::uint64_t i = from; i < to; ++i) result.push_back(world.click(i, of));
  return result;
}

inline nn::Model train_on(const std::vector<ClickWorld::Click>& rows, nn::TrainingOptions options) {
  TestHost host;
  nn::Collector collector;
  for (const auto& row : rows) ClickWorld::add(collector, row);
  nn::Monitor monitor(host, options);
  return nn::train(collector, options, monitor);
}

inline nn::TrainingOptions quick() {
  nn::TrainingOptions options;
  options.epochs = 3;
  options.hidden = {8, 5};
  options.threads = 1;
  return options;
}

/// The bytes of a model of 400 clicks of 5 people; training takes an instant.
inline const Blob& small_model() {
  static const Blob blob = [] {
    const ClickWorld world(5, 1);
    return Blob{nn::to_bytes(train_on(clicks(world, 0, 400, 400), quick()))};
  }();
  return blob;
}

}  // namespace synth::testing
