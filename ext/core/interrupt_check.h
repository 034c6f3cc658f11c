// How long work can be stopped: it calls a function now and then, which throws to stop it.
#pragma once

#include <cstdint>
#include <functional>

namespace synth {

/// Called every few milliseconds; throws to stop the work. Empty: nothing stops it.
using InterruptCheck = std::function<void()>;

/// Calls `ask` once in `every` steps. For one thread. REQUIRES: `ask` outlives this object.
class PeriodicCheck {
 public:
  explicit PeriodicCheck(const InterruptCheck& ask, std::uint64_t every = std::uint64_t{1} << 16) noexcept
      : ask_(ask), every_(every) {}
  void step(std::uint64_t steps = 1) {
    steps_ += steps;
    if (steps_ < every_) return;
    steps_ = 0;
    now();
  }
  void now() const {
    if (ask_) ask_();
  }
  const InterruptCheck& ask() const noexcept { return ask_; }

 private:
  const InterruptCheck& ask_;
  std::uint64_t every_, steps_ = 0;
};

}  // namespace synth
