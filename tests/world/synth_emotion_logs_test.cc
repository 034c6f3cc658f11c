#include "world/synth_emotion_logs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "support/reader.h"
#include "support/statistics.h"

namespace synth::world {
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
    for (std::size_t column = 0; column < columns_of_rows<Logs>(); ++column) {
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
  // At most one log per person counts: rows of a session, and of a person, are not independent.
  Reader<Logs> logs({{Logs::kN, integer(60000)},
                     {Logs::kUsers, integer(1000000)},
                     {Logs::kUntil, integer(kUntil)},
                     {Logs::kDays, integer(28)}});
  const WorldSpec& spec = default_spec();
  const LocalWeek week(spec);
  std::vector<double> counts(7 * 24);
  std::vector<double> expected(7 * 24);
  std::set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < logs.size(); ++i) {
    const Log& log = logs.at(i, ColumnSet::of(Logs::kCity)).log;
    if (!seen.insert(log.seat.person.user).second) continue;
    const WorldSpec::City& home = spec.cities[log.seat.person.home];
    const std::int32_t clock = home.utc_offset - log.seat.person.chronotype;
    const LocalTime at = local_time(log.time, clock);
    counts[static_cast<std::size_t>((at.weekday + 1) % 7 * 24 + at.hour)] += 1;  // from Sunday, as the week is
  }
  double total = 0;
  for (std::size_t quarter = 0; quarter < LocalWeek::kQuarters; ++quarter) {
    const double active = week.at_quarter_utc(static_cast<std::int32_t>(quarter), 0);
    expected[quarter / 4] += active;
    total += active;
  }
  for (double& e : expected) e *= static_cast<double>(seen.size()) / total;
  EXPECT_LT(ChiSquare(counts, expected).sigmas(), 5);
}

// Every mood of a person, k steps old with probability (1 - persistence) * persistence^k, was drawn at the hour of the
// person's home k steps ago: of happiness, tilted by nine tenths of mood_by_hour, and the others scaled to make room;
// people's own moods, which have the overall rates on average, do not depend on the hour. At most one log per person
// counts.
TEST(SynthEmotionLogs, EmotionsFollowTheLocalHour) {
  const WorldSpec& spec = default_spec();
  const auto follow = [&spec](Reader<Logs>& logs, double persistence, double individuality) {
    const auto rate_at = [&spec](std::size_t emotion, std::size_t hour) {
      const double happy = spec.emotions[0].rate * (1 + 0.9 * spec.mood_by_hour[hour]);
      return emotion == 0 ? happy : spec.emotions[emotion].rate * (1 - happy) / (1 - spec.emotions[0].rate);
    };
    // By the half hour of the local day in which the mood is felt: a step begins on it in every city of the world but
    // those with offsets of a quarter of an hour; there, the hour in which the step began counts.
    const auto law = [&](std::int64_t local_minute) {
      std::vector<double> p(spec.emotions.size());
      double weight = 1 - persistence;
      for (std::int64_t k = 0; k < 200; ++k, weight *= persistence) {
        const auto hour = static_cast<std::size_t>(((local_minute - 30 * k) % 1440 + 7 * 1440) % 1440 / 60);
        for (std::size_t e = 0; e < p.size(); ++e)
          p[e] += weight * ((1 - individuality) * rate_at(e, hour) + individuality * spec.emotions[e].rate);
      }
      return p;
    };
    std::map<std::int64_t, std::vector<double>> laws;
    std::vector<double> counts(24 * spec.emotions.size());
    std::vector<double> expected(counts.size());
    Score happy;
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < logs.size(); ++i) {
      const Log& log = logs.at(i, ColumnSet::of(Logs::kEmotion, Logs::kUserId)).log;
      if (!seen.insert(log.seat.person.user).second) continue;
      const std::int64_t minute = log.time / 1800 * 30 + spec.cities[log.seat.person.home].utc_offset;
      const std::int64_t local = minute % 1440;
      if (!laws.contains(local)) laws[local] = law(local);
      const std::vector<double>& p = laws[local];
      const auto hour = static_cast<std::size_t>(local / 60);
      happy.add(log.emotion == 0, p[0], spec.mood_by_hour[hour]);
      for (std::size_t e = 0; e < p.size(); ++e) expected[hour * p.size() + e] += p[e];
      counts[hour * p.size() + log.emotion] += 1;
    }
    EXPECT_GT(seen.size(), 30000U);
    EXPECT_NEAR(happy.sigmas(), 0, 4.5);
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4);
  };
  ASSERT_EQ(spec.emotions[0].name, "happy");
  ASSERT_EQ(spec.mood_minutes, 30);
  constexpr std::int64_t kRows = 160000;
  constexpr std::int64_t kPeople = 1'000'000'000;
  Reader<Logs> usual({{Logs::kN, integer(kRows)}, {Logs::kUsers, integer(kPeople)}, {Logs::kUntil, integer(kUntil)}},
                     R"({"emotions": {"happy": {"hour_tilt": 0.9}}})");
  follow(usual, spec.mood_persistence, spec.mood_individuality);
  // Nobody is at home here: moods follow the home's clock even abroad.
  Reader<Logs> moody({{Logs::kN, integer(kRows)},
                      {Logs::kUsers, integer(kPeople)},
                      {Logs::kHomeRate, integer(0)},
                      {Logs::kUntil, integer(kUntil)}},
                     R"({"emotions": {"happy": {"hour_tilt": 0.9}}, "mood": {"persistence": 0, "individuality": 0},
                         "trip": {"abroad_rate": 1}})");
  follow(moody, 0, 0);
}

