// Twin worlds: a document changes only what it is about, and by the least share that its law allows. The least is the
// total variation distance of the two laws of a draw, and the changes that are counted are independent given that.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>

#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"
#include "world/synth_videos.h"

namespace synth::world {
namespace {

using namespace testing;
using Clicks = SynthVideoClicks;
using Logs = SynthEmotionLogs;

constexpr std::string_view kDefault = "{}";

ChoiceDraws draws_of(std::uint64_t row) {
  Rng rng(key_for(77, 1), row);
  ChoiceDraws draws{};
  draws.side = rng.unit();
  draws.matched = rng.unit();
  draws.other = rng.unit();
  return draws;
}

std::shared_ptr<const WorldSpec> spec_of(std::string_view document) {
  TestHost host;
  return open_spec(document, host);
}

double match_rate_of(const WorldSpec& spec) {
  const Value& given = spec.parameter("match_rate");
  return given.is_null() ? 0.8 : given.as_real();
}

// The labels that both laws have, by name.
template <class Thing>
std::map<std::string, double> by_name(const std::vector<Thing>& things, std::string Thing::*name,
                                      const std::vector<double>& probabilities) {
  std::map<std::string, double> result;
  for (std::size_t k = 0; k < things.size(); ++k) result[things[k].*name] += probabilities[k];
  return result;
}

double total_variation(const std::map<std::string, double>& from, const std::map<std::string, double>& to) {
  double sum = 0;
  for (const auto& [name, q] : to) {
    const auto same = from.find(name);
    sum += std::max(0.0, q - (same == from.end() ? 0 : same->second));
  }
  return sum;
}

// Edits of what is chosen, in one way and in several.
constexpr std::string_view kChoices[] = {
    R"({"match_rate": 0.7})",
    R"({"match_rate": 0.85})",
    R"({"choice": {"taste_strength": 1.0}})",
    R"({"choice": {"hour_strength": 0.8}})",
    R"({"categories": {"20": {"weight": 0.24}}})",
    R"({"categories": {"99": {"weight": 0.05}}})",
    R"({"categories": {"99": {"weight": 0.05}, "2": null}, "map": {"happy": {"99": 1, "10": 1}}})",
    R"({"categories": {"10": {"peak_hour": 12, "appeal": [0, 0, 0.5]}}})",
    R"({"map": {"happy": {"23": 0.35, "10": 0.385, "24": 0.3}}})",
    R"({"map": {"happy": {"10": 0.35, "23": 0.35}, "neutral": {"1": 1}}})",
    R"({"match_rate": 0.6, "choice": {"taste_strength": 0.5}, "categories": {"1": null}, "map": {"sad": {"10": 1}}})",
    R"({"match_rate": 1, "choice": {"taste_strength": 0.5}})",
    R"({"match_rate": 0, "choice": {"taste_strength": 0.5}})"};

// Also that `probability` is exact: of the choices that are made, and of those that could be.
TEST(TwinWorlds, AChoiceChangesAsRarelyAsItCan) {
  constexpr std::int64_t kRows = 30000;
  Reader<Clicks> before({{Clicks::kN, integer(kRows)}, {Clicks::kUntil, integer(kUntil)}});
  const WorldSpec& usual = default_spec();
  const ChoiceModel usual_law(usual, 0, 0.8);
  for (const std::string_view document : kChoices) {
    Reader<Clicks> after({{Clicks::kN, integer(kRows)}, {Clicks::kUntil, integer(kUntil)}}, document);
    const auto spec = spec_of(document);
    const ChoiceModel law(*spec, 0, match_rate_of(*spec));
    Score changes;
    std::vector<double> counts(spec->categories.size()), expected(spec->categories.size());
    for (std::uint64_t i = 0; i < before.size(); ++i) {
      const auto wanted = ColumnSet::of(Clicks::kVideoCategory, Clicks::kCity, Clicks::kProbability);
      const Engagement was = before.at(i, wanted).engagement, is = after.at(i, wanted).engagement;
      ASSERT_EQ(was.log.emotion, is.log.emotion);
      ASSERT_EQ(was.time, is.time);
      ASSERT_EQ(was.place, is.place);
      const std::uint64_t user = is.log.seat.person.user;
      const int hour = local_time(is.time, usual.cities[is.place].utc_offset).hour;
      const std::vector<double> p = usual_law.probabilities(is.log.emotion, user, hour);
      const std::vector<double> q = law.probabilities(is.log.emotion, user, hour);
      ASSERT_DOUBLE_EQ(is.choice.probability, q[is.choice.category]) << document << " " << i;
      ASSERT_EQ(is.choice.matched, std::ranges::any_of(spec->map, [&](const WorldSpec::MapEntry& entry) {
                  return entry.emotion == is.log.emotion && entry.category == is.choice.category;
                }));
      counts[is.choice.category] += 1;
      for (std::size_t c = 0; c < q.size(); ++c) expected[c] += q[c];
      const double least = total_variation(by_name(usual.categories, &WorldSpec::Category::id, p),
                                           by_name(spec->categories, &WorldSpec::Category::id, q));
      const bool changed = usual.categories[was.choice.category].id != spec->categories[is.choice.category].id;
      if (least < 1e-12) {
        ASSERT_FALSE(changed) << document << " " << i;
      } else {
        changes.add(changed, std::min(least, 1.0));
      }
    }
    EXPECT_LT(std::abs(changes.sigmas()), 3) << document;
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << document;
  }
}

// The calibration of `probability` within each emotion and hour, with a document that edits all of it.
TEST(TwinWorlds, AnEditedChoiceFollowsItsProbabilities) {
  const auto spec = spec_of(
      R"({"choice": {"taste_strength": 1.3, "hour_strength": 0.3}, "categories": {"99": {"weight": 0.2}, "24": null},
          "emotions": {"zen": {}}, "map": {"happy": {"99": 1, "10": 1, "1": 0.5}, "zen": {"99": 1, "2": 1, "10": 1}}})");
  const ChoiceModel law(*spec, 3, 0.65);
  const std::size_t n = spec->categories.size();
  for (std::uint16_t emotion = 0; emotion < 8; ++emotion)
    for (const int hour : {3, 20}) {
      std::vector<double> counts(n), expected = law.probabilities(emotion, 12, hour);
      EXPECT_NEAR(std::accumulate(expected.begin(), expected.end(), 0.0), 1, 1e-12);
      for (double& each : expected) each *= 40000;
      for (std::uint64_t row = 0; row < 40000; ++row) {
        const ChoiceDraws draws = draws_of(row);
        const Choice choice = law.choose(emotion, 12, hour, draws);
        ASSERT_NEAR(choice.probability * 40000, expected[choice.category], 1e-8);
        counts[choice.category] += 1;
      }
      EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3.5) << emotion << " " << hour;
    }
}

