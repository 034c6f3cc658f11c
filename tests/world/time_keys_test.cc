// The keys that say when rows happen and to whom, in the rows of synth_emotion_logs: session.gaps, session.sizes,
// session.first_sizes, people.join, people.stay, people.activity, day.trend and day.week. And whole worlds with any of
// them: any row alone is the row of a scan, in time order, inside the window.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"

namespace synth::world {
namespace {

using namespace testing;
using Logs = SynthEmotionLogs;
using Clicks = SynthVideoClicks;

constexpr double kDay = static_cast<double>(kSecondsPerDay);

// One clock for all: a person's hour is the population's.
constexpr const char* kOneClock = R"("cities": [{"city": "Lyon"}])";

std::string one_clock(const std::string& members) {
  return std::string("{") + kOneClock + ", " + members + "}";
}

// All logs of a window, from the earliest.
std::vector<Log> logs_of(std::int64_t rows, std::int64_t users, double days, std::string_view document) {
  Reader<Logs> reader({{Logs::kN, integer(rows)},
                       {Logs::kUsers, integer(users)},
                       {Logs::kDays, real(days)},
                       {Logs::kUntil, integer(kUntil)}},
                      document);
  std::vector<Log> logs;
  for (std::uint64_t i = 0; i < reader.size(); ++i) logs.push_back(reader.at(i, ColumnSet::of(Logs::kUserId)).log);
  return logs;
}

std::map<std::uint64_t, double> rows_of_sessions(const std::vector<Log>& logs) {
  std::map<std::uint64_t, double> rows;
  for (const Log& log : logs) rows[log.session] += 1;
  return rows;
}

// Seconds from each row of a session to the next.
std::vector<double> gaps_within_sessions(const std::vector<Log>& logs) {
  std::vector<double> between;
  std::map<std::uint64_t, std::int64_t> last;
  for (const Log& log : logs) {
    const auto [found, fresh] = last.try_emplace(log.session, log.time);
    if (!fresh) between.push_back(static_cast<double>(log.time - found->second));
    found->second = log.time;
  }
  return between;
}

// The largest distance between the distribution of a sample and a law. With n independent values it exceeds
// 2.2 / sqrt(n) once in 8,000 times.
template <class Law>
double distance(std::vector<double> sample, Law cumulative) {
  std::sort(sample.begin(), sample.end());
  double most = 0;
  const auto n = static_cast<double>(sample.size());
  for (std::size_t k = 0; k < sample.size(); ++k) {
    if (k + 1 < sample.size() && sample[k + 1] == sample[k]) continue;
    most = std::max(most, std::fabs(cumulative(sample[k]) - static_cast<double>(k + 1) / n));
  }
  return most;
}

// The probability of a value up to x, by quantiles.
double cumulative(const std::vector<double>& quantiles, double x) {
  if (x < quantiles.front()) return 0;
  if (x >= quantiles.back()) return 1;
  const auto k =
      static_cast<std::size_t>(std::upper_bound(quantiles.begin(), quantiles.end(), x) - quantiles.begin()) - 1;
  return (static_cast<double>(k) + (x - quantiles[k]) / (quantiles[k + 1] - quantiles[k])) /
         static_cast<double>(quantiles.size() - 1);
}

std::string array_of(const std::vector<double>& numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "[" : ", ") + show(real(number));
  return text + "]";
}

const std::vector<std::vector<double>> kSizes = {{1, 9}, {2, 2}, {1, 1, 2, 5, 20, 300}};

TEST(TimeKeys, SessionsHaveTheirSizes) {
  for (const std::vector<double>& sizes : kSizes) {
    const std::string document = R"({"session": {"sizes": )" + array_of(sizes) + "}}";
    double mean = 0;
    for (std::size_t k = 1; k < sizes.size(); ++k)
      mean += (sizes[k] + sizes[k - 1]) / 2 / static_cast<double>(sizes.size() - 1);
    // Where sessions follow one another, exactly; the last one is cut.
    std::vector<double> rows;
    for (const auto& [session, count] : rows_of_sessions(logs_of(30000, 1000, 3000, document))) rows.push_back(count);
    rows.pop_back();
    EXPECT_LT(distance(rows, [&](double x) { return cumulative(sizes, x + 0.5); }), 0.03) << document;
    // Where they overlap, Poisson distributed around them.
    rows.clear();
    for (const auto& [session, count] : rows_of_sessions(logs_of(400000, 100000, 10, document))) rows.push_back(count);
    EXPECT_NEAR(400000 / static_cast<double>(rows.size()) / mean, 1, 0.06) << document;
    if (sizes.front() < sizes.back()) {
      EXPECT_LT(distance(rows, [&](double x) { return cumulative(sizes, x + 0.5); }), 0.12) << document;
    }
  }
}

// Gaps are in whole seconds, from the second of a row to that of the next: a gap of the law is cut to one of the two
// seconds around it.
TEST(TimeKeys, GapsWithinASessionAreThoseOfTheLaw) {
  for (const std::vector<double>& gaps :
       std::vector<std::vector<double>>{{0, 100}, {1, 2, 4, 16, 256, 3600}, {30, 30, 31}, {0, 0, 1, 10}})
    for (const char* sizes : {"", R"(, "sizes": [1, 200])"}) {
      const std::string document = R"({"session": {"gaps": )" + array_of(gaps) + sizes + "}}";
      std::vector<double> between = gaps_within_sessions(logs_of(20000, 1000, 36500, document));
      ASSERT_GT(between.size(), 10000U);
      const auto whole_seconds = [&](double x) {  // the mean of the law from x to x + 1
        double mean = 0;
        for (int k = 0; k < 100; ++k) mean += cumulative(gaps, x + (k + 0.5) / 100) / 100;
        return mean;
      };
      EXPECT_LT(distance(between, whole_seconds), 2.2 / std::sqrt(static_cast<double>(between.size()))) << document;
    }
}

TEST(TimeKeys, TheMedianGapHoldsWhereSessionsOverlap) {
  for (const std::vector<double>& gaps :
       std::vector<std::vector<double>>{{0, 100}, {1, 2, 16, 64, 256, 3600}, {30, 31}}) {
    const std::string document = R"({"session": {"gaps": )" + array_of(gaps) + "}}";
    std::vector<double> between = gaps_within_sessions(logs_of(400000, 100000, 2, document));
    std::sort(between.begin(), between.end());
    const std::size_t steps = gaps.size() - 1;
    const double median = steps % 2 == 0 ? gaps[steps / 2] : (gaps[steps / 2] + gaps[steps / 2 + 1]) / 2;
    EXPECT_NEAR(between[between.size() / 2] / median, 1, 0.25) << document;
  }
}

// Each person's first session, and the others.
TEST(TimeKeys, FirstSessionsHaveTheirOwnSizes) {
  struct Case {
    std::vector<double> sizes, first;
  };
  for (const Case& each : {Case{{1, 20}, {10, 20}}, Case{{1, 2, 3, 4, 30}, {1, 2}}, Case{{1, 9}, {5, 5}}}) {
    const std::string document = one_clock(R"("people": {"join": [0, 100]}, "session": {"sizes": )" +
                                           array_of(each.sizes) + R"(, "first_sizes": )" + array_of(each.first) + "}");
    const std::vector<Log> logs = logs_of(60000, 1500, 100, document);
    std::map<std::uint64_t, double> rows = rows_of_sessions(logs);
    std::vector<double> first, others;
    std::set<std::uint64_t> seen;
    std::set<std::uint64_t> counted;
    for (const Log& log : logs) {
      if (!counted.insert(log.session).second) continue;
      (seen.insert(log.seat.person.user).second ? first : others).push_back(rows[log.session]);
    }
    EXPECT_GT(first.size(), 1400U) << document;  // all but those who come at the very end
    // Sizes of first sessions are those nearest to the law among the 512 of all sessions.
    EXPECT_LT(distance(first, [&](double x) { return cumulative(each.first, x + 0.5); }), 0.09) << document;
    double of_all = 0, of_first = 0;
    for (const double x : each.sizes) of_all += x;
    for (const double x : first) of_first += x / static_cast<double>(first.size());
    double law = 0;
    for (std::size_t k = 1; k < each.first.size(); ++k)
      law += (each.first[k] + each.first[k - 1]) / 2 / static_cast<double>(each.first.size() - 1);
    EXPECT_NEAR(of_first, law, 0.05 * law + 0.3) << document;
  }
}

// The first row of each person, by the law's quantiles.
TEST(TimeKeys, PeopleComeWhenTheLawSays) {
  for (const std::vector<double>& join :
       std::vector<std::vector<double>>{{0, 100}, {0, 10, 20, 100}, {-50, 50, 60}, {0, 0, 40, 90}}) {
    const std::string document = one_clock(R"("people": {"join": )" + array_of(join) + "}");
    for (const std::int64_t rows : {60000, 400000}) {  // sessions follow one another, and overlap
      constexpr std::int64_t kPeople = 2000;
      std::map<std::uint64_t, double> first;
      for (const Log& log : logs_of(rows, kPeople, 100, document))
        first.try_emplace(log.seat.person.user, static_cast<double>(log.time - kUntil) / kDay + 100);
      // Those who were there at the beginning are seen when they are active.
      std::vector<double> come;
      for (const auto& [user, day] : first) come.push_back(day);
      const double there = cumulative(join, 0);
      EXPECT_GT(static_cast<double>(come.size()), 0.85 * kPeople) << document;
      const double missing = 1 - static_cast<double>(come.size()) / kPeople;
      // Nobody before, and those who come are seen at once where each has a first session.
      std::sort(come.begin(), come.end());
      for (const double day : {20.0, 45.0, 55.0, 80.0, 99.0}) {
        const double seen =
            static_cast<double>(std::upper_bound(come.begin(), come.end(), day) - come.begin()) / kPeople;
        EXPECT_LE(seen, cumulative(join, day + 1) + 0.01) << document << " " << day;
        if (there == 0) {
          EXPECT_GE(seen, cumulative(join, day - 1) - missing - 0.02) << document << " " << day;
        }
      }
    }
  }
}

// The age of a session's person, among the ages that people of the moment have: of those who came `age` days ago, as
// many are there as stay for longer. Everybody is equally active, so that no one counts for many.
TEST(TimeKeys, PeopleStayAsLongAsTheLawSays) {
  for (const std::vector<double>& stay :
       std::vector<std::vector<double>>{{0, 10}, {0, 1, 100}, {30, 30}, {0, 0.5, 1, 60}}) {
    const std::string document =
        one_clock(R"("people": {"join": [0, 100], "activity": [0, 1], "stay": )" + array_of(stay) + "}");
    TestHost host;
    const auto population = Population::open({.seed = 0, .users = 4000}, document, host);
    const Residence& residence = *population->people().residence();
    std::set<std::uint64_t> counted, seen;
    double late = 0;
    std::vector<double> ranks;
    const auto lived = [&](double age) {  // the integral of the share that stays
      double days = 0;
      constexpr int kSteps = 400;
      for (int k = 0; k < kSteps; ++k) days += (1 - cumulative(stay, (k + 0.5) / kSteps * age)) * age / kSteps;
      return days;
    };
    const std::vector<Log> logs = logs_of(60000, 4000, 100, document);
    for (const Log& log : logs) {
      if (!counted.insert(log.session).second) continue;
      const double day = static_cast<double>(log.time - kUntil) / kDay + 100;
      const std::uint64_t user = log.seat.person.user;
      late += day > residence.leaves(user) + 0.5 ? 1 : 0;
      if (seen.insert(user).second || day < 5 || counted.size() % 4 != 0) continue;
      ranks.push_back(lived(std::clamp(day - residence.joins(user), 0.0, day)) / lived(day));
    }
    EXPECT_LT(late / static_cast<double>(counted.size()), 0.005) << document;
    EXPECT_GT(ranks.size(), 1500U);
    EXPECT_LT(distance(ranks, [](double x) { return x; }), 2.2 / std::sqrt(static_cast<double>(ranks.size())) + 0.03)
        << document;
  }
}

TEST(TimeKeys, PeopleAreAsActiveAsTheirLorenzCurveSays) {
  for (const std::vector<double>& curve :
       std::vector<std::vector<double>>{{0, 1}, {0, 0.02, 0.08, 0.2, 0.4, 1}, {0, 0, 1}, {0, 0.001, 0.01, 1}}) {
    const std::string document = one_clock(R"("people": {"activity": )" + array_of(curve) + "}");
    constexpr double kPeople = 300;
    std::vector<double> sessions(curve.size() - 1), expected;
    std::set<std::uint64_t> counted;
    for (const Log& log : logs_of(60000, 300, 3000, document))
      if (counted.insert(log.session).second)
        sessions[sessions.size() - 1 -
                 static_cast<std::size_t>(static_cast<double>(log.seat.person.user) / kPeople *
                                          static_cast<double>(sessions.size()))] += 1;
    const auto all = static_cast<double>(counted.size());
    for (std::size_t k = 1; k < curve.size(); ++k) expected.push_back((curve[k] - curve[k - 1]) * all);
    for (std::size_t k = 0; k < sessions.size(); ++k)
      EXPECT_NEAR(sessions[k], expected[k], 4.5 * std::sqrt(expected[k] * (1 - expected[k] / all)) + 1e-6) << document;
  }
}

// Rows are spread evenly over the weighted weeks, so their numbers hold to a session's rows.
TEST(TimeKeys, WeeksHaveTheirWeights) {
  for (const std::vector<double>& trend :
       std::vector<std::vector<double>>{{1}, {1, 2, 3, 4, 5}, {5, 0, 0, 1}, {0, 1, 1000, 1}}) {
    const std::string document = R"({"day": {"trend": )" + array_of(trend) + "}}";
    for (const std::int64_t rows : {3000, 90000, 600000}) {
      constexpr std::size_t kWeeks = 6;  // the last weight goes on
      std::vector<double> counts(kWeeks);
      double total = 0;
      for (const Log& log : logs_of(rows, 1000, 7 * kWeeks, document))
        counts[static_cast<std::size_t>((log.time - kUntil + 7 * kWeeks * kSecondsPerDay) / kSecondsPerWeek)] += 1;
      for (std::size_t week = 0; week < kWeeks; ++week) total += trend[std::min(week, trend.size() - 1)];
      for (std::size_t week = 0; week < kWeeks; ++week)
        EXPECT_NEAR(counts[week], static_cast<double>(rows) * trend[std::min(week, trend.size() - 1)] / total, 40)
            << document << " " << week;
    }
  }
}

TEST(TimeKeys, HoursOfTheWeekHaveTheirActivity) {
  std::mt19937 random(5);
  for (int grid = 0; grid < 3; ++grid) {
    std::array<double, 168> week{};
    std::string days;
    for (std::size_t cell = 0; cell < 168; ++cell) {
      week[cell] = grid == 0   ? static_cast<double>(random() % 10)
                   : grid == 1 ? static_cast<double>(cell % 24 < 8) + 0.1
                               : static_cast<double>(cell / 24 == 6);
      days += (cell == 0 ? "[" : cell % 24 == 0 ? "], [" : ", ") + show(real(week[cell]));
    }
    const std::string document =
        R"({"session": {"rows": 1}, "day": {"chronotype_minutes": 0, "week": [)" + days + "]]}}";
    std::vector<double> counts(168), expected(168);
    std::set<std::uint64_t> seen;
    for (const Log& log : logs_of(60000, 10000000, 2800, document)) {
      if (!seen.insert(log.seat.person.user).second) continue;
      const LocalTime at = local_time(log.time, default_spec().cities[log.seat.person.home].utc_offset);
      counts[static_cast<std::size_t>(at.weekday * 24 + at.hour)] += 1;
    }
    double total = 0;
    for (const double each : week) total += each;
    for (std::size_t cell = 0; cell < 168; ++cell) {
      expected[cell] = week[cell] / total * static_cast<double>(seen.size());
      if (week[cell] == 0) {
        EXPECT_EQ(counts[cell], 0) << grid << " " << cell;
      }
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4.5) << grid;
  }
}

// People who are awake one hour a day, or one a week, have no session in another hour.
TEST(TimeKeys, NobodyBeginsASessionAsleep) {
  const std::string zeros = "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0";
  const std::string hour = "[" + zeros + ", 1, 0, 0, 0]", none = "[" + zeros + ", 0, 0, 0, 0]";
  const std::string daily = R"({"day": {"weekday": )" + hour + R"(, "weekend": )" + hour + "}}";
  const std::string weekly = R"({"day": {"week": [)" + none + ", " + none + ", " + hour + ", " + none + ", " + none +
                             ", " + none + ", " + none + "]}}";
  const std::string joining = daily.substr(0, daily.size() - 1) + R"(, "people": {"join": [-30, 1]}})";
  for (const std::string& document : {daily, weekly, joining})
    for (const std::uint64_t users : {1U, 20U, 3000U, 1000000U}) {
      TestHost host;
      const auto population = Population::open({.seed = 7, .users = users}, document, host);
      const LocalWeek week(population->spec());
      for (const double per_day : {200.0, 20000.0}) {
        const Timeline timeline(population->sessions(), 7, population->activity(), kUntil, per_day);
        std::set<std::uint64_t> sessions;
        double asleep = 0;
        for (std::uint64_t row = 0; row < 4000; ++row) {
          const std::uint64_t session = timeline.at(row).session;
          if (!sessions.insert(session).second) continue;
          const Person person = population->seat(session, timeline).person;
          const std::int32_t quarter = LocalWeek::quarter_utc(timeline.start_of(session));
          asleep += week.at_quarter_utc(quarter, population->people().clock(person)) <= 0 ? 1 : 0;
        }
        // Of a few who come one by one, all who are there may be asleep.
        EXPECT_LE(asleep, document == joining ? 40 : 0) << document << " " << users << " " << per_day;
      }
    }
}

// A world's first day is day 0 of people.join and week 0 of day.trend, whatever rows are asked for.
TEST(TimeKeys, MoreRowsBeginWithTheRowsOfFewer) {
  for (const char* document : {R"({"session": {"gaps": [1, 5, 600]}})", R"({"session": {"sizes": [1, 2, 500]}})",
                               R"({"people": {"join": [0, 5, 90]}, "session": {"first_sizes": [3, 9]}})",
                               R"({"people": {"join": [0, 5, 90], "stay": [0, 3, 90]}})",
                               R"({"people": {"activity": [0, 0.1, 1]}})", R"({"day": {"trend": [1, 3, 0, 2]}})"})
    for (const double per_day : {40.0, 40000.0}) {
      const auto open = [&](std::int64_t rows) {
        return Reader<Logs>({{Logs::kN, integer(rows)},
                             {Logs::kUsers, integer(300)},
                             {Logs::kSince, integer(kUntil - 5000)},
                             {Logs::kPerDay, real(per_day)}},
                            document);
      };
      Reader<Logs> few = open(1500), many = open(6000);
      for (std::uint64_t i = 0; i < 1500; i += 3) ASSERT_EQ(few.line(i), many.line(i)) << document << " " << i;
      // A window is the beginning of such a world.
      Reader<Logs> window({{Logs::kN, integer(1500)}, {Logs::kUsers, integer(300)}, {Logs::kUntil, integer(kUntil)}},
                          document);
      Reader<Logs> grown({{Logs::kN, integer(4000)},
                          {Logs::kUsers, integer(300)},
                          {Logs::kSince, window.table().parameter(Logs::kSince)},
                          {Logs::kPerDay, window.table().parameter(Logs::kPerDay)}},
                         document);
      for (std::uint64_t i = 0; i < 1490; i += 3) ASSERT_EQ(window.line(i), grown.line(i)) << document << " " << i;
    }
}

// A growing world whose last week is hardly active would go on for longer than time can say.
TEST(TimeKeys, ATrendThatEndsInNothingIsRefused) {
  const auto refused = [](const char* document, std::int64_t rows) -> std::string {
    try {
      Reader<Logs> logs({{Logs::kN, integer(rows)}, {Logs::kSince, integer(0)}, {Logs::kPerDay, real(10)}}, document);
      return "accepted";
    } catch (const Error& error) {
      return error.what();
    }
  };
  EXPECT_EQ(refused(R"({"day": {"trend": [1, 1e-9]}})", 100), "accepted");
  EXPECT_EQ(refused(R"({"day": {"trend": [1, 1e-9]}})", 300), "n must be at most 36500 days of per_day rows, not 300");
  EXPECT_EQ(refused(R"({"day": {"trend": [1, 0]}})", 1),
            "world: $.day.trend must end with a weight above 0, because the last one goes on");
}

// Random documents of these keys, with random windows.
class Worlds {
 public:
  explicit Worlds(unsigned seed) : random_(seed) {}

