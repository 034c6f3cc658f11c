// Compiled with -ffp-contract=fast, unlike all else: the one place where a product and a sum may be fused.
#include "peak.h"

#include <algorithm>
#include <ctime>

namespace synth::bench {
namespace {

constexpr int kChains = 12, kRounds = 10'000'000;

volatile float seen;

// Chains that depend on nothing but themselves: enough of them to hide how long one operation takes.
template <std::size_t kFloats>
[[gnu::always_inline]] inline void fused_chains() {
  using Vector [[gnu::vector_size(kFloats * 4)]] = float;
  Vector x[kChains], factor = Vector{} + 0.999f, term = Vector{} + 0.001f;
  for (int i = 0; i < kChains; ++i) x[i] = Vector{} + static_cast<float>(i);
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < kChains; ++i) x[i] = x[i] * factor + term;
    asm volatile("" : "+x"(factor), "+x"(term));
  }
  for (int i = 1; i < kChains; ++i) x[0] += x[i];
  float first;
  __builtin_memcpy(&first, x, sizeof first);
  seen = first;
}

template <std::size_t kFloats>
[[gnu::always_inline]] inline void separate_chains() {
  using Vector [[gnu::vector_size(kFloats * 4)]] = float;
  Vector x[kChains], factor = Vector{} + 1.0001f, term = Vector{} + 0.001f;
  for (int i = 0; i < kChains; ++i) x[i] = Vector{} + static_cast<float>(i);
  for (int round = 0; round < kRounds; ++round) {
    // Half of the chains multiply, half add: as many of each, and nothing that could be fused.
    for (int i = 0; i < kChains; i += 2) x[i] = x[i] * factor;
    for (int i = 1; i < kChains; i += 2) x[i] = x[i] + term;
    asm volatile("" : "+x"(factor), "+x"(term));
  }
  for (int i = 1; i < kChains; ++i) x[0] += x[i];
  float first;
  __builtin_memcpy(&first, x, sizeof first);
  seen = first;
}

#ifdef __x86_64__
[[gnu::target("avx512f,prefer-vector-width=512")]] void fused_avx512() {
  fused_chains<16>();
}
[[gnu::target("avx512f,prefer-vector-width=512")]] void separate_avx512() {
  separate_chains<16>();
}
[[gnu::target("avx2,fma")]] void fused_avx2() {
  fused_chains<8>();
}
[[gnu::target("avx2,fma")]] void separate_avx2() {
  separate_chains<8>();
}
#endif
void fused_plain() {
  fused_chains<4>();
}
void separate_plain() {
  separate_chains<4>();
}

double per_second(void (*chains)(), double operations) {
  double best = 1e9;
  for (int i = 0; i < 7; ++i) {
    const std::clock_t start = std::clock();
    chains();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return operations * kChains * kRounds / best;
}

}  // namespace

Peak peak_of(nn::VectorLevel level) {
  switch (level) {
#ifdef __x86_64__
    case nn::VectorLevel::kAvx512:
      return {per_second(fused_avx512, 32), per_second(separate_avx512, 16)};
    case nn::VectorLevel::kAvx2:
      return {per_second(fused_avx2, 16), per_second(separate_avx2, 8)};
#endif
    default:
      return {per_second(fused_plain, 8), per_second(separate_plain, 4)};
  }
}

}  // namespace synth::bench
