// One line on stderr that is drawn again and again, when stderr is a terminal; nothing at all otherwise.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace synth::bind {

/// Ends its line, if it drew one, when it goes.
class TerminalLine {
 public:
  TerminalLine() noexcept = default;
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;
  ~TerminalLine();

  void draw(std::string_view line) noexcept;

 private:
  bool drawn_ = false;
};

/// Rows done, rate and time left of one scan, about five times a second.
class RowProgress {
 public:
  RowProgress(std::string_view table, std::uint64_t rows) noexcept;
  RowProgress(const RowProgress&) = delete;
  RowProgress& operator=(const RowProgress&) = delete;

  /// Told every few thousand rows; looks at the clock and draws when it is time.
  void at(std::uint64_t done) noexcept;
  /// Draws the last state.
  void finish(std::uint64_t done) noexcept;

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now) noexcept;

  std::string_view table_;
  std::uint64_t rows_;
  std::uint64_t done_ = 0;
  Clock::time_point start_;
  Clock::time_point next_;
  TerminalLine line_;
};

}  // namespace synth::bind
