#include "nn/monitor.h"

#include <cstdio>

#include "core/error.h"

namespace synth::nn {

Monitor::Monitor(Host& host, const Options& options)
    : host_(host), options_(options), start_(Clock::now()), last_poll_(start_), last_line_(start_) {}

void Monitor::poll() {
  const auto now = Clock::now();
  if (now - last_poll_ < std::chrono::milliseconds(5)) return;
  last_poll_ = now;
  if (host_.interrupted()) throw Error("training was interrupted", ErrorCode::kInterrupted);
}

bool Monitor::out_of_time() const noexcept {
  return options_.max_seconds > 0 &&
         std::chrono::duration<double>(Clock::now() - start_).count() > options_.max_seconds;
}

void Monitor::epoch(std::uint32_t number, std::uint32_t of, const Epoch& epoch, double rows_done) {
  if (!options_.progress) return;
  const auto now = Clock::now();
  if (number < of && now - last_line_ < std::chrono::milliseconds(100)) return;
  last_line_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  char line[160];
  std::snprintf(line, sizeof line,
                "epoch %u of %u  train loss %.4f  validation loss %.4f  %.3g M rows/s  at most %.0f s left", number, of,
                epoch.train_loss, epoch.validation_loss, rows_done / (seconds + 1e-9) / 1e6,
                seconds / number * (of - number));
  host_.progress(line);
}

}  // namespace synth::nn