// Gaps between one log of a person and the next, of all but the hundred busiest people: many of seconds to minutes, in
// one session; many of hours to days, between sessions; few around an hour.
TEST(SynthEmotionLogs, GapsAreMinutesWithinASessionAndHoursToDaysBetween) {
  struct Case {
    std::int64_t rows;
    double session_rows;
    std::string_view document;
  };
  struct Last {
    std::int64_t time;
    std::uint64_t session;
  };
  // Below and above the change of construction; and sessions of another size.
  for (const Case& world :
       {Case{28000, 4, "{}"}, Case{200000, 4, "{}"}, Case{200000, 8, R"({"session": {"rows": 8}})"}}) {
    ASSERT_EQ(default_spec().session_rows, 4);
    Reader<Logs> logs(
        {{Logs::kN, integer(world.rows)}, {Logs::kUsers, integer(20000)}, {Logs::kUntil, integer(kUntil)}},
        world.document);
    std::unordered_map<std::uint64_t, Last> last;
    std::unordered_map<std::uint64_t, double> sessions;
    std::array<double, 24> bins{};  // gaps of [2^k, 2^(k + 1)) seconds
    double rows = 0;
    double within = 0;
    for (std::uint64_t i = 0; i < logs.size(); ++i) {
      const Log& log = logs.at(i, ColumnSet::of(Logs::kUserId)).log;
      if (log.seat.person.user < 100) continue;
      rows += 1;
      sessions[log.session] += 1;
      const auto [found, is_first] = last.try_emplace(log.seat.person.user, Last{log.time, log.session});
      if (is_first) continue;
      const auto gap = static_cast<double>(std::max<std::int64_t>(1, log.time - found->second.time));
      bins[static_cast<std::size_t>(std::log2(gap))] += 1;
      within += found->second.session == log.session ? 1 : 0;
      found->second = {log.time, log.session};
    }
    // Of m rows in sessions of `session_rows` each all but the first of each session follow within it. A session's size
    // is known to its own spread; the construction meets the mean to a hundredth or two.
    const auto count = static_cast<double>(sessions.size());
    double variance = 0;
    for (const auto& [session, size] : sessions) variance += (size - rows / count) * (size - rows / count);
    const double expected = rows - rows / world.session_rows;
    EXPECT_NEAR(within, expected, 4.5 * std::sqrt(variance) / world.session_rows + 0.02 * rows / world.session_rows)
        << world.rows;

    const auto minutes = std::max_element(bins.begin(), bins.begin() + 11);
    const auto days = std::max_element(bins.begin() + 11, bins.end());
    const auto valley = std::min_element(minutes, days);
    EXPECT_GE(minutes - bins.begin(), 4) << world.rows;  // from a quarter of a minute
    EXPECT_LE(minutes - bins.begin(), 7) << world.rows;  // to four minutes
    EXPECT_GE(days - bins.begin(), 13) << world.rows;    // from two hours
    EXPECT_LE(days - bins.begin(), 19) << world.rows;    // to twelve days
    EXPECT_GE(valley - bins.begin(), 9) << world.rows;   // from a quarter of an hour
    EXPECT_LE(valley - bins.begin(), 13) << world.rows;  // to four hours
    EXPECT_LT(*valley, std::min(*minutes, *days) / 5) << world.rows;
    // Short gaps are those within sessions.
    double below_the_valley = 0;
    for (auto bin = bins.begin(); bin != valley; ++bin) below_the_valley += *bin;
    EXPECT_NEAR(below_the_valley / within, 1, 0.01) << world.rows;
  }
}

