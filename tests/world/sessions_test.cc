#include "world/sessions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

#include "support/statistics.h"

namespace synth::world {
namespace {

using testing::ChiSquare;

constexpr std::uint32_t kSessions = 64;

std::vector<double> sizes_in_block(const SessionSizes& sizes, std::uint64_t word) {
  std::vector<double> rows;
  for (std::uint32_t k = 0; k < sizes.sessions(); ++k) rows.push_back(sizes.session(word, k).rows);
  return rows;
}

TEST(SessionSizes, EveryBlockHasTheSame) {
  std::vector<double> sizes, newcomers;
  for (std::uint32_t k = 0; k < kSessions; ++k) {
    sizes.push_back(1 + k * k / 7);
    newcomers.push_back(k % 3);
  }
  const SessionSizes table(sizes, newcomers);
  EXPECT_EQ(table.rows(), std::accumulate(sizes.begin(), sizes.end(), 0.0));
  const Key key = key_for(2, 1);
  for (std::uint64_t block = 0; block < 300; ++block) {
    const std::uint64_t word = word_for(key, block);
    std::vector<double> found = sizes_in_block(table, word);
    std::sort(found.begin(), found.end());
    ASSERT_EQ(found, sizes);
    // Row by row, session after session.
    double row = 0, before = 0;
    for (std::uint32_t k = 0; k < kSessions; ++k) {
      const SessionSizes::Session session = table.session(word, k);
      ASSERT_EQ(session.number, k);
      ASSERT_EQ(session.first, row);
      ASSERT_EQ(session.newcomers_before, before);
      for (double within = 0; within < session.rows; ++within) {
        ASSERT_EQ(table.at(word, row + within).number, k);
        ASSERT_EQ(table.at(word, row + within).first, row);
      }
      row += session.rows;
      before += session.newcomers;
    }
    ASSERT_EQ(row, table.rows());
  }
}

TEST(SessionSizes, AnySizeIsAtAnyPlace) {
  std::vector<double> sizes(kSessions);
  std::iota(sizes.begin(), sizes.end(), 1.0);
  const SessionSizes table(sizes, sizes);
  const Key key = key_for(3, 1);
  std::vector<double> first(kSessions), last(kSessions);
  constexpr int kBlocks = 12800;
  for (std::uint64_t block = 0; block < kBlocks; ++block) {
    const std::uint64_t word = word_for(key, block);
    first[static_cast<std::size_t>(table.session(word, 0).rows) - 1] += 1;
    last[static_cast<std::size_t>(table.session(word, 63).rows) - 1] += 1;
  }
  const std::vector<double> expected(kSessions, kBlocks / 64.0);
  EXPECT_LT(ChiSquare(first, expected).sigmas(), 4);
  EXPECT_LT(ChiSquare(last, expected).sigmas(), 4);
}

// By default geometric with the mean of the law; else 512 quantiles.
TEST(SessionLaw, SizesAreThoseOfTheLaw) {
  for (const double mean : {1.0, 1.7, 4.0, 9.25, 32.0}) {
    WorldSpec spec = default_spec();
    spec.session_rows = mean;
    const SessionLaw law(spec);
    EXPECT_NEAR(law.sizes.rows(), 64 * mean, 0.51) << mean;
    const std::vector<double> sizes = sizes_in_block(law.sizes, 0);
    for (double rows = 1; rows < 3 * mean; ++rows) {
      const auto up_to = std::count_if(sizes.begin(), sizes.end(), [rows](double each) { return each <= rows; });
      EXPECT_NEAR(static_cast<double>(up_to) / 64, 1 - std::pow(1 - 1 / mean, rows), 0.025) << mean << " " << rows;
    }
  }
  for (const std::vector<double>& quantiles :
       std::vector<std::vector<double>>{{1, 1}, {5, 5, 5}, {1, 2, 3, 50}, {1, 1, 1, 2, 9, 4096}, {4096, 4096}}) {
    WorldSpec spec = default_spec();
    spec.session_sizes = quantiles;
    std::vector<double> sizes = sizes_in_block(SessionLaw(spec).sizes, 7);
    std::sort(sizes.begin(), sizes.end());
    const double steps = static_cast<double>(quantiles.size() - 1);
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      const double at = (static_cast<double>(k) + 0.5) / static_cast<double>(sizes.size()) * steps;
      const auto below = static_cast<std::size_t>(at);
      const double rows = quantiles[below] + (at - std::floor(at)) * (quantiles[below + 1] - quantiles[below]);
      EXPECT_NEAR(sizes[k], rows, 0.5 + 0.002 * rows) << k << " of " << quantiles.back();
    }
  }
}

// The gaps of a session, and of the sessions from the n-th row on, are the law; and 64 gaps have the length of their
// sum.
TEST(SessionGaps, FollowTheLawAtAnyRowOfASession) {
  for (const std::vector<double>& quantiles :
       std::vector<std::vector<double>>{{0, 60}, {7, 7}, {1, 5, 20, 200, 3600}, {0, 0, 0, 30}}) {
    const QuantileTable table(quantiles);
    const SessionGaps gaps(table);
    const Key key = key_for(4, 1);
    for (const std::uint64_t from : {0, 5, 62, 63, 64, 500}) {
      std::vector<double> counts(16), expected(16, 4000.0 / 16);
      for (std::uint64_t session = 1; session <= 4000; ++session) {
        const double gap = gaps.elapsed(key, session, from + 1) - gaps.elapsed(key, session, from);
        ASSERT_GE(gap, quantiles.front() - 1e-6);
        ASSERT_LE(gap, quantiles.back() + 1e-6);
        std::size_t sixteenth = 15;
        while (sixteenth > 0 && table.knot(64 * sixteenth) > gap + 1e-9) --sixteenth;
        counts[sixteenth] += 1;
      }
      if (quantiles.front() < quantiles.back() && quantiles[1] > 0) {
        EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4.5) << from;
      }
    }
    double before = 0;
    for (std::uint64_t k = 1; k < 4096; ++k) {
      const double elapsed = gaps.elapsed(key, 77, k);
      ASSERT_GE(elapsed, before - 1e-6) << k;
      before = elapsed;
    }
    // Every 64 gaps have nearly the mean length.
    EXPECT_NEAR(before / 4095, gaps.mean(), 0.02 * gaps.mean() + (quantiles.back() - quantiles.front()) / 64);
  }
}

// Rows of overlapping sessions: as many as the law says on average, in as many sizes.
TEST(SessionLaw, KindsOfOverlappingSessionsHaveAllRows) {
  for (const std::vector<double>& quantiles :
       std::vector<std::vector<double>>{{1, 1}, {1, 20}, {3, 3}, {1, 2, 10, 100, 4000}, {600, 700}}) {
    WorldSpec spec = default_spec();
    spec.session_sizes = quantiles;
    const SessionLaw law(spec);
    double share = 0;
    std::uint32_t end = 0;
    for (const SessionLaw::Kind& kind : law.kinds) {
      EXPECT_GT(kind.end, end);
      EXPECT_NEAR(kind.share, (kind.end - end) / 256.0, 1e-12);
      end = kind.end;
      share += kind.share;
    }
    EXPECT_EQ(end, 256U);
    EXPECT_NEAR(share, 1, 1e-12);
    EXPECT_LE(law.kinds.size(), SessionLaw::kMostKinds);
  }
}

}  // namespace
}  // namespace synth::world
