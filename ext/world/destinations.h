// Where a trip leads: mostly to another city of the country, by population.
//
// A document's trips lead where those of the default law do, as far as the two laws allow it: a maximal coupling for
// each city of departure (math/maximal_coupling.h). A city that the default law lacks has nothing to keep.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "math/maximal_coupling.h"
#include "math/rng.h"
#include "world/world_spec.h"

namespace synth::world {

/// Immutable.
class Destinations {
 public:
  /// REQUIRES: spec outlives this object; the cities of one country stand together.
  explicit Destinations(const WorldSpec& spec);

  /// A city other than `from`, if there is one.
  std::uint16_t draw(std::uint16_t from, Rng& rng) const noexcept;

  /// The probability that a trip from `from` leads to `to`. REQUIRES: they are two cities.
  double probability(std::uint16_t from, std::uint16_t to) const noexcept;

 private:
  struct Country {
    std::uint16_t first;  // of its cities
    std::uint16_t count;
    double weight;
  };
  struct Anchor;

  std::uint16_t draw_own(std::uint16_t from, Rng& rng) const noexcept;
  double share_abroad(const Country& country) const noexcept;

  const WorldSpec* spec_;
  AliasTable cities_;
  double weight_ = 0;                      // of all cities
  std::vector<std::uint16_t> country_of_;  // by city
  std::vector<Country> countries_;
  std::shared_ptr<const Anchor> anchor_;  // null if trips are those of the default law, or have nothing in common
};

}  // namespace synth::world
