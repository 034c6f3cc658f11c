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
INSTANTIATE_TEST_SUITE_P(Rates, TimelineAtRate, ::testing::Values(1.7, 300, 1300, 1400, 3000, 6000, 33000, 3.3e6));

// Laws of every kind at rates around their change of construction.
TEST(Timeline, AnyLawKeepsTheOrderTheUnitsAndTheSessions) {
  testing::TestHost host;
  struct Law {
    std::vector<double> sizes, gaps, trend;
  };
  const Law laws[] = {{{1, 1}, {0, 0}, {1}},
                      {{1, 2, 30, 4096}, {0, 1, 5, 3600}, {5, 0, 0, 1}},
                      {{300, 300}, {3600, 3600}, {0, 1, 1e-6, 1e6}},
                      {{1, 100}, {20, 40}, {0.001, 1}}};
  for (const Law& each : laws) {
    WorldSpec spec = default_spec();
    spec.session_sizes = each.sizes;
    spec.session_gaps = each.gaps;
    spec.trend = each.trend;
    const SessionLaw law(spec);
    const Activity activity(LocalWeek(spec), {{0, 0.6}, {480, 0.4}}, host);
    for (const double per_day : {0.5, 30.0, 1000.0, 40000.0, 1e9, 1e14}) {
      const Timeline timeline(law, 42, activity, kSince, per_day);
      std::int64_t before = kSince;
      std::map<std::uint64_t, std::int64_t> starts;
      for (std::uint64_t row = 0; row < 9000; ++row) {
        const Moment moment = timeline.at(row);
        ASSERT_GE(moment.time, before) << row;
        ASSERT_EQ(moment.time, timeline.time_at(row)) << row;
        ASSERT_GT(moment.session, 0U);
        before = moment.time;
        const double end =
            activity.find(activity.at(kSince) + law.trend.find(static_cast<double>(row + 1) / per_day).days).time;
        ASSERT_LE(static_cast<double>(moment.time), end) << row;
        starts.try_emplace(moment.session, moment.time);
      }
      for (const auto& [session, time] : starts)
        if (per_day < law.sparse_below) {
          ASSERT_EQ(timeline.start_of(session), time) << "not with its first row";
        }
    }
  }
}

}  // namespace
}  // namespace synth::world
