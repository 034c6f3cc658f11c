// Binary search over rows, with keys that are computed instead of stored.
#pragma once

#include <cstdint>

namespace synth {

/// The first row in [0, size] for which `before(row)` is false. REQUIRES: `before` never goes from false back to true.
template <class Before>
std::uint64_t first_row_not(std::uint64_t size, Before before) noexcept {
  std::uint64_t low = 0;
  std::uint64_t high = size;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (before(middle))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace synth