// A category that comes or goes moves no taste for the others, and its own is the same in every document.
TEST(TwinWorlds, TheTastesForOtherCategoriesStay) {
  const auto one = spec_of(R"({"categories": {"99": {}}})");
  const auto two = spec_of(R"({"categories": {"1": null, "98": {}, "99": {}, "15": null}})");
  const auto index = [](const WorldSpec& spec, std::string_view id) {
    return static_cast<std::size_t>(std::ranges::find(spec.categories, id, &WorldSpec::Category::id) -
                                    spec.categories.begin());
  };
  const ChoiceModel before(default_spec(), 5, 0.8), a(*one, 5, 0.8), b(*two, 5, 0.8);
  std::set<double> of_new;
  for (std::uint64_t user = 0; user < 500; ++user) {
    const auto odds = [user, &index](const ChoiceModel& law, const WorldSpec& spec, const char* id) {
      const std::vector<double> p = law.probabilities(0, user, 12);
      return p[index(spec, id)] / p[index(spec, "20")];
    };
    for (const char* id : {"2", "17", "19", "22", "25", "28", "29"}) {
      ASSERT_NEAR(odds(a, *one, id) / odds(before, default_spec(), id), 1, 1e-12) << id;
      ASSERT_NEAR(odds(b, *two, id) / odds(before, default_spec(), id), 1, 1e-12) << id;
    }
    ASSERT_NEAR(odds(b, *two, "99") / odds(a, *one, "99"), 1, 1e-12);
    of_new.insert(odds(a, *one, "99"));
  }
  EXPECT_GT(of_new.size(), 100U) << "people differ";
}

// What a document says of one emotion is nothing to the others.
TEST(TwinWorlds, TheChoicesOfOtherEmotionsStay) {
  const auto spec = spec_of(R"({"map": {"happy": {"10": 1, "20": 1}}})");
  const ChoiceModel before(default_spec(), 0, 0.8), after(*spec, 0, 0.8);
  for (std::uint64_t row = 0; row < 20000; ++row) {
    const ChoiceDraws draws = draws_of(row);
    const auto emotion = static_cast<std::uint16_t>(1 + row % 6);
    const Choice was = before.choose(emotion, row, 12, draws), is = after.choose(emotion, row, 12, draws);
    ASSERT_EQ(was.category, is.category);
    ASSERT_EQ(was.probability, is.probability);
  }
}

