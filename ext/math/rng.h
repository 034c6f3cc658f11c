// The library's only source of chance: pcg-cpp, keyed per row. A row's numbers depend on (generator version, seed,
// table, purpose, row) and not on earlier draws.
//
//   const Key key = key_for(seed, Stream::kLogTime);   // once per table
//   Rng rng(key, row);                                 // once per row and purpose
//   rng.below(7);
//
// Neighbouring integers never reach PCG as state or stream: a full-strength 64-bit mixer comes first. pcg32(row) and
// pcg32(seed, row) fail statistical test batteries; with mixed rows they pass.
#pragma once

#include <cstdint>
#include <pcg_random.hpp>

namespace synth {

/// Part of the promise: the same (version, seed, parameters, row) gives the same bytes forever. Changing any byte is a
/// decision: it changes this number and the files in tests/known.
inline constexpr std::uint32_t kGeneratorVersion = 4;

/// Part of every key: the generator version that introduced the current draws. Another number makes every world a
/// different one. (Version 3 differs from 2 in some texts and in the activity of people in large populations; version 4
/// in the times within sessions, their people, and delays that did not fit into the window.)
inline constexpr std::uint32_t kDrawsSince = 2;

/// 2^64 over the golden ratio: what is added to a word for the next one.
inline constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15ULL;

/// A bijection of 64-bit integers whose every output bit depends on every input bit ("moremur", P. Evensen 2019).
constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x ^= x >> 27;
  x *= 0x3C79AC492BA7B653ULL;
  x ^= x >> 33;
  x *= 0x1C69B3F74AC4AE35ULL;
  return x ^ x >> 27;
}

/// The high and low half of a 64 × 64 bit product.
struct Product128 {
  std::uint64_t high;
  std::uint64_t low;
};

constexpr Product128 multiply128(std::uint64_t a, std::uint64_t b) noexcept {
#ifdef __SIZEOF_INT128__
  __extension__ using Uint128 = unsigned __int128;
  const Uint128 product = static_cast<Uint128>(a) * b;
  return {static_cast<std::uint64_t>(product >> 64), static_cast<std::uint64_t>(product)};
#else
  const std::uint64_t a_low = a & 0xFFFFFFFFU, a_high = a >> 32, b_low = b & 0xFFFFFFFFU, b_high = b >> 32;
  const std::uint64_t low = a_low * b_low, middle1 = a_high * b_low + (low >> 32),
                      middle2 = a_low * b_high + (middle1 & 0xFFFFFFFFU);
  return {a_high * b_high + (middle1 >> 32) + (middle2 >> 32), (middle2 << 32) | (low & 0xFFFFFFFFU)};
#endif
}

/// The start of a stream of rows: one per (seed, purpose).
struct Key {
  std::uint64_t state;
  std::uint64_t stream;
};

/// REQUIRES: every purpose in the library has its own number (math/streams.h lists them).
constexpr Key key_for(std::uint64_t seed, std::uint32_t purpose) noexcept {
  const std::uint64_t which = mix64((std::uint64_t{kDrawsSince} << 32 | purpose) + kGoldenRatio);
  const std::uint64_t state = mix64(mix64(seed ^ which) + which);
  return {state, mix64(state ^ 0xD1B54A32D192ED03ULL)};
}

/// One well-mixed word for (key, row): for rows that need no more than 64 bits.
constexpr std::uint64_t word_for(const Key& key, std::uint64_t row) noexcept {
  return mix64(row ^ key.state) ^ key.stream;
}

/// Uniform in [0, 1), a multiple of 2^-53, from 64 uniform bits.
constexpr double unit_of(std::uint64_t word) noexcept {
  return static_cast<double>(word >> 11) * 0x1p-53;
}

/// The draws of one row for one purpose.
class Rng {
 public:
  Rng(const Key& key, std::uint64_t row) noexcept : pcg_(mix64(row ^ key.state), key.stream) {}

  /// 32 uniform bits.
  std::uint32_t bits() noexcept { return pcg_(); }
  std::uint64_t bits64() noexcept {
    const std::uint64_t high = pcg_();
    return high << 32 | pcg_();
  }

  /// Uniform in [0, n), exactly (Lemire 2019). REQUIRES: n > 0.
  std::uint32_t below(std::uint32_t n) noexcept {
    std::uint64_t product = std::uint64_t{pcg_()} * n;
    if (static_cast<std::uint32_t>(product) < n) {
      const std::uint32_t threshold = (0U - n) % n;
      while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{pcg_()} * n;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  double unit() noexcept { return unit_of(bits64()); }

 private:
  pcg32 pcg_;
};

}  // namespace synth
