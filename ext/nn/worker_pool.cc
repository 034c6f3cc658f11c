#include "nn/worker_pool.h"

#include <algorithm>
#include <exception>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#include <signal.h>
#endif

namespace synth::nn {
namespace {

// A batch takes some ten microseconds: a helper looks for the next one about that long before it sleeps.
constexpr int kSpins = 4000;
constexpr unsigned kBits = 20;  // of each piece in a ticket

void pause() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// While one of these lives, threads that are started get no signal of the process: a handler of the program that loads
// us may be unfit for a thread that it does not know. What a thread does itself, such as a fault, is still told.
class WithoutSignals {
#if defined(__unix__) || defined(__APPLE__)
 public:
  WithoutSignals() noexcept {
    sigset_t all;
    sigfillset(&all);
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS}) sigdelset(&all, fault);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~WithoutSignals() {
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutSignals(const WithoutSignals&) = delete;
  WithoutSignals& operator=(const WithoutSignals&) = delete;

 private:
  sigset_t before_;
#endif
};

}  // namespace

WorkerPool::WorkerPool(std::uint32_t threads) {
  if (threads == 0) threads = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
  [[maybe_unused]] const WithoutSignals quiet;
  try {
    helpers_.reserve(threads - 1);
    while (helpers_.size() + 1 < threads) helpers_.emplace_back([this] { help(); });
  } catch (const std::exception&) {
    // The system gives no more threads, or no memory for them: those that are there do the work, with the same result.
  }
}

WorkerPool::~WorkerPool() {
  over_.store(true);
  round_.fetch_add(1);
  round_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void WorkerPool::take_pieces(bool from_the_end) noexcept {
  const auto first = [](std::uint64_t ticket) { return ticket & kMaxPieces; };
  const auto end = [](std::uint64_t ticket) { return ticket >> kBits & kMaxPieces; };
  for (;;) {
    std::uint64_t ticket = ticket_.load();
    do {
      if (first(ticket) >= end(ticket)) return;
    } while (!ticket_.compare_exchange_weak(ticket, from_the_end ? ticket - (std::uint64_t{1} << kBits) : ticket + 1));
    // This round cannot end before the piece is done: work_ is still its own.
    try {
      (*work_)(from_the_end ? end(ticket) - 1 : first(ticket));
    } catch (...) {
      if (!failed_.exchange(true)) failure_ = std::current_exception();
    }
    done_.fetch_add(1);
  }
}

void WorkerPool::run(std::size_t pieces, const std::function<void(std::size_t)>& work) {
  if (helpers_.empty() || pieces < 2) {
    for (std::size_t piece = 0; piece < pieces; ++piece) work(piece);
    return;
  }
  work_ = &work;
  done_.store(0);
  ticket_.store(std::uint64_t{round_.load() + 1} << 2 * kBits | std::uint64_t{pieces} << kBits);
  round_.fetch_add(1);
  round_.notify_all();
  take_pieces(false);
  for (int spins = 0; done_.load() != pieces; ++spins)
    if (spins < kSpins)
      pause();
    else
      std::this_thread::yield();
  if (failed_.exchange(false)) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void WorkerPool::help() noexcept {
  std::uint32_t seen = 0;
  for (;;) {
    for (int spins = 0; round_.load() == seen && spins < kSpins; ++spins) pause();
    round_.wait(seen);
    seen = round_.load();
    if (over_.load()) return;
    take_pieces(true);
  }
}

}  // namespace synth::nn
