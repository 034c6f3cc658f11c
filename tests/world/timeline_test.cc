#include "world/timeline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "support/test_host.h"

namespace synth::world {
namespace {

constexpr std::int64_t kSince = 1748736000;

class TimelineAtRate : public ::testing::TestWithParam<double> {
 protected:
  TimelineAtRate()
      : law_(default_spec()),
        activity_(LocalWeek(default_spec()), {{0, 1}}, host_),
        timeline_(law_, 42, activity_, kSince, GetParam()) {}
  testing::TestHost host_;
  SessionLaw law_;
  Activity activity_;
  Timeline timeline_;
};

TEST_P(TimelineAtRate, TimesNeverFall) {
  std::int64_t before = kSince;
  for (std::uint64_t row = 0; row < 20000; ++row) {
    const std::int64_t time = timeline_.at(row).time;
    ASSERT_GE(time, before) << row;
    ASSERT_EQ(time, timeline_.time_at(row)) << row;
    before = time;
  }
}

TEST_P(TimelineAtRate, TheFirstRowsLieInTheFirstUnitsWhateverTheirNumber) {
  for (std::uint64_t rows = 1; rows < 5000; rows += 7) {
    const double end = activity_.find(activity_.at(kSince) + static_cast<double>(rows) / GetParam()).time;
    ASSERT_LE(static_cast<double>(timeline_.time_at(rows - 1)), end) << rows;
  }
}

TEST_P(TimelineAtRate, RowsAreSpreadAsTheActivityIs) {
  // The mean of A over all rows is half of the range.
  double mean = 0;
  constexpr std::uint64_t kRows = 20000;
  for (std::uint64_t row = 0; row < kRows; ++row)
    mean += (activity_.at(timeline_.time_at(row)) - activity_.at(kSince)) * GetParam() / kRows / kRows;
  EXPECT_NEAR(mean, 0.5, 0.001);
}

TEST_P(TimelineAtRate, SessionsHaveTheirMeanSizeAndLastMinutes) {
  struct Session {
    double rows = 0;
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
  };
  std::map<std::uint64_t, Session> sessions;
  // Hours at the least, so that few sessions are cut by the range's ends.
  const auto rows = std::max<std::uint64_t>(40000, static_cast<std::uint64_t>(GetParam() / 8));
  for (std::uint64_t row = 0; row < rows; ++row) {
    const Moment moment = timeline_.at(row);
    ASSERT_GT(moment.session, 0U);
    Session& session = sessions[moment.session];
    session.rows += 1;
    session.first = std::min(session.first, moment.time);
    session.last = std::max(session.last, moment.time);
  }
  EXPECT_NEAR(static_cast<double>(rows) / static_cast<double>(sessions.size()), default_spec().session_rows, 0.2);
  double longer_than_an_hour = 0;
  for (const auto& [number, session] : sessions) longer_than_an_hour += session.last - session.first > 7200 ? 1 : 0;
  EXPECT_LT(longer_than_an_hour / static_cast<double>(sessions.size()), 0.01);
}

TEST_P(TimelineAtRate, FirstRowFromIsTheFirstNotBefore) {
  for (std::int64_t time = kSince - 10; time < kSince + 40000; time += 1771) {
    const std::uint64_t row = timeline_.first_row_from(time, 100000);
    if (row > 0) {
      EXPECT_LT(timeline_.time_at(row - 1), time);
    }
    if (row < 100000) {
      EXPECT_GE(timeline_.time_at(row), time);
    }
  }
}

TEST_P(TimelineAtRate, SessionsStartNearTheirRows) {
  double mean = 0;
  for (std::uint64_t row = 0; row < 2000; ++row) {
    const Moment moment = timeline_.at(row);
    mean += std::fabs(static_cast<double>(moment.time - timeline_.start_of(moment.session))) / 2000;
  }
  EXPECT_LT(mean, 1200);
}

// Sparse, just below and above the change of construction, and each size of group.
INSTANTIATE_TEST_SUITE_P(Rates, TimelineAtRate, ::testing::Values(1.7, 300, 1000, 1100, 3000, 6000, 33000, 3.3e6));

}  // namespace
}  // namespace synth::world
