// The host may have set another rounding mode, flush small numbers to zero, or trap on inexact results. Rows and models
// do not depend on that: every callback that computes runs in the default environment and then restores the host's.
#pragma once

#include <cfenv>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace synth::bind {

class DefaultFloatingPoint {
 public:
  DefaultFloatingPoint() noexcept {
    if (is_default()) [[likely]]
      return;
    changed_ = std::fegetenv(&of_host_) == 0 && std::fesetenv(FE_DFL_ENV) == 0;
  }
  ~DefaultFloatingPoint() {
    if (changed_) [[unlikely]]
      std::fesetenv(&of_host_);
  }
  DefaultFloatingPoint(const DefaultFloatingPoint&) = delete;
  DefaultFloatingPoint& operator=(const DefaultFloatingPoint&) = delete;

 private:
  // Called for every row, so it must be cheap: on x86-64 one register has everything.
  static bool is_default() noexcept {
#if defined(__SSE2__)
    constexpr unsigned kControl = 0xFFC0, kUsual = 0x1F80;  // all but the status flags
    return (_mm_getcsr() & kControl) == kUsual;
#elif defined(__aarch64__) && defined(__GNUC__)
    unsigned long long control = 0;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    return control == 0;
#else
    return std::fegetround() == FE_TONEAREST;
#endif
  }

  std::fenv_t of_host_;
  bool changed_ = false;
};

}  // namespace synth::bind
