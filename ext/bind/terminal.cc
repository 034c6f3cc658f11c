#include "bind/terminal.h"

#include <algorithm>
#include <cstdio>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace synth::bind {
namespace {

bool stderr_is_terminal() noexcept {
#ifdef _WIN32
  return _isatty(2) != 0;
#else
  return isatty(2) != 0;
#endif
}

constexpr auto kInterval = std::chrono::milliseconds(200);

// 1234567 as "1,234,567", into a buffer that holds any 64-bit number.
const char* grouped(std::uint64_t number, char (&text)[28]) noexcept {
  char* at = text + 27;
  *at = '\0';
  for (int digits = 0; digits == 0 || number > 0; ++digits, number /= 10) {
    if (digits > 0 && digits % 3 == 0) *--at = ',';
    *--at = static_cast<char>('0' + number % 10);
  }
  return at;
}

// 5025 seconds as "1:23:45".
void clock_time(double seconds, char (&text)[24]) noexcept {
  const auto whole = static_cast<std::uint64_t>(std::clamp(seconds, 0.0, 1e9) + 0.5);
  const auto hours = static_cast<unsigned>(whole / 3600);
  const auto minutes = static_cast<unsigned>(whole / 60 % 60);
  const auto rest = static_cast<unsigned>(whole % 60);
  if (hours > 0)
    std::snprintf(text, sizeof text, "%u:%02u:%02u", hours, minutes, rest);
  else
    std::snprintf(text, sizeof text, "%u:%02u", minutes, rest);
}

}  // namespace

void TerminalLine::draw(std::string_view line) noexcept {
  if (!stderr_is_terminal()) return;
  std::fprintf(stderr, "\r%.*s\x1b[K", static_cast<int>(line.size()), line.data());
  std::fflush(stderr);
  drawn_ = true;
}

TerminalLine::~TerminalLine() {
  if (!drawn_) return;
  std::fputc('\n', stderr);
  std::fflush(stderr);
}

RowProgress::RowProgress(std::string_view table, std::uint64_t rows) noexcept
    : table_(table), rows_(rows), start_(Clock::now()), next_(start_ + kInterval) {}

void RowProgress::finish(std::uint64_t done) noexcept {
  done_ = done;
  draw(Clock::now());
}

void RowProgress::at(std::uint64_t done) noexcept {
  done_ = done;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  draw(now);
}

void RowProgress::draw(Clock::time_point now) noexcept {
  const double seconds = std::max(std::chrono::duration<double>(now - start_).count(), 1e-6);
  const double rate = static_cast<double>(done_) / seconds;
  const bool finished = done_ >= rows_;
  char done[28], rows[28], per_second[28], left[24], line[200];
  clock_time(finished ? seconds : static_cast<double>(rows_ - done_) / std::max(rate, 1.0), left);
  const int size =
      std::snprintf(line, sizeof line, "%.*s: %s of %s rows, %.0f %%, %s rows/s, %s %s",
                    static_cast<int>(table_.size()), table_.data(), grouped(done_, done), grouped(rows_, rows),
                    rows_ == 0 ? 100.0 : 100.0 * static_cast<double>(done_) / static_cast<double>(rows_),
                    grouped(static_cast<std::uint64_t>(rate), per_second), left, finished ? "in all" : "left");
  if (size > 0) line_.draw({line, std::min(static_cast<std::size_t>(size), sizeof line - 1)});
}

}  // namespace synth::bind