// Where rows are so far apart that nothing cuts a session short, its gaps are lognormal as the law says, in whole
// seconds up to an hour.
TEST(SynthEmotionLogs, GapsWithinASessionHaveTheirMedianAndSigma) {
  const WorldSpec& spec = default_spec();
  Reader<Logs> logs({{Logs::kN, integer(60000)}, {Logs::kDays, real(36500)}, {Logs::kUntil, integer(kUntil)}});
  constexpr std::array<double, 5> kAt{-1, -0.5, 0, 1, 2};
  std::array<Score, kAt.size()> below;
  Log before{};
  for (std::uint64_t i = 0; i < logs.size(); ++i) {
    const Log log = logs.at(i, ColumnSet::of(Logs::kSessionId)).log;
    if (i > 0 && log.session == before.session) {
      const auto gap = static_cast<double>(log.time - before.time);
      ASSERT_LE(gap, 3601) << i;
      // A gap of whole seconds is below x if the gap of the law is, on average, half a second more below it.
      for (std::size_t k = 0; k < kAt.size(); ++k) {
        const double bound = std::round(spec.session_seconds * std::exp(spec.session_sigma * kAt[k]));
        below[k].add(gap < bound, normal_cdf(std::log((bound - 0.5) / spec.session_seconds) / spec.session_sigma));
      }
    }
    before = log;
  }
  for (std::size_t k = 0; k < kAt.size(); ++k) {
    EXPECT_GT(below[k].variance, 900);
    EXPECT_NEAR(below[k].sigmas(), 0, 4.5) << kAt[k] << " sigma";
  }
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
  first_and_last({{Logs::kN, integer(kMaxRows)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kN, integer(10)}, {Logs::kUsers, integer(kMaxUsers)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kSeed, integer(INT64_MIN)}, {Logs::kUntil, integer(-62135596800)}});
  first_and_last({{Logs::kSeed, integer(INT64_MAX)}, {Logs::kUntil, integer(253402300799)}});
  first_and_last({{Logs::kDays, real(1e-9)}, {Logs::kUntil, integer(kUntil)}});
  first_and_last({{Logs::kDays, real(36500)}, {Logs::kUntil, integer(kUntil)}});
  // Everything at once: many rows of one person in two seconds of the night.
  first_and_last({{Logs::kN, integer(kMaxRows)},
                  {Logs::kUsers, integer(1)},
                  {Logs::kDays, real(1e-9)},
                  {Logs::kUntil, integer(kUntil + 4 * 3600)}});
  EXPECT_EQ(Reader<Logs>({{Logs::kN, integer(0)}}).size(), 0U);
}

TEST(SynthEmotionLogs, TheFastestGrowingWorldWorks) {
  Reader<Logs> logs({{Logs::kN, integer(kMaxRows)}, {Logs::kSince, integer(0)}, {Logs::kPerDay, real(2.5e14)}});
  EXPECT_FALSE(logs.line(kMaxRows - 1).empty());
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}, {Logs::kPerDay, real(3e14)}}),
            "per_day must be between 1e-06 and 2.5e+14, not 300000000000000");
}

