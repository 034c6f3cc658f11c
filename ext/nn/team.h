// Threads that run the same few pieces of work again and again (one batch has about four). Which thread runs a piece
// changes nothing in what it computes.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace synth::nn {

class Team {
 public:
  /// `threads` counts the caller; 0 means as many as there are processors, at most 4.
  explicit Team(std::uint32_t threads);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  /// Calls work(piece) once for each piece below `pieces`, and returns when all are done. `work` must not throw.
  void run(std::size_t pieces, const std::function<void(std::size_t)>& work) noexcept;

  std::size_t threads() const noexcept { return helpers_.size() + 1; }

 private:
  void help() noexcept;
  void take_pieces() noexcept;

  std::vector<std::thread> helpers_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t pieces_ = 0;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> busy_{0};
  std::atomic<std::uint32_t> round_{0};
  std::atomic<bool> over_{false};
};

}  // namespace synth::nn