// Two documents that both differ from the default law, or have nothing in common with it: 1.0 to 1.8 times the least.
TEST(TwinWorlds, TheChoicesOfTwoEditsDifferInLittleMoreThanTheLeast) {
  struct Pair {
    std::string one, two;
  };
  const std::string chess = R"({"emotions": [{"name": "calm"}], "categories": [{"id": "a"}, {"id": "b"}, {"id": "c"},
      {"id": "d"}, {"id": "e"}, {"id": "f"}, {"id": "g"}, {"id": "h"}], "map": {"calm": {"d": 1, "a": 2, "f": 3, "b": 1}})";
  const auto but = [](std::string text, const std::string& old, const std::string& fresh) {
    return text.replace(text.find(old), old.size(), fresh);
  };
  const std::string taste = R"({"choice": {"taste_strength": 1.2})";
  for (const auto& [one, two] :
       {Pair{taste + "}", R"({"choice": {"taste_strength": 1.25}})"},
        Pair{taste + "}", R"({"choice": {"taste_strength": 1.2, "hour_strength": 0.8}})"},
        Pair{taste + "}", taste + R"(, "categories": {"99": {"weight": 0.05}}})"},
        Pair{taste + "}", taste + R"(, "match_rate": 0.75})"}, Pair{chess + "}", chess + R"(, "match_rate": 0.75})"},
        Pair{chess + "}", but(chess, R"({"id": "c"})", R"({"id": "c"}, {"id": "x", "weight": 0.01})") + "}"},
        Pair{chess + "}", but(chess, R"("d": 1)", R"("d": 1.2)") + "}"}}) {
    const auto spec_a = spec_of(one), spec_b = spec_of(two);
    const ChoiceModel a(*spec_a, 0, match_rate_of(*spec_a)), b(*spec_b, 0, match_rate_of(*spec_b));
    double changes = 0, least = 0;
    for (std::uint64_t row = 0; row < 50000; ++row) {
      const ChoiceDraws draws = draws_of(row);
      const auto emotion = static_cast<std::uint16_t>(row % spec_a->emotions.size());
      const int hour = static_cast<int>(row / 7 % 24);
      changes += spec_a->categories[a.choose(emotion, row, hour, draws).category].id !=
                         spec_b->categories[b.choose(emotion, row, hour, draws).category].id
                     ? 1
                     : 0;
      least +=
          total_variation(by_name(spec_a->categories, &WorldSpec::Category::id, a.probabilities(emotion, row, hour)),
                          by_name(spec_b->categories, &WorldSpec::Category::id, b.probabilities(emotion, row, hour)));
    }
    EXPECT_LT(changes / least, 2.0) << two;
    EXPECT_GT(changes / least, 0.95) << two;
  }
}

// The share of people whose mood changes: of the draws that it goes back to, over hours and favourites.
double least_of_moods(const WorldSpec& spec, int local_hour_of_step, double steps_an_hour) {
  const WorldSpec& usual = default_spec();
  const auto rates_before = mood_rates(usual), rates = mood_rates(spec);
  const auto mean = [](const std::array<std::vector<double>, 24>& by_hour) {
    std::vector<double> result(by_hour[0].size());
    for (const auto& hour : by_hour)
      for (std::size_t e = 0; e < result.size(); ++e) result[e] += hour[e] / 24;
    return result;
  };
  const auto variation = [&](const std::vector<double>& p, const std::vector<double>& q) {
    return total_variation(by_name(usual.emotions, &WorldSpec::Emotion::name, p),
                           by_name(spec.emotions, &WorldSpec::Emotion::name, q));
  };
  const double of_favourites = variation(mean(rates_before), mean(rates));
  const double change = std::round((1 - spec.mood_persistence) * 65536) / 65536;
  double sum = 0, weight = change;
  for (int back = 0; back < 400; ++back, weight *= 1 - change) {
    const auto hours_back = static_cast<int>(back / steps_an_hour);
    const auto hour = static_cast<std::size_t>(((local_hour_of_step - hours_back) % 24 + 24) % 24);
    sum += weight * ((1 - spec.mood_individuality) * variation(rates_before[hour], rates[hour]) +
                     spec.mood_individuality * of_favourites);
  }
  return sum;
}

