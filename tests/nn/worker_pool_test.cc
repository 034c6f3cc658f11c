#include "nn/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <new>
#include <thread>
#if defined(__unix__) || defined(__APPLE__)
#include <signal.h>
#endif

namespace synth::nn {
namespace {

TEST(WorkerPool, EveryPieceOfEveryRoundRunsOnce) {
  for (const std::uint32_t threads : {1U, 2U, 4U}) {
    WorkerPool team(threads);
    for (std::size_t round = 0; round < 5000; ++round) {
      const std::size_t pieces = round % 7;
      std::vector<int> count(7);
      team.run(pieces, [&](std::size_t piece) { ++count[piece]; });
      for (std::size_t i = 0; i < 7; ++i) ASSERT_EQ(count[i], i < pieces ? 1 : 0) << threads << " " << round;
    }
  }
}

TEST(WorkerPool, WhatAPieceWroteIsSeenAfterTheRound) {
  WorkerPool team(3);
  std::vector<std::size_t> sums(8);
  for (std::size_t round = 1; round <= 2000; ++round) {
    team.run(8, [&](std::size_t piece) { sums[piece] += piece; });
    for (std::size_t i = 0; i < 8; ++i) ASSERT_EQ(sums[i], i * round);
  }
}

TEST(WorkerPool, WhatAPieceThrowsIsThrownByRunAfterTheOthers) {
  for (const std::uint32_t threads : {1U, 2U, 4U}) {
    WorkerPool pool(threads);
    for (int round = 0; round < 100; ++round) {
      std::atomic<int> done = 0;
      EXPECT_THROW(pool.run(50,
                            [&](std::size_t piece) {
                              if (piece == 49) throw std::bad_alloc();
                              ++done;
                            }),
                   std::bad_alloc);
      EXPECT_EQ(done, 49) << threads;
    }
    std::atomic<int> later = 0;
    pool.run(10, [&](std::size_t) { ++later; });
    EXPECT_EQ(later, 10) << "an exception is thrown once";
  }
}

#if defined(__unix__) || defined(__APPLE__)
// R, Ruby, Perl and others have handlers that only their own threads can run.
TEST(WorkerPool, SignalsGoToTheProgramsOwnThreads) {
  const auto is_blocked = [](int signal) {
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    return sigismember(&mask, signal) == 1;
  };
  const std::thread::id caller = std::this_thread::get_id();
  WorkerPool team(2);
  std::atomic<bool> helped = false, blocked = false, fault_blocked = true;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!helped && std::chrono::steady_clock::now() < end)
    team.run(2, [&](std::size_t) {
      if (std::this_thread::get_id() == caller) return std::this_thread::sleep_for(std::chrono::milliseconds(1));
      blocked = is_blocked(SIGINT) && is_blocked(SIGALRM) && is_blocked(SIGUSR1);
      fault_blocked = is_blocked(SIGSEGV);
      helped = true;
    });
  ASSERT_TRUE(helped) << "the helper never took a piece";
  EXPECT_TRUE(blocked);
  EXPECT_FALSE(fault_blocked);
  EXPECT_FALSE(is_blocked(SIGINT)) << "the caller's own";
}
#endif

}  // namespace
}  // namespace synth::nn