  std::string document() {
    std::string session, people, day;
    const auto add = [](std::string& group, const std::string& member) {
      group += (group.empty() ? "" : ", ") + member;
    };
    if (below(2)) add(session, R"("gaps": )" + quantiles(0, below(2) ? 30 : 3600));
    if (below(2)) add(session, R"("sizes": )" + quantiles(1, below(3) == 0 ? 4096 : 12));
    if (below(3)) add(people, R"("join": )" + quantiles(below(2) ? -20 : 0, below(2) ? 3 : 40));
    if (!people.empty() && below(2)) add(people, R"("stay": )" + quantiles(0, below(2) ? 2 : 100));
    if (!people.empty() && below(2)) add(session, R"("first_sizes": )" + quantiles(1, 40));
    if (below(3) == 0) add(people, R"("activity": )" + std::string(below(2) ? "[0, 0, 0.3, 1]" : "[0, 1]"));
    if (below(2)) {
      std::string weeks;
      for (std::size_t k = below(5); k > 0; --k) add(weeks, std::to_string(below(4)));
      add(weeks, std::to_string(1 + below(9)));
      add(day, R"("trend": [)" + weeks + "]");
    }
    if (below(3) == 0) {
      std::string days;
      for (int k = 0; k < 7; ++k) {
        std::string hours;
        for (int hour = 0; hour < 24; ++hour) add(hours, std::to_string(below(3) == 0 ? below(5) : 0));
        add(days, "[" + hours.replace(0, 1, "1") + "]");
      }
      add(day, R"("week": [)" + days + "]");
    }
    std::string text;
    for (const auto& [key, group] : {std::pair{"session", session}, {"people", people}, {"day", day}})
      if (!group.empty()) add(text, "\"" + std::string(key) + "\": {" + group + "}");
    return "{" + text + "}";
  }
  std::int64_t rows() { return std::int64_t{1} << below(16) | static_cast<std::int64_t>(below(100)); }
  std::int64_t users() { return std::int64_t{1} << below(below(4) == 0 ? 40 : 12); }
  double days() {
    constexpr double kLengths[] = {1e-4, 0.1, 1, 7, 30, 30, 400, 36500};
    return kLengths[below(std::size(kLengths))];
  }
  double per_day() {
    constexpr double kRates[] = {0.5, 20, 900, 1100, 30000, 1e7, 1e12};
    return kRates[below(std::size(kRates))];
  }
  std::int64_t seed() { return static_cast<std::int64_t>(random_()); }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  std::string quantiles(int low, int high) {
    std::vector<double> numbers;
    for (std::size_t k = 2 + below(5); k > 0; --k)
      numbers.push_back(low + static_cast<double>(below(1 + static_cast<std::size_t>(high - low) * 4)) / 4);
    std::sort(numbers.begin(), numbers.end());
    return array_of(numbers);
  }
  std::mt19937 random_;  // the same numbers everywhere
};

// SYNTH_CONFIGURATIONS=33750 tries as many.
TEST(TimeKeys, AnyRowOfAnyWorldIsTheRowOfAScan) {
  const char* asked = std::getenv("SYNTH_CONFIGURATIONS");
  const unsigned configurations = asked == nullptr ? 250 : static_cast<unsigned>(std::atoi(asked));
  unsigned opened = 0;
  for (unsigned number = 0; number < configurations; ++number) {
    Worlds worlds(number);
    const std::string document = worlds.document();
    const Value rows = integer(worlds.rows()), users = integer(worlds.users()), seed = integer(worlds.seed()),
                days = real(worlds.days()), per_day = real(worlds.per_day());
    const bool grows = worlds.below(3) == 0;
    const auto look = [&]<class Table>(std::in_place_type_t<Table>, Value per_day_of_table) {
      const Reader<Table> made = grows ? Reader<Table>({{Table::kN, rows},
                                                        {Table::kSeed, seed},
                                                        {Table::kUsers, users},
                                                        {Table::kSince, integer(kUntil)},
                                                        {Table::kPerDay, per_day_of_table}},
                                                       document)
                                       : Reader<Table>({{Table::kN, rows},
                                                        {Table::kSeed, seed},
                                                        {Table::kUsers, users},
                                                        {Table::kDays, days},
                                                        {Table::kUntil, integer(kUntil)}},
                                                       document);
      const Table& table = made.table();
      ASSERT_EQ(table.size(), static_cast<std::uint64_t>(rows.as_integer()));
      RowReader<Table> scan, alone;
      const std::uint64_t count = std::min<std::uint64_t>(table.size(), 300);
      std::vector<std::string> lines;
      std::int64_t before = INT64_MIN;
      const auto line = [&](const typename Table::Row& row) {
        std::string text;
        for (std::size_t c = 0; c < columns_of_rows<Table>(); ++c) text += show(table.column(row, c)) + "|";
        return text;
      };
      for (std::uint64_t i = 0; i < count; ++i) {
        const typename Table::Row& row = scan.at(table, i, 1, count - i, ColumnSet::all());
        const std::int64_t time = table.column(row, Table::kTimestamp).as_integer();
        if constexpr (std::is_same_v<Table, Logs>) {
          ASSERT_GE(time, before) << document << " " << i;
          before = time;
        }
        if (grows) {
          ASSERT_GE(time, kUntil);
        } else {
          ASSERT_LT(time, kUntil);
          ASSERT_GE(time, table.parameter(Table::kSince).as_integer());
        }
        lines.push_back(line(row));
      }
      for (std::uint64_t k = 0; k < count; ++k) {
        const std::uint64_t i = (k * 7919 + number) % count;
        alone.restart();
        ASSERT_EQ(line(alone.at(table, i, 1, 1, ColumnSet::all())), lines[i]) << document << " " << i;
      }
      // The last row, and the rows of a moment.
      const std::uint64_t last = table.size() - 1;
      alone.restart();
      const std::int64_t time =
          table.column(alone.at(table, last, 1, 1, ColumnSet::of(Table::kTimestamp)), Table::kTimestamp).as_integer();
      if (!grows) {
        ASSERT_LT(time, kUntil);
      }
      const RowRange there = table.rows_between(time, time);
      ASSERT_LE(there.first, last);
      ASSERT_EQ(there.last, table.size());
      ++opened;
    };
    try {
      look(std::in_place_type<Logs>, per_day);
      look(std::in_place_type<Clicks>, per_day);
    } catch (const Error& error) {
      // A short window may lie in weeks or hours without activity.
      const std::string text = error.what();
      ASSERT_TRUE(text.find("nobody is active") != std::string::npos || text.find("36500 days") != std::string::npos)
          << text << " " << document;
    }
    if (HasFatalFailure()) {
      ADD_FAILURE() << "configuration " << number;
      return;
    }
  }
  EXPECT_GT(opened, configurations * 3 / 2);
}

}  // namespace
}  // namespace synth::world
