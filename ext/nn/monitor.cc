#include "nn/monitor.h"

#include <cstdio>

#include "core/error.h"

namespace synth::nn {

Monitor::Monitor(Host& host, const TrainingOptions& options, Clock::time_point start)
    : host_(host),
      options_(options),
      start_(start),
      last_poll_(Clock::now()),
      last_line_(last_poll_),
      phase_start_(last_poll_) {}

void Monitor::poll() {
  if (std::this_thread::get_id() != thread_) return;
  const auto now = Clock::now();
  if (now - last_poll_ < std::chrono::milliseconds(5)) return;
  last_poll_ = now;
  if (host_.interrupted()) throw Error("training was interrupted", ErrorCode::kInterrupted);
  if (!options_.progress || phase_.empty() || now - last_line_ < std::chrono::milliseconds(500)) return;
  last_line_ = now;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, ", %.0f s", std::chrono::duration<double>(now - phase_start_).count());
  host_.progress(phase_ + seconds);
}

void Monitor::phase(const std::string& what) {
  if (!options_.progress) return;
  phase_ = what;
  phase_start_ = last_line_ = Clock::now();
  host_.progress(what);
}

void Monitor::begin_epoch(std::uint32_t number, std::uint32_t of) {
  if (first_epoch_ == Clock::time_point()) first_epoch_ = Clock::now();
  if (!options_.progress) return;
  const std::string what = "epoch " + std::to_string(number) + " of " + std::to_string(of);
  if (number == 1) return phase(what);
  phase_ = what;  // the line of the epoch before stays until this one has taken a while
  phase_start_ = Clock::now();
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
  const double seconds = std::chrono::duration<double>(now - first_epoch_).count();
  char line[160];
  std::snprintf(line, sizeof line,
                "epoch %u of %u  train loss %.4f  validation loss %.4f  %.3g M rows/s  at most %.0f s left", number, of,
                epoch.train_loss, epoch.validation_loss, rows_done / (seconds + 1e-9) / 1e6,
                seconds / number * (of - number));
  host_.progress(line);
}

}  // namespace synth::nn
