// What the invented world looks like, in the figures that users care about, compared with the literature.
//
//   realism [logs]      200000 by default, in the default proportion of people and clicks
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <unordered_map>
#include <vector>

#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"

namespace synth::bench {
namespace {

using testing::integer;
using testing::kUntil;
using testing::Reader;
using Logs = world::SynthEmotionLogs;
using Clicks = world::SynthVideoClicks;

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2));
}

struct Mixture {
  std::array<double, 2> share{0.5, 0.5};
  std::array<double, 2> mean{};
  std::array<double, 2> sigma{1, 1};
  double cdf(double x) const {
    return share[0] * normal_cdf((x - mean[0]) / sigma[0]) + share[1] * normal_cdf((x - mean[1]) / sigma[1]);
  }
};

// Two normals in the logarithm of the gaps, by expectation and maximisation.
Mixture fit(const std::vector<double>& logs) {
  Mixture m;
  m.mean = {logs[logs.size() / 10], logs[logs.size() * 9 / 10]};
  for (int step = 0; step < 200; ++step) {
    std::array<double, 2> n{};
    std::array<double, 2> sum{};
    std::array<double, 2> square{};
    for (const double x : logs) {
      std::array<double, 2> p{};
      for (std::size_t k = 0; k < 2; ++k) {
        const double z = (x - m.mean[k]) / m.sigma[k];
        p[k] = m.share[k] / m.sigma[k] * std::exp(-z * z / 2) + 1e-300;
      }
      for (std::size_t k = 0; k < 2; ++k) {
        const double w = p[k] / (p[0] + p[1]);
        n[k] += w;
        sum[k] += w * x;
        square[k] += w * x * x;
      }
    }
    for (std::size_t k = 0; k < 2; ++k) {
      m.share[k] = n[k] / static_cast<double>(logs.size());
      m.mean[k] = sum[k] / n[k];
      m.sigma[k] = std::sqrt(std::max(1e-6, square[k] / n[k] - m.mean[k] * m.mean[k]));
    }
  }
  return m;
}

void logs_of(std::int64_t rows) {
  Reader<Logs> reader({{Logs::kN, integer(rows)}, {Logs::kUntil, integer(kUntil)}});
  struct Last {
    std::int64_t time;
    std::uint16_t emotion;
  };
  std::unordered_map<std::uint64_t, Last> last;
  std::unordered_map<std::uint64_t, int> by_person;
  struct Session {
    std::int64_t first = 0, last = 0;
  };
  std::unordered_map<std::uint64_t, Session> by_session;
  std::unordered_map<std::uint64_t, std::uint64_t> session_of;  // the latest of a person
  std::vector<double> returns;
  std::vector<double> gaps;
  std::array<double, 24> hours{};
  std::vector<double> emotions(world::default_spec().emotions.size());
  double same = 0;
  double pairs = 0;
  double home = 0;
  for (std::uint64_t i = 0; i < reader.size(); ++i) {
    const world::Log& log = reader.at(i, ColumnSet::of(Logs::kEmotion)).log;
    const std::uint64_t user = log.seat.person.user;
    const auto found = last.find(user);
    if (found != last.end()) {
      gaps.push_back(std::log(static_cast<double>(std::max<std::int64_t>(1, log.time - found->second.time))));
      same += found->second.emotion == log.emotion ? 1 : 0;
      pairs += 1;
    }
    last[user] = {log.time, log.emotion};
    by_person[user] += 1;
    const auto [session, is_first] = by_session.try_emplace(log.session, Session{log.time, log.time});
    session->second.last = log.time;
    if (is_first) {
      if (const auto before = session_of.find(user); before != session_of.end())
        returns.push_back(static_cast<double>(log.time - by_session[before->second].last));
      session_of[user] = log.session;
    }
    home += log.seat.place == log.seat.person.home ? 1 : 0;
    emotions[log.emotion] += 1;
    hours[static_cast<std::size_t>(
        local_time(log.time, world::default_spec().cities[log.seat.place].utc_offset).hour)] += 1;
  }
  const double n = static_cast<double>(reader.size());
  std::vector<int> counts;
  for (const auto& [user, count] : by_person) counts.push_back(count);
  std::sort(counts.rbegin(), counts.rend());
  const std::size_t fifth = std::max<std::size_t>(1, reader.size() / 10 / 5);
  double top = 0;
  for (std::size_t k = 0; k < std::min(fifth, counts.size()); ++k) top += counts[k];
  std::printf(
      "logs of the most active fifth of the people  %.3f   (0.78 of requests: mobile YouTube, 3 million users)\n",
      top / n);
  std::printf("rows of a session                            %.2f    (parameter %.1f)\n",
              n / static_cast<double>(by_session.size()), world::default_spec().session_rows);
  std::vector<double> lengths;
  double total_length = 0;
  for (const auto& [number, session] : by_session) {
    lengths.push_back(static_cast<double>(session.last - session.first));
    total_length += lengths.back();
  }
  std::sort(lengths.begin(), lengths.end());
  std::sort(returns.begin(), returns.end());
  std::printf(
      "length of a session, seconds                 median %.0f, mean %.0f   (106 and 326: LSApp, 76,247 sessions)\n",
      lengths[lengths.size() / 2], total_length / static_cast<double>(lengths.size()));
  std::printf("from a session of a person to the next       median %.1f h, a tenth within %.1f h\n",
              returns[returns.size() / 2] / 3600, returns[returns.size() / 10] / 3600);
  std::printf("at home                                      %.3f   (parameter home_rate 0.9)\n", home / n);
  std::printf("same emotion as the log before               %.3f\n", same / pairs);
  std::printf("emotions                                    ");
  for (std::size_t e = 0; e < emotions.size(); ++e)
    std::printf(" %s %.3f", world::default_spec().emotions[e].name.c_str(), emotions[e] / n);
  std::printf("\nlocal hours, share of rows in per mille     ");
  for (const double hour : hours) std::printf(" %.0f", 1000 * hour / n);

  std::sort(gaps.begin(), gaps.end());
  const Mixture mixture = fit(gaps);
  double distance = 0;
  for (std::size_t k = 0; k < gaps.size(); ++k)
    distance =
        std::max(distance, std::fabs(mixture.cdf(gaps[k]) - static_cast<double>(k) / static_cast<double>(gaps.size())));
  std::printf(
      "\ngaps of a person: %.0f %% lognormal(median %.0f s, sigma %.2f) and %.0f %% lognormal(median %.1f h, sigma "
      "%.2f);\n"
      "  largest distance of the distribution from that mixture (Kolmogorov-Smirnov) %.3f\n",
      100 * mixture.share[0], std::exp(mixture.mean[0]), mixture.sigma[0], 100 * mixture.share[1],
      std::exp(mixture.mean[1]) / 3600, mixture.sigma[1], distance);
}

