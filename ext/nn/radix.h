// Counted keys in order, equal ones made one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace synth::nn {

struct CountedKey {
  std::uint64_t key;
  std::uint64_t count;
};

/// Radix sort over the lowest `bits` of the keys, eleven bits at a time. Calls ask(step) at every step.
template <class InterruptCheck>
void sort_and_merge(std::vector<CountedKey>& entries, unsigned bits, InterruptCheck ask) {
  constexpr unsigned kDigit = 11;
  const std::size_t size = entries.size();
  const auto other = std::make_unique_for_overwrite<CountedKey[]>(size);
  CountedKey* from = entries.data();
  CountedKey* to = other.get();
  for (unsigned shift = 0; shift < bits; shift += kDigit) {
    std::array<std::size_t, (1U << kDigit) + 1> start{};
    constexpr std::uint64_t kMask = (1U << kDigit) - 1;
    for (std::size_t i = 0; i < size; ++i) {
      ask(i);
      ++start[(from[i].key >> shift & kMask) + 1];
    }
    for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
    for (std::size_t i = 0; i < size; ++i) {
      ask(i);
      to[start[from[i].key >> shift & kMask]++] = from[i];
    }
    std::swap(from, to);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    ask(i);
    if (kept > 0 && entries[kept - 1].key == from[i].key)
      entries[kept - 1].count += from[i].count;
    else
      entries[kept++] = from[i];
  }
  entries.resize(kept);
}

}  // namespace synth::nn
