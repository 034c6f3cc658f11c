// The names of the invented people: a bijection from a person's number to a full name that nobody else has.
//
// The first 10,000 people of a world have a given name and a family name, the next 200,000 also an initial between the
// two; then come middle names, more initials and double family names. No family name belongs to two cultures, so a name
// reveals its culture, and within a culture every part of a name can be read back from the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rows/cities.h"

namespace synth::world {

/// Bytes, without the NUL.
inline constexpr std::size_t kLongestName = 79;

/// How many people a world can have.
inline constexpr std::uint64_t kDistinctNames = std::uint64_t{1} << 40;

/// Writes the name of person `user` and a NUL; returns its length. Two people with one seed_key never share a name,
/// of whatever cultures. REQUIRES: user < kDistinctNames; room for kLongestName + 1 bytes.
std::size_t write_name(std::uint64_t seed_key, std::uint64_t user, Culture culture, char* out) noexcept;

/// Whether a name may end in this word: a family name of any culture, or one after a hyphen.
bool has_built_in_family(std::string_view word);

}  // namespace synth::world
