#include "world/synth_emotion_logs.h"

#include <gtest/gtest.h>

#include <set>

#include "support/reader.h"
#include "support/statistics.h"

namespace synth {
namespace {

using namespace testing;
using Logs = SynthEmotionLogs;

TEST(SynthEmotionLogs, DefaultsAreTheSmallDataSet) {
  Reader<Logs> logs({{Logs::kUntil, integer(kUntil)}});
  EXPECT_EQ(logs.size(), 50U);
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < 50; ++i) {
    names.insert(logs.text(i, Logs::kName));
    EXPECT_GE(logs.number(i, Logs::kTimestamp), kUntil - 30 * 86400);
    EXPECT_LT(logs.number(i, Logs::kTimestamp), kUntil);
  }
  EXPECT_LE(names.size(), 5U);
  EXPECT_GE(names.size(), 2U);
}

TEST(SynthEmotionLogs, ARowDoesNotDependOnWhatWasReadBefore) {
  for (const std::int64_t n : {50, 3000, 200000}) {
    Reader<Logs> in_order({{Logs::kN, integer(n)}, {Logs::kUntil, integer(kUntil)}});
    Reader<Logs> shuffled({{Logs::kN, integer(n)}, {Logs::kUntil, integer(kUntil)}});
    const std::uint64_t size = in_order.size();
    std::vector<std::string> lines;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(size, 3000); ++i) lines.push_back(in_order.line(i));
    for (std::uint64_t k = 0; k < lines.size(); ++k) {
      const std::uint64_t i = k * 1009 % lines.size();
      ASSERT_EQ(shuffled.line(i), lines[i]) << n << " " << i;
    }
  }
}

TEST(SynthEmotionLogs, AColumnDoesNotDependOnWhichOthersAreRead) {
  Reader<Logs> logs({{Logs::kN, integer(5000)}, {Logs::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < 300; ++i) {
    std::string alone;
    for (std::size_t column = 0; column < Logs::kDescription.columns.size(); ++column) {
      const Value value = logs.value(i, column);
      alone += (column > 0 ? "|" : "");
      alone += value.type() == Value::Type::kText ? std::string(value.as_bytes()) : show(value);
    }
    ASSERT_EQ(alone, logs.line(i));
  }
}

TEST(SynthEmotionLogs, OneMemoServesManyWorlds) {
  Reader<Logs> a({{Logs::kN, integer(5000)}, {Logs::kUntil, integer(kUntil)}});
  Reader<Logs> b({{Logs::kN, integer(5000)}, {Logs::kSeed, integer(1)}, {Logs::kUntil, integer(kUntil)}});
  RowReader<Logs> rows;
  for (std::uint64_t i = 0; i < 200; ++i)
    for (Reader<Logs>* world : {&a, &b}) {
      rows.restart();
      const Logs::Row& row = rows.at(world->table(), i, 1, 1, ColumnSet::all());
      ASSERT_EQ(std::string(world->table().column(row, Logs::kName).as_bytes()), world->text(i, Logs::kName));
    }
}

TEST(SynthEmotionLogs, RowsReadAheadAreTheRowsReadAlone) {
  Reader<Logs> alone({{Logs::kN, integer(300000)}, {Logs::kUsers, integer(9)}, {Logs::kUntil, integer(kUntil)}});
  const Logs& table = alone.table();
  for (const std::uint64_t step : {std::uint64_t{1}, ~std::uint64_t{0}}) {
    RowReader<Logs> ahead;
    for (std::uint64_t k = 0; k < 3000; ++k) {
      const std::uint64_t i = 150000 + k * step;
      const Logs::Row& row = ahead.at(table, i, step, 3000 - k, ColumnSet::all());
      for (std::size_t c = 0; c < Logs::kDescription.columns.size(); ++c)
        ASSERT_EQ(show(table.column(row, c)), show(alone.value(i, c))) << i;
    }
  }
}

TEST(SynthEmotionLogs, TheSameSinceAndRateAreTheSameRowsAtAnyLength) {
  for (const std::int64_t n : {40, 20000}) {
    Reader<Logs> window({{Logs::kN, integer(n)}, {Logs::kUsers, integer(30)}, {Logs::kUntil, integer(kUntil)}});
    Reader<Logs> grown({{Logs::kN, integer(2 * n)},
                        {Logs::kUsers, integer(30)},
                        {Logs::kSince, window.table().parameter(Logs::kSince)},
                        {Logs::kPerDay, window.table().parameter(Logs::kPerDay)}});
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(n); ++i) {
      // In a window a click still has to fit after the last log.
      if (const std::int64_t time = grown.number(i, Logs::kTimestamp); time > kUntil - 2) {
        ASSERT_LE(time, kUntil) << i;
        ASSERT_EQ(window.number(i, Logs::kTimestamp), kUntil - 2) << i;
      } else {
        ASSERT_EQ(window.line(i), grown.line(i)) << i;
      }
    }
  }
}

TEST(SynthEmotionLogs, ASessionStaysInOnePlaceWithOnePerson) {
  Reader<Logs> logs({{Logs::kN, integer(20000)}, {Logs::kUntil, integer(kUntil)}});
  std::map<std::int64_t, std::string> places;
  for (std::uint64_t i = 0; i < logs.size(); ++i) {
    const std::string place = logs.text(i, Logs::kName) + logs.text(i, Logs::kCity) + logs.text(i, Logs::kCountry);
    const auto [found, fresh] = places.emplace(logs.number(i, Logs::kSessionId), place);
    ASSERT_EQ(found->second, place) << i;
  }
}

TEST(SynthEmotionLogs, WeekdaysAndHoursAreThoseOfTheLocalWeek) {
  // One log of a person at the most counts: rows of a session, and of a person, are not independent.
  Reader<Logs> logs({{Logs::kN, integer(60000)},
                     {Logs::kUsers, integer(1000000)},
                     {Logs::kUntil, integer(kUntil)},
                     {Logs::kDays, integer(28)}});
  const Spec& spec = default_spec();
  const LocalWeek week(spec);
  std::vector<double> counts(7 * 24);
  std::vector<double> expected(7 * 24);
  std::set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < logs.size(); ++i) {
    const Log& log = logs.at(i, ColumnSet::of(Logs::kCity)).log;
    if (!seen.insert(log.seat.person.user).second) continue;
    const Spec::City& home = spec.cities[log.seat.person.home];
    const std::int32_t clock = home.utc_offset - log.seat.person.chronotype;
    counts[static_cast<std::size_t>(local_weekday(log.time, clock) * 24 + local_hour(log.time, clock))] += 1;
  }
  double total = 0;
  for (std::size_t quarter = 0; quarter < LocalWeek::kQuarters; ++quarter) {
    expected[quarter / 4] += week.at_quarter(quarter);
    total += week.at_quarter(quarter);
  }
  for (double& e : expected) e *= static_cast<double>(seen.size()) / total;
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 5);
}