void clicks_of(std::int64_t rows) {
  Reader<Clicks> reader({{Clicks::kN, integer(rows)}, {Clicks::kUntil, integer(kUntil)}});
  const world::ChoiceModel law(world::default_spec(), 0, 0.8);
  const std::size_t categories = world::default_spec().categories.size();
  std::vector<double> counts(world::default_spec().emotions.size() * categories);
  std::vector<double> of_emotion(world::default_spec().emotions.size());
  std::array<double, 24> hours{};
  std::map<std::pair<std::uint16_t, std::uint64_t>, double> people;
  std::vector<double> delays;
  double truth = 0;
  double matched = 0;
  for (std::uint64_t i = 0; i < reader.size(); ++i) {
    const world::Engagement& r = reader.at(i, ColumnSet::of(Clicks::kProbability)).engagement;
    truth -= std::log(r.choice.probability);
    matched += r.choice.matched ? 1 : 0;
    counts[r.log.emotion * categories + r.choice.category] += 1;
    of_emotion[r.log.emotion] += 1;
    people[{r.log.emotion, r.log.seat.person.user}] += 1;
    hours[static_cast<std::size_t>(local_time(r.time, world::default_spec().cities[r.place].utc_offset).hour)] += 1;
    delays.push_back(static_cast<double>(r.time - r.log.time));
  }
  const double n = static_cast<double>(reader.size());
  double of_emotion_alone = 0;
  for (std::size_t k = 0; k < counts.size(); ++k)
    if (counts[k] > 0) of_emotion_alone -= counts[k] / n * std::log(counts[k] / of_emotion[k / categories]);
  double of_person_too = 0;
  for (const auto& [who, count] : people) {
    std::vector<double> mean(categories);
    for (int hour = 0; hour < 24; ++hour) {
      const std::vector<double> p = law.probabilities(who.first, who.second, hour);
      for (std::size_t c = 0; c < categories; ++c) mean[c] += p[c] * hours[static_cast<std::size_t>(hour)] / n;
    }
    for (const double p : mean) of_person_too -= count / n * p * std::log(p);
  }
  std::sort(delays.begin(), delays.end());
  std::printf("\nclicks that match the emotion                %.4f  (parameter match_rate 0.8)\n", matched / n);
  std::printf("delay from log to click                      median %.0f s, nine tenths within %.0f s\n",
              delays[delays.size() / 2], delays[delays.size() * 9 / 10]);
  std::printf(
      "entropy of the category, nats                %.4f given the emotion, %.4f with the person, %.4f with the hour\n",
      of_emotion_alone, of_person_too, truth / n);
  std::printf("to be learned beyond the emotion             %.4f nats, %.0f %% of it from the person\n",
              of_emotion_alone - truth / n, 100 * (of_emotion_alone - of_person_too) / (of_emotion_alone - truth / n));
}

}  // namespace
}  // namespace synth::bench

int main(int argc, char** argv) {
  const std::int64_t logs = argc > 1 ? std::atoll(argv[1]) : 200000;
  synth::bench::logs_of(logs);
  synth::bench::clicks_of(logs * 2 / 5);
  return 0;
}
