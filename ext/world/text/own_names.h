// Names that a `world` document brings, by country: a given name and a family name, or only the former.
//
// Nobody's name is anybody else's. As in names.h, a keyed bijection leads from a person's number to a pair of names.
// When a list's pairs are used up, a number follows the name, and likewise where a family name stands in the lists of
// several countries that are not the same, or among the built-in names of another country of the law.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "world/text/names.h"
#include "world/world_spec.h"

namespace synth::world {

/// Bytes of a given and of a family name, so that a name with its number is at most kLongestName long.
inline constexpr std::size_t kLongestGiven = 30;
inline constexpr std::size_t kLongestFamily = 32;
/// Countries that can have their own names.
inline constexpr std::size_t kMaxOwnNames = 256;

class OwnNames {
 public:
  /// REQUIRES: spec.names are checked, see check_own_names.
  explicit OwnNames(const WorldSpec& spec);

  /// Whether people whose home is this city (index into WorldSpec::cities) have such names.
  bool has(std::uint16_t city) const noexcept { return !of_city_.empty() && of_city_[city] != kBuiltIn; }

  /// Like world::write_name. REQUIRES: has(city).
  std::size_t write(std::uint64_t seed_key, std::uint64_t user, std::uint16_t city, char* out) const noexcept;

 private:
  static constexpr std::uint16_t kBuiltIn = 0xFFFF;

  // The part of a name that tells lists apart: the family name or, without one, the given name.
  struct Telling {
    std::string text;
    std::uint64_t owners = 1;  // lists that have it
    std::uint64_t which = 0;   // among these
  };
  struct Set {
    std::vector<std::string> given;
    std::vector<Telling> telling;  // of the family names or, without any, of the given names
    bool has_family = false;
  };

  std::vector<Set> sets_;               // different lists only
  std::vector<std::uint16_t> of_city_;  // the set, or kBuiltIn; empty if no country has names
};

/// Throws Error if names could not be told apart: a given name with a space, a family name that ends in a number, a
/// name that is twice in its list.
void check_own_names(const WorldSpec& spec);

}  // namespace synth::world
