#include "words/sentence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "math/rng.h"
#include "nn/predictor.h"
#include "nn/shapley.h"
#include "rows/categories.h"
#include "support/test_host.h"
#include "support/text.h"
#include "words/wording.h"

namespace synth::words {
namespace {

using nn::Feature;

constexpr std::string_view kLabels[] = {
    "Cooking", "K-pop clips", "cat_7", "99", "4711", "Comedy", "\x01", "a label of very many words that go on and on",
    "Дорама"};
constexpr std::string_view kEmotions[] = {
    "happy",   "sad",     "angry", "fear",      "surprise",
    "neutral", "disgust", "bored", "Nostalgia", "a bit of this and a bit of that"};
constexpr std::string_view kCities[] = {"Zzyzx", "San Pedro de Somewhere on Sea by the Hill"};

nn::Model model() {
  nn::Model made{nn::Network(nn::NetworkShape{})};
  for (const Category& category : categories()) made.labels.intern(category.id);
  for (const std::string_view label : kLabels) made.labels.intern(label);
  for (const std::string_view emotion : kEmotions) made.emotions.intern(emotion);
  for (const std::string_view city : kCities) made.cities.intern(city);
  made.people.intern("Ada Lovelace");
  return made;
}

struct Case {
  ExplainedChoice asked;
  nn::Attribution attribution;
};

// Everything is known, with contributions between -1 and 1, half of them negligible.
Case random_case(const nn::Model& of, std::uint64_t number) {
  Rng rng(key_for(1, 9301), number);
  Case made;
  made.asked.label = rng.below(of.labels.size());
  made.asked.query = {static_cast<std::int32_t>(rng.below(of.emotions.size())),
                      static_cast<std::int32_t>(rng.below(24)), static_cast<std::int32_t>(rng.below(7)), 0,
                      static_cast<std::int32_t>(rng.below(2))};
  made.asked.local_time = rng.below(4) > 0;
  for (double& contribution : made.attribution.contribution)
    contribution = (2 * rng.unit() - 1) * (rng.below(2) == 0 ? 1.0 : kMaterial);
  made.attribution.baseline = 4 * rng.unit() - 5;
  return made;
}

bool has_any(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool names(const std::string& text, Feature feature) {
  switch (feature) {
    case Feature::kPerson:
      return has_any(text, {"ou choose", "ou go for", "ou pick"});
    case Feature::kEmotion:
      return has_any(text, {"mood", "feel", "Feel", "surprised", "disgust"});
    case Feature::kHour:
      return has_any(text, {" am", " pm", "noon", "midnight", "time of day"});
    case Feature::kWeekday:
      return has_any(text,
                     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "of the week"});
    default:
      return has_any(text, {"Zzyzx", "San Pedro"});
  }
}

constexpr Feature kAll[] = {Feature::kPerson, Feature::kEmotion, Feature::kHour, Feature::kWeekday, Feature::kPlace};

TEST(Sentence, NamesOnlyWhatSpeaksForTheCategory) {
  const nn::Model of = model();
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const Case at = random_case(of, i);
    const Sentence sentence = compose(of, at.asked, at.attribution, mix64(i));
    for (const Feature feature : kAll) {
      if (!sentence.reasons.empty() && names(sentence.text, feature)) {
        EXPECT_GE(at.attribution.of(feature), feature == Feature::kPerson ? kMaterialOfPerson : kMaterial)
            << sentence.text;
        EXPECT_TRUE(std::find(sentence.reasons.begin(), sentence.reasons.end(), feature) != sentence.reasons.end())
            << sentence.text;
      }
    }
  }
}

TEST(Sentence, NamesTheStrongestReason) {
  const nn::Model of = model();
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const Case at = random_case(of, i);
    const std::vector<Feature> reasons = reasons_of(at.attribution);
    if (reasons.empty()) continue;
    const Sentence sentence = compose(of, at.asked, at.attribution, mix64(i));
    // If the place's offset is unknown, the hour is named rather than the weekday.
    if (!at.asked.local_time && reasons.front() == Feature::kWeekday) continue;
    EXPECT_TRUE(names(sentence.text, reasons.front())) << sentence.text << static_cast<int>(reasons.front());
  }
}

TEST(Sentence, IsOneShortWellFormedSentence) {
  const nn::Model of = model();
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const Case at = random_case(of, i);
    const std::string text = compose(of, at.asked, at.attribution, mix64(i)).text;
    EXPECT_LE(std::count(text.begin(), text.end(), ' ') + 1, 23) << text;
    EXPECT_TRUE(synth::test::is_printable_utf8(text) && synth::test::is_well_spaced(text)) << text;
    EXPECT_TRUE(text.back() == '.' || text.back() == '?' || text.ends_with("…")) << text;
    EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
    EXPECT_FALSE(text.front() >= 'a' && text.front() <= 'z') << text;
  }
}

TEST(Sentence, ThereAreMany) {
  const nn::Model of = model();
  std::set<std::string> texts;
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const Case at = random_case(of, i);
    texts.insert(compose(of, at.asked, at.attribution, mix64(i)).text);
  }
  EXPECT_GT(texts.size(), 8000U);
}