TEST(TwinWorlds, AMoodChangesAsRarelyAsItCan) {
  constexpr std::uint64_t kPeople = 60000;  // one row of each: their rows are independent
  const WorldSpec& usual = default_spec();
  const Mood before(usual, 1);
  for (const std::string_view document :
       {R"({"emotions": {"zen": {"rate": 0.05}}, "map": {"zen": {"10": 1}}})", R"({"emotions": {"disgust": null}})",
        R"({"emotions": {"happy": {"rate": 0.5}}})", R"({"emotions": {"sad": {"rate": 0.05}}})",
        R"({"emotions": {"sad": {"hour_tilt": 0.5}}})", R"({"emotions": {"happy": {"hour_tilt": 0}}})",
        R"({"merge": false, "emotions": {"sad": {"rate": 1}, "calm": {"rate": 2}, "happy": {"rate": 1}},
            "map": {"sad": {"10": 1}, "calm": {"10": 1}, "happy": {"10": 1}}})"}) {
    const auto spec = spec_of(document);
    const Mood after(*spec, 1);
    const std::int64_t step = after.step_at(kUntil);
    const double least = least_of_moods(*spec, local_time(step * 1800, 0).hour, 2);
    Score changes;
    std::vector<double> counts(spec->emotions.size()), expected(spec->emotions.size());
    for (std::uint64_t user = 0; user < kPeople; ++user) {
      const std::uint16_t was = before.at(user, 0, step), is = after.at(user, 0, step);
      changes.add(usual.emotions[was].name != spec->emotions[is].name, least);
      counts[is] += 1;
      const std::vector<double> law = after.probability(user, 0, step);
      for (std::size_t e = 0; e < law.size(); ++e) expected[e] += law[e];
    }
    EXPECT_LT(std::abs(changes.sigmas()), 3) << document << " " << least;
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << document;
  }
}

TEST(TwinWorlds, ALargerPartOfTheirOwnMovesOnlyThatPart) {
  constexpr std::uint64_t kPeople = 60000;
  for (const double individuality : {0.0, 0.45, 0.6, 1.0}) {
    WorldSpec spec = default_spec();
    spec.mood_individuality = individuality;
    const Mood before(default_spec(), 1), after(spec, 1);
    const std::int64_t step = before.step_at(kUntil);
    // Favourites and the rates of the hour mostly differ. Those that happen to agree do not change.
    const double most = std::abs(individuality - 0.5);
    Score changes, at_least;
    std::vector<double> counts(7), expected(7);
    for (std::uint64_t user = 0; user < kPeople; ++user) {
      const std::uint16_t was = before.at(user, 0, step), is = after.at(user, 0, step);
      changes.add(was != is, most);
      at_least.add(was != is, most / 2);
      counts[is] += 1;
      const std::vector<double> law = after.probability(user, 0, step);
      for (std::size_t e = 0; e < 7; ++e) expected[e] += law[e];
    }
    EXPECT_LT(changes.sigmas(), 3) << individuality;
    EXPECT_GT(at_least.sigmas(), 3) << individuality;
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << individuality;
  }
}

std::map<std::string, double> homes_of(const WorldSpec& spec) {
  double total = 0;
  for (const WorldSpec::City& city : spec.cities) total += city.weight;
  std::map<std::string, double> result;
  for (const WorldSpec::City& city : spec.cities) result[city.city] = city.weight / total;
  return result;
}

constexpr std::string_view kCities[] = {
    R"({"cities": {"Atlantis": {"country": "Ocean", "weight": 5000}}})",
    R"({"cities": {"Lyons": {"country": "France", "weight": 5000}}})",
    R"({"cities": {"Paris": null, "London": null}})",
    R"({"cities": {"Tokyo": {"weight": 10}, "Delhi": {"weight": 9000}}})",
    R"({"cities": {"Paris": {"country": "Germany"}}})",
    R"({"trip": {"abroad_rate": 0.35}})",
    R"({"cities": [{"city": "Paris"}, {"city": "Oz", "weight": 300}, {"city": "Berlin"}]})"};