TEST(SynthEmotionLogs, TimestampsAreFoundWithoutReading) {
  Reader<Logs> logs({{Logs::kN, integer(3000)}, {Logs::kUntil, integer(kUntil)}});
  for (std::int64_t low = kUntil - 31 * 86400; low < kUntil + 86400; low += 77777) {
    const std::int64_t high = low + 50000;
    const RowRange range = logs.table().rows_between(low, high);
    for (std::uint64_t i = 0; i < logs.size(); i += 13) {
      const std::int64_t time = logs.number(i, Logs::kTimestamp);
      EXPECT_EQ(time >= low && time <= high, i >= range.first && i < range.last) << i;
    }
  }
  const RowRange everything = logs.table().rows_between(INT64_MIN, INT64_MAX);
  EXPECT_EQ(everything.first, 0U);
  EXPECT_EQ(everything.last, 3000U);
}

TEST(SynthEmotionLogs, TheEndsOfEveryRangeWork) {
  const auto first_and_last = [](Reader<Logs>::Parameters parameters) {
    Reader<Logs> logs(parameters);
    EXPECT_FALSE(logs.line(0).empty());
    EXPECT_FALSE(logs.line(logs.size() - 1).empty());
    EXPECT_LT(logs.number(logs.size() - 1, Logs::kTimestamp), logs.table().parameter(Logs::kUntil).as_integer());
  };
  first_and_last({{Logs::kN, integer(kMostRows)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kN, integer(10)}, {Logs::kUsers, integer(kMostUsers)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kSeed, integer(INT64_MIN)}, {Logs::kUntil, integer(-62135596800)}});
  first_and_last({{Logs::kSeed, integer(INT64_MAX)}, {Logs::kUntil, integer(253402300799)}});
  first_and_last({{Logs::kDays, real(1e-9)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kDays, real(36500)}, {Logs::kUntil, integer(kUntil)}});
  // All at once: so many rows in two seconds of the night of one person.
  first_and_last({{Logs::kN, integer(kMostRows)},
                  {Logs::kUsers, integer(1)},
                  {Logs::kDays, real(1e-9)},
                  {Logs::kUntil, integer(kUntil + 4 * 3600)}});
  EXPECT_EQ(Reader<Logs>({{Logs::kN, integer(0)}}).size(), 0U);
}

TEST(SynthEmotionLogs, TheFastestGrowingWorldWorks) {
  Reader<Logs> logs({{Logs::kN, integer(kMostRows)}, {Logs::kSince, integer(0)}, {Logs::kPerDay, real(1e14)}});
  EXPECT_FALSE(logs.line(kMostRows - 1).empty());
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}, {Logs::kPerDay, real(2e14)}}),
            "per_day must be between 1e-06 and 100000000000000, not 200000000000000");
}

TEST(SynthEmotionLogs, BadParametersAreRefusedWithASentence) {
  EXPECT_EQ(refusal<Logs>({{Logs::kN, integer(-5)}}), "n must be between 0 and 9007199254740991, not -5");
  EXPECT_EQ(refusal<Logs>({{Logs::kN, Value::literal("x")}}),
            "n must be an integer between 0 and 9007199254740991, not 'x'");
  EXPECT_EQ(refusal<Logs>({{Logs::kUsers, integer(0)}}), "users must be between 1 and 1099511627776, not 0");
  EXPECT_EQ(refusal<Logs>({{Logs::kDays, integer(0)}}), "days must be more than 0 and at most 36500, not 0");
  EXPECT_EQ(refusal<Logs>({{Logs::kHomeRate, real(1.1)}}), "home_rate must be between 0 and 1, not 1.1");
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}}),
            "since and per_day go together: give both, or days and until in their place");
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}, {Logs::kPerDay, real(1)}, {Logs::kDays, integer(3)}}),
            "days does not go with since and per_day: they say the same thing");
  EXPECT_EQ(refusal<Logs>({{Logs::kN, integer(1000000)}, {Logs::kSince, integer(0)}, {Logs::kPerDay, real(1)}}),
            "n must be at most 36500 days of per_day rows, not 1000000");
}

}  // namespace
}  // namespace synth
