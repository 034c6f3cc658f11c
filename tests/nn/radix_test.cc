// Counted keys come in order, equal ones as one, however many threads sort them.
#include "nn/radix.h"

#include <gtest/gtest.h>

#include <map>

#include "math/rng.h"

namespace synth::nn {
namespace {

std::vector<CountedKey> sorted(std::vector<CountedKey> keys, unsigned bits, std::uint32_t threads) {
  WorkerPool team(threads);
  sort_and_merge(keys, bits, team, [](std::size_t) {});
  return keys;
}

TEST(Radix, KeysAreSortedAndEqualOnesMerged) {
  // Few keys and many; of few values and many, evenly and mostly small, so that parts are empty, small and large.
  for (const std::size_t size : {0, 1, 1000, 200'000})
    for (const unsigned bits : {5U, 16U, 33U, 64U})
      for (const bool even : {true, false}) {
        Rng rng(key_for(size, bits), even ? 1 : 0);
        std::vector<CountedKey> keys(size);
        std::map<std::uint64_t, std::uint64_t> expected;
        for (CountedKey& key : keys) {
          const std::uint64_t any = std::uint64_t{rng.below(0xFFFFFFFF)} << 32 | rng.below(0xFFFFFFFF);
          const unsigned less = even || rng.below(4) == 0 ? 0 : rng.below(bits);
          key = {any >> (64 - bits) >> less, 1 + rng.below(3)};
          expected[key.key] += key.count;
        }
        for (const std::uint32_t threads : {1U, 3U}) {
          const auto result = sorted(keys, bits, threads);
          ASSERT_EQ(result.size(), expected.size()) << size << " " << bits;
          auto at = expected.begin();
          for (const CountedKey& key : result) {
            ASSERT_EQ(key.key, at->first);
            ASSERT_EQ(key.count, at++->second);
          }
        }
      }
}

}  // namespace
}  // namespace synth::nn