TEST(TwinWorlds, AHomeChangesAsRarelyAsItCan) {
  constexpr std::uint64_t kPeople = 100000;
  const WorldSpec& usual = default_spec();
  const People before(usual, 5, kPeople, 0.9);
  for (const std::string_view document : kCities) {
    const auto spec = spec_of(document);
    const People after(*spec, 5, kPeople, 0.9);
    const std::map<std::string, double> law = homes_of(*spec);
    const double least = total_variation(homes_of(usual), law);
    Score changes;
    std::vector<double> counts(spec->cities.size()), expected;
    for (const WorldSpec::City& city : spec->cities) expected.push_back(law.at(city.city) * kPeople);
    for (std::uint64_t user = 0; user < kPeople; ++user) {
      const Person was = before.person(user), is = after.person(user);
      const bool changed = usual.cities[was.home].city != spec->cities[is.home].city;
      if (least < 1e-12)
        ASSERT_FALSE(changed);
      else
        changes.add(changed, least);
      counts[is.home] += 1;
      ASSERT_EQ(was.chronotype, is.chronotype);
    }
    if (least >= 1e-12) {
      EXPECT_LT(std::abs(changes.sigmas()), 3) << document << " " << least;
    }
    EXPECT_LT(ChiSquare(counts, expected).sigmas(), 3) << document;
  }
}

TEST(TwinWorlds, ATripChangesItsDestinationAsRarelyAsItCan) {
  const WorldSpec& usual = default_spec();
  const Destinations before(usual);
  const auto law_of = [](const Destinations& law, const WorldSpec& spec, std::uint16_t from) {
    std::vector<double> result;
    for (std::uint16_t to = 0; to < spec.cities.size(); ++to)
      result.push_back(to == from ? 0 : law.probability(from, to));
    return result;
  };
  for (const std::string_view document : kCities) {
    const auto spec = spec_of(document);
    const Destinations after(*spec);
    Score changes;
    for (std::uint16_t from = 0; from < spec->cities.size(); ++from) {
      const std::vector<double> q = law_of(after, *spec, from);
      ASSERT_NEAR(std::accumulate(q.begin(), q.end(), 0.0), 1, 1e-9) << document;
      std::uint16_t usual_from = 0;
      while (usual_from < usual.cities.size() && usual.cities[usual_from].city != spec->cities[from].city) ++usual_from;
      const bool is_new = usual_from == usual.cities.size();
      const double least =
          is_new ? 1
                 : total_variation(by_name(usual.cities, &WorldSpec::City::city, law_of(before, usual, usual_from)),
                                   by_name(spec->cities, &WorldSpec::City::city, q));
      std::vector<double> counts(spec->cities.size()), expected;
      constexpr std::uint64_t kTrips = 4000;
      for (const double each : q) expected.push_back(each * kTrips);
      for (std::uint64_t trip = 0; trip < kTrips; ++trip) {
        const auto destination = [&](const Destinations& law, std::uint16_t start) {
          Rng rng(key_for(9, 1), from * kTrips + trip);
          return law.draw(start, rng);
        };
        const std::uint16_t is = destination(after, from);
        ASSERT_NE(is, from);
        counts[is] += 1;
        if (is_new) continue;
        const bool changed = usual.cities[destination(before, usual_from)].city != spec->cities[is].city;
        if (least < 1e-12)
          ASSERT_FALSE(changed) << document << " " << from;
        else if (least < 1 - 1e-12)
          changes.add(changed, least);
        else
          ASSERT_TRUE(changed) << document << " " << from;
      }
      EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4.5) << document << " " << from;
    }
    if (changes.variance > 0) {
      EXPECT_LT(std::abs(changes.sigmas()), 3) << document;
    }
  }
}

