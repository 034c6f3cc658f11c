// Counts rows that cannot be used, by the first argument that is NULL: video_category, emotion or timestamp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/arguments.h"

namespace synth::models {

class SkippedRows {
 public:
  static constexpr std::array<std::string_view, 3> kWhat{"video_category", "emotion", "timestamp"};

  /// Whether one of the three arguments from `first` on is NULL. If so, counts the row.
  bool skip(const Arguments& arguments, std::size_t first) noexcept {
    for (std::size_t i = 0; i < kWhat.size(); ++i)
      if (!arguments.has(first + i)) {
        ++counts_[i];
        return true;
      }
    return false;
  }

  std::uint64_t total() const noexcept { return counts_[0] + counts_[1] + counts_[2]; }
  std::uint64_t of(std::size_t what) const noexcept { return counts_[what]; }

  /// "of 300 rows 296 were skipped: 1 with a NULL emotion, 295 with a NULL timestamp". REQUIRES: total() > 0.
  std::string sentence(std::uint64_t used) const {
    std::string text = "of " + std::to_string(used + total()) + " rows " + std::to_string(total()) + " were skipped:";
    const char* comma = " ";
    for (std::size_t i = 0; i < kWhat.size(); ++i) {
      if (counts_[i] == 0) continue;
      text.append(comma).append(std::to_string(counts_[i])).append(" with a NULL ").append(kWhat[i]);
      comma = ", ";
    }
    return text;
  }

 private:
  std::array<std::uint64_t, kWhat.size()> counts_{};
};

}  // namespace synth::models
