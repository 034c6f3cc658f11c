// How long work stays stoppable: it asks now and then, whoever waits for it.
#pragma once

#include <cstdint>
#include <functional>

namespace synth {

/// Called every few milliseconds; throws to stop. Empty: nobody is to be asked.
using InterruptCheck = std::function<void()>;

/// Calls `ask` every so many steps. REQUIRES: what was given to it outlives it.
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