// mood.noise: of two logs in one session and one step of the mood, a share of them are draws of their own. With one
// pair per person the pairs are independent, and the probability of equal emotions follows from chain and baseline.
TEST(SynthEmotionLogs, AShareOfTheLogsIsNoMoodButADrawOfItsOwn) {
  WorldSpec chain_only = default_spec(), baseline_only = default_spec();
  baseline_only.mood_noise = 1;
  const Mood chain(chain_only, 0), baseline(baseline_only, 0);
  struct Case {
    double noise;
    std::string_view document;
  };
  for (const Case& world : {Case{0, R"({"mood": {"noise": 0}})"}, Case{0.25, R"({"mood": {"noise": 0.25}})"},
                            Case{0.6, R"({"mood": {"noise": 0.6}})"}, Case{1, R"({"mood": {"noise": 1}})"}}) {
    Reader<Logs> logs({{Logs::kN, integer(24000)}, {Logs::kUsers, integer(6000)}, {Logs::kUntil, integer(kUntil)}},
                      world.document);
    const auto [users, session_of] = std::pair(Logs::kUserId, Logs::kSessionId);
    std::set<std::int64_t> met;
    std::vector<double> counts(7), expected(7);
    Score same;
    int pairs = 0;
    for (std::uint64_t i = 0; i + 1 < logs.size(); ++i) {
      const std::int64_t user = logs.number(i, users);
      const Log log = logs.at(i, ColumnSet::of(Logs::kEmotion)).log;
      const std::int32_t offset = default_spec().cities[log.seat.person.home].utc_offset;
      const std::int64_t step = chain.step_at(log.time);
      if (logs.number(i, session_of) != logs.number(i + 1, session_of)) continue;
      const Log next = logs.at(i + 1, ColumnSet::of(Logs::kEmotion)).log;
      if (chain.step_at(next.time) != step || !met.insert(user).second) continue;
      const std::vector<double> p = chain.probability(log.seat.person.user, offset, step);
      const std::vector<double> b = baseline.probability(log.seat.person.user, offset, step);
      double of_both = 0, of_one = 0;
      for (std::size_t e = 0; e < 7; ++e) {
        of_both += b[e] * b[e];
        of_one += p[e] * b[e];
        expected[e] += (1 - world.noise) * p[e] + world.noise * b[e];
      }
      counts[log.emotion] += 1;
      const double stay = (1 - world.noise) * (1 - world.noise);
      same.add(log.emotion == next.emotion,
               stay + 2 * world.noise * (1 - world.noise) * of_one + world.noise * world.noise * of_both);
      ++pairs;
    }
    EXPECT_GT(pairs, 1500);
    if (world.noise == 0) {
      EXPECT_EQ(same.sum, 0);
    } else {
      EXPECT_NEAR(same.sigmas(), 0, 4.5) << world.noise;
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4) << world.noise;
    // What `probability` says includes the draws of their own.
    WorldSpec spec = default_spec();
    spec.mood_noise = world.noise;
    const std::vector<double> p = chain.probability(5, 60, 1000), b = baseline.probability(5, 60, 1000),
                              mixed = Mood(spec, 0).probability(5, 60, 1000);
    for (std::size_t e = 0; e < 7; ++e)
      EXPECT_NEAR(mixed[e], (1 - world.noise) * p[e] + world.noise * b[e], 1e-12) << world.noise;
  }
}

TEST(SynthEmotionLogs, BadParametersAreRefusedWithASentence) {
  EXPECT_EQ(refusal<Logs>({{Logs::kN, integer(-5)}}), "n must be between 0 and 9007199254740991, not -5");
  EXPECT_EQ(refusal<Logs>({{Logs::kN, Value::literal("x")}}),
            "n must be an integer between 0 and 9007199254740991, not 'x'");
  EXPECT_EQ(refusal<Logs>({{Logs::kUsers, integer(0)}}), "users must be between 1 and 1099511627776, not 0");
  EXPECT_EQ(refusal<Logs>({{Logs::kDays, integer(0)}}), "days must be more than 0 and at most 36500, not 0");
  EXPECT_EQ(refusal<Logs>({{Logs::kHomeRate, real(1.1)}}), "home_rate must be between 0 and 1, not 1.1");
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}}),
            "since and per_day go together: give both, or days and until instead");
  EXPECT_EQ(refusal<Logs>({{Logs::kSince, integer(0)}, {Logs::kPerDay, real(1)}, {Logs::kDays, integer(3)}}),
            "days cannot be combined with since and per_day");
  EXPECT_EQ(refusal<Logs>({{Logs::kN, integer(1000000)}, {Logs::kSince, integer(0)}, {Logs::kPerDay, real(1)}}),
            "n must be at most 36500 days of per_day rows, not 1000000");
}

}  // namespace
}  // namespace synth::world
