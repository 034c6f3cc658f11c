// The emotions, categories and cities of a law as labels, which couplings match by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "math/maximal_coupling.h"
#include "rows/vocabulary.h"

namespace synth::world {

template <class Thing>
std::vector<std::uint64_t> names_of(const std::vector<Thing>& things, std::string Thing::*name) {
  std::vector<std::uint64_t> names;
  for (const Thing& thing : things) names.push_back(hash_bytes(thing.*name));
  return names;
}

/// REQUIRES: one weight for each thing.
template <class Thing>
std::vector<Label> labels_of(const std::vector<Thing>& things, std::string Thing::*name,
                             std::span<const double> weights) {
  std::vector<Label> labels;
  for (std::size_t k = 0; k < things.size(); ++k) labels.push_back({hash_bytes(things[k].*name), weights[k]});
  return labels;
}

}  // namespace synth::world