TEST(Sentence, ReadsAsInTheExample) {
  const nn::Model of = model();
  ExplainedChoice asked;
  asked.label = of.labels.find("23");
  asked.query = {static_cast<std::int32_t>(of.emotions.find("happy")), 20, 5, 0, 0};
  asked.local_time = true;
  nn::Attribution attribution;
  const auto text = [&](std::array<double, nn::kFeatures> contribution, std::uint64_t choice = 0) {
    attribution.contribution = contribution;
    return compose(of, asked, attribution, choice).text;
  };
  EXPECT_EQ(text({0.9, 0.5, 0.3, 0.0, -0.2}),
            "You choose comedy more than others would, and it suits your happy mood.");
  EXPECT_EQ(text({0.5, 0.3, 0.9, 0.3, 0.3}),
            "Comedy is chosen more often on Saturdays around 8 pm in Zzyzx, and you choose it more than others would.");
  EXPECT_EQ(text({0.5, 0.9, 0.0, 0.0, 0.0}, 1),
            "People who feel happy choose comedy more often, and you choose it more than others would.");
  EXPECT_EQ(text({-0.5, 0.05, 0.0, 0.0, 0.0}),
            "Others would choose comedy more than you do, but it might be worth a look.");
  EXPECT_EQ(text({-0.5, 0.05, 0.0, 0.0, 0.0}, 1), "You choose comedy less than others would: how about it today?");
  asked.local_time = false;
  EXPECT_EQ(text({0.0, -0.5, 0.3, 0.0, 0.0}), "Comedy is chosen more often at this time of day.");
}

TEST(Sentence, CallsTheHourItself) {
  EXPECT_EQ(time_phrase(0, -1), "around midnight");
  EXPECT_EQ(time_phrase(9, -1), "around 9 am");
  EXPECT_EQ(time_phrase(12, 0), "on Mondays around noon");
  EXPECT_EQ(time_phrase(23, -1), "around 11 pm");
  EXPECT_EQ(time_phrase(-1, 6), "on Sundays");
}

TEST(Sentence, OtherEmotionsAndCategoriesReadWell) {
  const nn::Model of = model();
  const auto text = [&](std::string_view label, std::string_view emotion, std::uint64_t choice) {
    ExplainedChoice asked;
    asked.label = of.labels.find(label);
    asked.query.emotion = static_cast<std::int32_t>(of.emotions.find(emotion));
    nn::Attribution attribution;
    attribution.contribution = {0.0, 0.5, 0.0, 0.0, 0.0};
    return compose(of, asked, attribution, choice).text;
  };
  EXPECT_EQ(text("Cooking", "bored", 0), "Cooking videos go well with feeling bored.");
  EXPECT_EQ(text("99", "bored", 1), "Feeling bored goes well with videos of category 99.");
  EXPECT_EQ(text("K-pop clips", "Nostalgia", 2), "K-pop clips are a good match for feeling Nostalgia.");
  EXPECT_EQ(text("Comedy", "bored", 3), "People feeling bored choose comedy more often.");
  EXPECT_EQ(text("\x01", "happy", 0), "Such videos suit your happy mood.");
}

// What a language model is told about each reason.
// "noun": no sentence speaks of videos, whatever the category.
TEST(Sentence, SpeaksOfWhatIsChosen) {
  const nn::Model of = model();
  std::set<std::string> with_songs;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    Case at = random_case(of, i);
    const std::string before = compose(of, at.asked, at.attribution, mix64(i)).text;
    at.asked.noun = "songs";
    const std::string text = compose(of, at.asked, at.attribution, mix64(i)).text;
    EXPECT_EQ(text.find("ideo"), text.find("ideo blog")) << text;
    if (text.find("ongs") != std::string::npos) with_songs.insert(text);
    if (before.find("ideo") == std::string::npos) {
      EXPECT_EQ(text, before);
    }
  }
  EXPECT_GT(with_songs.size(), 500U);
  EXPECT_EQ(noun_of("10", "songs").text, "music songs");
  EXPECT_EQ(noun_of("Jazz", "songs").text, "Jazz songs");
  EXPECT_EQ(noun_of("Jazz songs", "songs").text, "Jazz songs");
  EXPECT_EQ(noun_of("cat_7", "songs").text, "songs of category cat_7");
  EXPECT_EQ(noun_of("Jazz", "\n").text, "Jazz videos") << "no words";
}

TEST(Sentence, EveryReasonHasAPhrase) {
  const nn::Model of = model();
  ExplainedChoice asked;
  asked.query = {static_cast<std::int32_t>(of.emotions.find("happy")), 20, 5, 0, 0};
  asked.local_time = true;
  EXPECT_EQ(reason_phrase(of, asked, Feature::kPerson), "I choose this category more than others would");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kEmotion), "people choose it more often when they feel \"happy\"");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kPlace), "people choose it more often in \"Zzyzx\"");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kHour), "people choose it more often around 8 pm");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kWeekday), "people choose it more often on Saturdays");
}

