// A line on stderr that is drawn repeatedly, if stderr is a terminal; otherwise nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace synth::bind {

/// The destructor ends the line, if one was drawn.
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

  /// Call it every few thousand rows. Looks at the clock and draws if it is time.
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
