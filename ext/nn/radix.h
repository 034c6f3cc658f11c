// Counted keys in order, equal ones made one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "nn/worker_pool.h"

namespace synth::nn {

struct CountedKey {
  std::uint64_t key;
  std::uint64_t count;
};

/// Fewer keys are sorted before another thread has woken.
inline constexpr std::size_t kFewKeys = std::size_t{1} << 16;

/// Radix sort over the lowest `bits` of `size` keys, eleven bits at a time, with as much memory at `other`. Gives the
/// one of both in which they lie in the end. Calls ask(step) at every step.
template <class InterruptCheck>
CountedKey* sort_keys(CountedKey* from, CountedKey* other, std::size_t size, unsigned bits, InterruptCheck ask) {
  constexpr unsigned kDigit = 11;
  CountedKey* to = other;
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
  return from;
}

/// Makes sorted keys that are equal one, at `to`, which may be where they are. Gives their number.
template <class InterruptCheck>
std::size_t merge_keys(const CountedKey* from, std::size_t size, CountedKey* to, InterruptCheck ask) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    ask(i);
    if (kept > 0 && to[kept - 1].key == from[i].key)
      to[kept - 1].count += from[i].count;
    else
      to[kept++] = from[i];
  }
  return kept;
}

/// Sorts keys of `bits` bits and makes equal ones one. Many are dealt out by their highest bits first, into parts that
/// fit a cache and that the threads sort at once. Calls ask(step) at every step that is this thread's alone.
template <class InterruptCheck>
void sort_and_merge(std::vector<CountedKey>& entries, unsigned bits, WorkerPool& team, InterruptCheck ask) {
  constexpr std::size_t kFew = 512;
  constexpr unsigned kTop = 8, kParts = 1U << kTop;
  const std::size_t size = entries.size();
  const auto other = std::make_unique_for_overwrite<CountedKey[]>(size);
  if (size < kFewKeys || bits < 2 * kTop) {
    const CountedKey* sorted = sort_keys(entries.data(), other.get(), size, bits, ask);
    entries.resize(merge_keys(sorted, size, entries.data(), ask));
    return;
  }
  const unsigned rest = bits - kTop;
  std::array<std::size_t, kParts + 1> start{}, next;
  for (std::size_t i = 0; i < size; ++i) {
    ask(i);
    ++start[(entries[i].key >> rest) + 1];
  }
  for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
  next = start;
  for (std::size_t i = 0; i < size; ++i) {
    ask(i);
    other[next[entries[i].key >> rest]++] = entries[i];
  }
  std::array<std::size_t, kParts> kept;
  const auto nobody = [](std::size_t) {};
  const std::size_t at_once = 4 * team.size();
  for (std::size_t first = 0; first < kParts; first += at_once) {
    ask(0);
    team.run(std::min(at_once, kParts - first), [&](std::size_t number) {
      const std::size_t part = first + number, from = start[part], count = start[part + 1] - from;
      CountedKey* const keys = other.get() + from;
      const CountedKey* sorted = keys;
      if (count < kFew)
        std::sort(keys, keys + count, [](const CountedKey& a, const CountedKey& b) { return a.key < b.key; });
      else
        sorted = sort_keys(keys, entries.data() + from, count, rest, nobody);
      kept[part] = merge_keys(sorted, count, entries.data() + from, nobody);
    });
  }
  std::size_t end = 0;
  for (std::size_t part = 0; part < kParts; ++part) {
    ask(part);
    if (end != start[part])
      std::copy_n(entries.begin() + static_cast<std::ptrdiff_t>(start[part]), kept[part],
                  entries.begin() + static_cast<std::ptrdiff_t>(end));
    end += kept[part];
  }
  entries.resize(end);
}

}  // namespace synth::nn
