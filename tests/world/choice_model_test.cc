#include "world/choice_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "math/elementary.h"
#include "support/statistics.h"

namespace synth::world {
namespace {

using testing::ChiSquare;

ChoiceDraws draws_of(std::uint64_t row) {
  Rng rng(key_for(77, 1), row);
  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  return draws;
}

TEST(Choice, ProbabilitiesSumToOneAndTheSidesToTheMatchRate) {
  const ChoiceModel law(default_spec(), 0, 0.8);
  for (std::uint16_t emotion = 0; emotion < 7; ++emotion)
    for (const std::uint64_t user : {0U, 1U, 999999U}) {
      const std::vector<double> p = law.probabilities(emotion, user, 17);
      EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
      double matched = 0;
      for (const WorldSpec::MapEntry& entry : default_spec().map)
        if (entry.emotion == emotion) matched += p[entry.category];
      EXPECT_NEAR(matched, 0.8, 1e-12);
    }
}

TEST(Choice, FollowsItsProbabilities) {
  const ChoiceModel law(default_spec(), 0, 0.8);
  for (const int hour : {3, 20}) {
    std::vector<double> counts(15);
    std::vector<double> expected;
    const std::vector<double> p = law.probabilities(0, 12, hour);
    for (const double q : p) expected.push_back(q * 100000);
    for (std::uint64_t row = 0; row < 100000; ++row) {
      const Choice choice = law.choose(0, 12, hour, draws_of(row));
      counts[choice.category] += 1;
      ASSERT_EQ(choice.probability, p[choice.category]);
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4) << hour;
  }
}

// With a topic on a side, the chance of that side stays, and the topic gets session.topic of it on top.
TEST(Choice, RepeatsATopicOnItsSideOnly) {
  for (const double rate : {0.0, 0.1, 0.5, 1.0}) {
    WorldSpec spec = default_spec();
    spec.session_topic = rate;
    const ChoiceModel law(spec, 0, 0.8), without(default_spec(), 0, 0.8);
    const std::vector<double> fresh = without.probabilities(0, 12, 20);
    for (const std::uint16_t topic :
         {kNoTopic, std::uint16_t{2}, std::uint16_t{0}}) {  // none, Music, which matches, Film
      const std::vector<double> p = law.probabilities(0, 12, 20, topic);
      double side = 0;
      for (std::size_t c = 0; c < 15; ++c) {
        const bool of_topic = topic != kNoTopic && (c == 2 || c == 8 || c == 9) == (topic == 2);
        const double share = topic == 2 ? 0.8 : 0.2;
        const double expected = of_topic ? (1 - rate) * fresh[c] + (c == topic ? rate * share : 0) : fresh[c];
        EXPECT_NEAR(p[c], expected, 1e-12) << rate << " " << topic << " " << c;
        if (c == 2 || c == 8 || c == 9) side += p[c];
      }
      EXPECT_NEAR(side, 0.8, 1e-12);
      std::vector<double> counts(15), expected;
      for (const double q : p) expected.push_back(q * 50000);
      for (std::uint64_t row = 0; row < 50000; ++row) {
        ChoiceDraws draws = draws_of(row);
        draws.topic = unit_of(mix64(row + 77));
        const Choice choice = law.choose(0, 12, 20, draws, topic);
        counts[choice.category] += 1;
        ASSERT_EQ(choice.probability, p[choice.category]);
        const Choice alone = without.choose(0, 12, 20, draws);
        ASSERT_EQ(choice.matched, alone.matched);
        if (choice.category != topic) {
          ASSERT_EQ(choice.category, alone.category);
        }
      }
      EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4) << rate << " " << topic;
    }
  }
}

TEST(Choice, AnotherMatchRateMovesOnlyTheChoicesThatChangeSide) {
  const ChoiceModel high(default_spec(), 0, 0.8);
  const ChoiceModel low(default_spec(), 0, 0.7);
  int moved = 0;
  for (std::uint64_t row = 0; row < 20000; ++row) {
    const Choice a = high.choose(1, 5, 12, draws_of(row));
    const Choice b = low.choose(1, 5, 12, draws_of(row));
    if (a.matched == b.matched) {
      ASSERT_EQ(a.category, b.category);
    } else {
      ASSERT_TRUE(a.matched);
      ++moved;
    }
  }
  EXPECT_NEAR(moved / 20000.0, 0.1, 0.01);
}

TEST(Choice, TheEndsOfTheMatchRateAreExact) {
  const ChoiceModel always(default_spec(), 0, 1);
  const ChoiceModel never(default_spec(), 0, 0);
  for (std::uint64_t row = 0; row < 5000; ++row) {
    ASSERT_TRUE(always.choose(2, 1, 1, draws_of(row)).matched);
    ASSERT_FALSE(never.choose(2, 1, 1, draws_of(row)).matched);
  }
}

TEST(Choice, AnEmotionMappedToNothingOrToEverythingHasOneSide) {
  WorldSpec spec = default_spec();
  std::erase_if(spec.map, [](const WorldSpec::MapEntry& entry) { return entry.emotion == 0 || entry.emotion == 1; });
  for (std::uint16_t category = 0; category < 15; ++category) spec.map.push_back({1, category, 1, ""});
  const ChoiceModel law(spec, 0, 0.8);
  for (std::uint64_t row = 0; row < 1000; ++row) {
    ASSERT_FALSE(law.choose(0, 1, 1, draws_of(row)).matched);
    ASSERT_TRUE(law.choose(1, 1, 1, draws_of(row)).matched);
  }
  for (const std::uint16_t emotion : {std::uint16_t{0}, std::uint16_t{1}}) {
    const std::vector<double> p = law.probabilities(emotion, 3, 3);
    EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
  }
}

TEST(Choice, TastesReachCategoriesBeyondTheSixteenth) {
  WorldSpec spec = default_spec();
  for (int id = 100; id < 140; ++id) spec.categories.push_back({std::to_string(id), "genre", 0.1, 12, {}});
  spec.map.insert(spec.map.begin(), {0, 40, 1, ""});  // out of order: tastes are read by category, not by position
  const ChoiceModel law(spec, 0, 0.8);
  const std::vector<double> one = law.probabilities(0, 1, 12);
  const std::vector<double> two = law.probabilities(0, 2, 12);
  EXPECT_NE(one[40] / one[50], two[40] / two[50]);
  for (std::uint64_t row = 0; row < 2000; ++row) {
    const Choice choice = law.choose(0, 1, 12, draws_of(row));
    ASSERT_DOUBLE_EQ(choice.probability, one[choice.category]);
  }
}

// What the law says of related tastes: over people, the logarithms of two categories' relative tastes have the
// covariance taste_strength^2 * appeal . appeal, times the variance that a normal variable has in 16 steps.
TEST(Choice, TastesAreRelatedAsTheAppealsSay) {
  WorldSpec spec = default_spec();
  spec.map.clear();  // one side: all categories by weight, taste and hour
  spec.hour_strength = 0;
  const ChoiceModel law(spec, 7, 0.8);
  constexpr std::uint64_t kPeople = 20000;
  const std::size_t n = spec.categories.size();
  std::vector<double> sum(n), product(n * n);
  for (std::uint64_t user = 0; user < kPeople; ++user) {
    const std::vector<double> p = law.probabilities(0, user, 0);
    std::vector<double> taste(n);
    double mean = 0;
    for (std::size_t c = 0; c < n; ++c) mean += (taste[c] = std::log(p[c])) / static_cast<double>(n);
    for (std::size_t c = 0; c < n; ++c) {
      sum[c] += taste[c] - mean;
      for (std::size_t d = 0; d < n; ++d) product[c * n + d] += (taste[c] - mean) * (taste[d] - mean);
    }
  }
  // Choices reveal tastes only up to a constant, so both sides are centred over the categories.
  std::vector<double> law_of(n * n);
  for (std::size_t c = 0; c < n; ++c)
    for (std::size_t d = 0; d < n; ++d) {
      const auto& a = spec.categories[c].appeal;
      const auto& b = spec.categories[d].appeal;
      law_of[c * n + d] = c == d ? 1 : a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
  const auto centred = [n](const std::vector<double>& m, std::size_t c, std::size_t d) {
    double row = 0, column = 0, all = 0;
    for (std::size_t i = 0; i < n; ++i) {
      row += m[c * n + i] / static_cast<double>(n);
      column += m[i * n + d] / static_cast<double>(n);
      for (std::size_t j = 0; j < n; ++j) all += m[i * n + j] / static_cast<double>(n * n);
    }
    return m[c * n + d] - row - column + all;
  };
  double variance = 0;
  for (int step = 0; step < 16; ++step) variance += std::pow(normal_quantile((step + 0.5) / 16), 2) / 16;
  const double scale = spec.taste_strength * spec.taste_strength * variance;
  for (std::size_t c = 0; c < n; ++c)
    for (std::size_t d = 0; d < n; ++d) {
      const double covariance =
          (product[c * n + d] - sum[c] * sum[d] / static_cast<double>(kPeople)) / static_cast<double>(kPeople);
      EXPECT_NEAR(covariance, scale * centred(law_of, c, d), 0.03) << c << " " << d;
    }
}

// What a model can learn beyond the emotion: 0.15 to 0.40 nats, most of it from the person and the rest from the hour.
// Computed from the law, over equally weighted people, emotions by their rates and hours by the week's activity.
TEST(Choice, MostOfWhatCanBeLearnedIsAboutThePerson) {
  const WorldSpec& spec = default_spec();
  const ChoiceModel law(spec, 3, 0.8);
  constexpr std::uint64_t kPeople = 1000;
  const std::size_t n = spec.categories.size();
  const auto add_entropy = [](const std::vector<double>& p, double weight, double& entropy) {
    for (const double x : p) entropy -= x > 0 ? weight * x * std::log(x) : 0;
  };
  std::vector<double> hour_share(24);
  double active = 0;
  for (std::size_t hour = 0; hour < 24; ++hour)
    active += hour_share[hour] = 5 * spec.weekday[hour] + 2 * spec.weekend[hour];
  for (double& share : hour_share) share /= active;
  double rates = 0;
  for (const WorldSpec::Emotion& emotion : spec.emotions) rates += emotion.rate;
  double of_emotion = 0;
  double of_person = 0;
  double of_hour = 0;
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    const double rate = spec.emotions[e].rate / rates;
    std::vector<double> of_all(n);
    for (std::uint64_t user = 0; user < kPeople; ++user) {
      std::vector<double> of_one(n);
      for (int hour = 0; hour < 24; ++hour) {
        const double share = hour_share[static_cast<std::size_t>(hour)];
        const std::vector<double> p = law.probabilities(static_cast<std::uint16_t>(e), user, hour);
        add_entropy(p, rate * share / kPeople, of_hour);
        for (std::size_t c = 0; c < n; ++c) of_one[c] += share * p[c];
      }
      add_entropy(of_one, rate / kPeople, of_person);
      for (std::size_t c = 0; c < n; ++c) of_all[c] += of_one[c] / kPeople;
    }
    add_entropy(of_all, rate, of_emotion);
  }
  EXPECT_GT(of_emotion - of_hour, 0.15);
  EXPECT_LT(of_emotion - of_hour, 0.40);
  const double part = (of_emotion - of_person) / (of_emotion - of_hour);
  EXPECT_GT(part, 0.6) << of_emotion << " " << of_person << " " << of_hour;
  EXPECT_LT(part, 0.9) << of_emotion << " " << of_person << " " << of_hour;
}

}  // namespace
}  // namespace synth::world