// Counts people's clicks: whatever a sentence claims about a person, an emotion or an hour must be true of the counts.
// Once, people with a quarter of their clicks on a category were told that it "could be something new for you".
TEST(Sentence, WhatItClaimsIsSoInTheCounts) {
  constexpr std::uint32_t kPeople = 8, kMoods = 4, kKinds = 6, kHours = 24, kRows = 16000;
  constexpr const char* kFelt[] = {"happy", "sad", "bored", "neutral"};
  constexpr const char* kWhat[] = {"10", "20", "23", "25", "Cooking", "99"};
  std::array<std::array<double, kKinds>, kPeople> by_person{};
  std::array<std::array<double, kKinds>, kMoods> by_emotion{};
  std::array<std::array<double, kKinds>, kHours> by_hour{};
  std::array<double, kKinds> all{};
  nn::Collector collector;
  for (std::uint32_t i = 0; i < kRows; ++i) {
    Rng rng(key_for(1, 9302), i);
    const std::uint32_t person = rng.below(kPeople), emotion = rng.below(kMoods), hour = rng.below(kHours);
    std::array<double, kKinds> weight{};
    double sum = 0;
    for (std::uint32_t c = 0; c < kKinds; ++c) {
      weight[c] = 1.0 + c;  // some are common, some are not
      if (c == person % kKinds) weight[c] *= 3;
      if (c == (person + 2) % kKinds) weight[c] *= 0.4;
      if (c == emotion) weight[c] *= 2;
      if (c == 4 && hour >= 18) weight[c] *= 2.5;
      sum += weight[c];
    }
    double u = rng.unit() * sum;
    std::uint32_t label = 0;
    while (label + 1 < kKinds && u >= weight[label]) u -= weight[label++];
    const std::string name = "Person " + std::to_string(person);
    const std::string_view name_view = name, city = "London";
    // In January: to the model, London's offset is always that of UTC.
    collector.add(kWhat[label], kFelt[emotion], 1'704'067'200 + 86400 * std::int64_t{i / 600} + 3600 * hour, &name_view,
                  &city);
    ++by_person[person][label];
    ++by_emotion[emotion][label];
    ++by_hour[hour][label];
    ++all[label];
  }
  synth::testing::TestHost host;
  nn::TrainingOptions options;
  options.epochs = 20;
  options.hidden = {};
  options.threads = 1;
  nn::Monitor monitor(host, options);
  const nn::Model model = nn::train(collector, options, monitor);
  nn::Shapley shapley(model);
  const auto share = [](const std::array<double, kKinds>& counts, std::uint32_t c) {
    double sum = 0;
    for (const double count : counts) sum += count;
    return counts[c] / sum;
  };
  // With a few thousand rows, a share is no more exact than this.
  constexpr double kExact = 0.97;
  int more = 0, less = 0, moods = 0, hours = 0, common = 0;
  for (std::uint32_t person = 0; person < kPeople; ++person)
    for (std::uint32_t emotion = 0; emotion < kMoods; ++emotion)
      for (std::uint32_t hour = 0; hour < kHours; hour += 3)
        for (std::uint32_t c = 0; c < kKinds; ++c) {
          const std::string name = "Person " + std::to_string(person);
          const std::string_view name_view = name, city = "London";
          ExplainedChoice asked;
          asked.label = model.labels.find(kWhat[c]);
          asked.query = nn::query_for(model, static_cast<std::int32_t>(model.emotions.find(kFelt[emotion])),
                                      1'704'067'200 + 3600 * std::int64_t{hour}, &name_view, &city);
          asked.local_time = true;
          const std::string text =
              compose(model, asked, shapley.explain(asked.query, asked.label), mix64(c + hour)).text;
          EXPECT_FALSE(has_any(text, {"new for", "mostly", "Many", "many", "popular", "tend", "most "})) << text;
          if (has_any(text, {"less than others would", "Others would choose"})) {
            EXPECT_LT(share(by_person[person], c) * kExact, share(all, c)) << text;
            ++less;
          } else if (text.find("than others would") != std::string::npos) {
            EXPECT_GT(share(by_person[person], c), share(all, c) * kExact) << text;
            ++more;
          }
          if (has_any(text, {"mood", "feel", "Feel"})) {
            EXPECT_GT(share(by_emotion[emotion], c), share(all, c) * kExact) << text;
            ++moods;
          }
          if (has_any(text, {" am", " pm", "noon", "midnight"})) {
            EXPECT_GT(share(by_hour[hour], c), share(all, c) * kExact) << text;
            ++hours;
          }
          if (has_any(text, {"average"})) {
            EXPECT_GT(share(all, c), 1.0 / kKinds) << text;
            ++common;
          }
        }
  for (const int claims : {more, less, moods, hours}) EXPECT_GT(claims, 50);
  EXPECT_GT(common, 0);
}

TEST(Sentence, EveryYoutubeCategoryHasItsWords) {
  for (const Category& category : categories())
    EXPECT_EQ(noun_of(category.id).text.find("category"), std::string::npos) << category.genre;
}

}  // namespace
}  // namespace synth::words
