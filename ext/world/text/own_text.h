// Titles and texts that a `world` document brings: patterns such as "{artist} - {song}", whose gaps name its lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/world_spec.h"

namespace synth::world {

/// Lists of texts by name, for the gaps of patterns.
using WordLists = std::map<std::string_view, std::span<const std::string>>;

/// Those of a law. REQUIRES: spec outlives them.
WordLists word_lists(const WorldSpec& spec);

/// Patterns of one kind, equally likely. The texts of lists stay where they are: many may share a long list.
class OwnText {
 public:
  /// `place` is how messages name the array of patterns. Throws Error for a gap that names no list, and for a pattern
  /// whose longest text has more than `longest` bytes.
  OwnText(const std::vector<std::string>& patterns, const WordLists& lists, std::string_view place,
          std::size_t longest);

  bool empty() const noexcept { return patterns_.empty(); }

  /// Writes the text of a random word and a NUL; returns its length. REQUIRES: not empty; room for the longest text and
  /// a NUL.
  std::size_t write(std::uint64_t word, char* out) const noexcept;

 private:
  // Some literal bytes, then a text of a list.
  struct Step {
    std::string literal;
    std::size_t list = 0;
  };
  struct Pattern {
    std::vector<Step> steps;
    std::string end;
  };

  std::vector<Pattern> patterns_;
  std::vector<std::span<const std::string>> lists_;  // those that the patterns use
};

}  // namespace synth::world
