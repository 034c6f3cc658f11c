#include "nn/kernels.h"

#include <atomic>

namespace synth::nn {

namespace plain {
extern const Kernels kKernels;
}
#ifdef SYNTH_X86_KERNELS
namespace avx2 {
extern const Kernels kKernels;
}
namespace avx512 {
extern const Kernels kKernels;
}
#endif

namespace {

std::atomic<const Kernels*> forced_kernels{nullptr};

const Kernels* widest() noexcept {
  for (const VectorLevel level : {VectorLevel::kAvx512, VectorLevel::kAvx2})
    if (const Kernels* found = kernels_of(level)) return found;
  return &plain::kKernels;
}

}  // namespace

const Kernels* kernels_of(VectorLevel level) noexcept {
  switch (level) {
    case VectorLevel::kPlain:
      return &plain::kKernels;
#ifdef SYNTH_X86_KERNELS
    case VectorLevel::kAvx2:
      return __builtin_cpu_supports("avx2") ? &avx2::kKernels : nullptr;
    case VectorLevel::kAvx512:
      return __builtin_cpu_supports("avx512f") ? &avx512::kKernels : nullptr;
#endif
    default:
      return nullptr;
  }
}

const Kernels& kernels() noexcept {
  static const Kernels* const best = widest();
  const Kernels* forced = forced_kernels.load(std::memory_order_relaxed);
  return forced != nullptr ? *forced : *best;
}

void force_kernels(const Kernels* forced) noexcept {
  forced_kernels.store(forced, std::memory_order_relaxed);
}

}  // namespace synth::nn