TEST(TwinWorlds, AVideoIsTheSameInEveryCatalogueThatHasItsCategory) {
  const auto title_of = [](const Catalogue& catalogue, std::uint64_t video) {
    char id[kVideoIdLength + 1], title[kLongestTitle + 1];
    catalogue.write_id(video, id);
    catalogue.write_title(video, title);
    return std::string(id) + " " + title;
  };
  const WorldSpec& usual = default_spec();
  const Catalogue before(usual, 7, 15 * 100);
  const auto find = [](const WorldSpec& spec, const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(spec.categories, id, &WorldSpec::Category::id) -
                                    spec.categories.begin());
  };
  std::map<std::string, std::string> of_new;  // by category and rank
  for (const std::string_view document :
       {R"({"categories": {"99": {}}})", R"({"categories": {"98": {}, "99": {}, "1": null, "24": null}})",
        R"({"categories": [{"id": "24"}, {"id": "99"}, {"id": "10"}], "emotions": [{"name": "happy"}],
            "map": {"happy": {"10": 1}}})"}) {
    const auto spec = spec_of(document);
    const std::size_t n = spec->categories.size();
    const Catalogue after(*spec, 7, n * 100);
    std::set<std::string> ids;
    for (std::uint64_t rank = 0; rank < 100; ++rank)
      for (std::size_t c = 0; c < n; ++c) {
        const std::string video = title_of(after, rank * n + c);
        ids.insert(video.substr(0, kVideoIdLength));
        const std::string& id = spec->categories[c].id;
        if (const std::size_t place = find(usual, id); place < usual.categories.size()) {
          ASSERT_EQ(video, title_of(before, rank * usual.categories.size() + place)) << document;
        } else {
          const auto [known, is_new] = of_new.emplace(id + " " + std::to_string(rank), video);
          ASSERT_EQ(known->second, video) << document;
        }
      }
    EXPECT_EQ(ids.size(), n * 100);
  }
}

TEST(TwinWorlds, APopularityChangesAsFewVideosAsItCan) {
  WorldSpec spec = default_spec();
  spec.video_exponent = 1;
  const Catalogue before(default_spec(), 7, 15 * 100), after(spec, 7, 15 * 100);
  double least = 0;
  for (std::uint64_t rank = 0; rank < 100; ++rank)
    least += std::max(0.0, after.popularity(rank * 15) - before.popularity(rank * 15));
  Score changes;
  for (std::uint64_t row = 0; row < 50000; ++row) {
    Rng a(key_for(9, 1), row), b(key_for(9, 1), row);
    changes.add(before.draw(3, a) != after.draw(3, b), least);
  }
  EXPECT_LT(std::abs(changes.sigmas()), 3) << least;
}

// All cells of all rows, up to this column.
template <class Table>
void expect_no_change(typename Reader<Table>::Parameters parameters, std::string_view document, std::size_t last) {
  Reader<Table> before(parameters), after(parameters, document);
  ASSERT_EQ(before.size(), after.size());
  for (std::uint64_t i = 0; i < before.size(); ++i) {
    const auto &was = before.at(i), &is = after.at(i);
    for (std::size_t column = 0; column <= last; ++column)
      ASSERT_EQ(show(before.table().column(was, column)), show(after.table().column(is, column)))
          << document << " " << i << " " << column;
  }
}

std::int64_t rows_of_a_scan() {
  return std::getenv("SYNTH_LARGE") == nullptr ? 10000 : 1000000;
}

// SYNTH_LARGE=1 takes a million rows of each table.
TEST(TwinWorlds, LabelsOfNearlyNoWeightChangeNoCell) {
  const std::int64_t rows = rows_of_a_scan();
  for (
      const std::string_view document :
      {R"({"emotions": {"zen": {"rate": 1e-9}}, "map": {"zen": {"10": 1}}})",
       R"({"categories": {"99": {"weight": 1e-9}}})",
       R"({"categories": {"99": {"weight": 1e-9}}, "map": {"happy": {"10": 0.35, "23": 0.35, "24": 0.3, "99": 1e-9}}})",
       R"({"cities": {"Atlantis": {"country": "Atlantis", "weight": 1e-9}}})"}) {
    expect_no_change<Logs>({{Logs::kN, integer(rows)}, {Logs::kUntil, integer(kUntil)}}, document, Logs::kUserId);
    expect_no_change<Clicks>({{Clicks::kN, integer(rows)}, {Clicks::kUntil, integer(kUntil)}}, document,
                             Clicks::kLogId);
    expect_no_change<SynthVideoInteractions>(
        {{SynthVideoInteractions::kN, integer(rows)}, {SynthVideoInteractions::kUntil, integer(kUntil)}}, document,
        SynthVideoInteractions::kLogId);
  }
}

// The law in its normal form is a document that edits nothing.
TEST(TwinWorlds, TheDefaultLawAsADocumentChangesNothing) {
  const std::string law = json_from_spec(default_spec());
  for (const std::string_view document : {kDefault, std::string_view(law)}) {
    expect_no_change<Logs>({{Logs::kN, integer(3000)}, {Logs::kUntil, integer(kUntil)}}, document, Logs::kUserId);
    expect_no_change<Clicks>({{Clicks::kN, integer(3000)}, {Clicks::kUntil, integer(kUntil)}}, document,
                             Clicks::kProbability);
  }
}

}  // namespace
}  // namespace synth::world
