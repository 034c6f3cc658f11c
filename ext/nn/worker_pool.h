// Threads that run the same few pieces of work again and again (one batch has about four). Which thread runs a piece
// changes nothing in what it computes, and nobody waits for a thread that has not begun a piece: on a busy machine the
// caller does them all.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace synth::nn {

class WorkerPool {
 public:
  static constexpr std::size_t kMaxPieces = (std::size_t{1} << 20) - 1;

  /// `threads` counts the caller; 0 means as many as there are processors, at most 4.
  explicit WorkerPool(std::uint32_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// How many threads work at once, the caller included.
  std::size_t size() const noexcept { return helpers_.size() + 1; }

  /// Calls work(piece) once for each piece below `pieces`, and returns when all are done. This thread begins with the
  /// first piece, the others with the last ones: two threads mostly find what a piece left in their caches. If `work`
  /// throws, the first exception is thrown again here, after the other pieces. REQUIRES: pieces <= kMaxPieces
  void run(std::size_t pieces, const std::function<void(std::size_t)>& work);

 private:
  void help() noexcept;
  void take_pieces(bool from_the_end) noexcept;

  std::vector<std::thread> helpers_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  /// (round, 24 bits; end, 20 bits; first, 20 bits) of the pieces that nobody has taken, in one word, so that a thread
  /// which comes late cannot take a piece of one round for that of another.
  std::atomic<std::uint64_t> ticket_{0};
  std::atomic<std::size_t> done_{0};
  std::atomic<std::uint32_t> round_{0};
  std::atomic<bool> over_{false};
  std::atomic<bool> failed_{false};
  std::exception_ptr failure_;  ///< written by the thread that set failed_
};

}  // namespace synth::nn
