#include "fn/sentence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/categories.h"
#include "core/rng.h"
#include "fn/wording.h"
#include "support/text.h"

namespace synth::fn {
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
  nn::Model made{nn::Network(nn::Shape{})};
  for (const Category& category : categories()) made.labels.intern(category.id);
  for (const std::string_view label : kLabels) made.labels.intern(label);
  for (const std::string_view emotion : kEmotions) made.emotions.intern(emotion);
  for (const std::string_view city : kCities) made.cities.intern(city);
  made.people.intern("Ada Lovelace");
  return made;
}

struct Case {
  Asked asked;
  nn::Attribution attribution;
};

// Everything known, with contributions between -1 and 1 of which half are nothing much.
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
      return has_any(text, {"ou tend", "ou often", "ou like", "ou choose", "your taste"});
    case Feature::kEmotion:
      return has_any(text, {"mood", "feel", "moment", "anger", "cool down", "fear", "surprise", "curiosity", "disgust",
                            "bored", "Nostalgia", "a bit of"});
    case Feature::kHour:
      return has_any(text, {"morning", "afternoon", "evening", "night", "dawn", "time of day"});
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
      if (names(sentence.text, feature)) {
        EXPECT_GE(at.attribution.of(feature), kMaterial) << sentence.text;
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
    // Of an hour and a weekday in a place without a known offset the hour is named.
    if (!at.asked.local_time && reasons.front() == Feature::kWeekday) continue;
    EXPECT_TRUE(names(sentence.text, reasons.front())) << sentence.text << static_cast<int>(reasons.front());
  }
}

TEST(Sentence, IsOneShortWellFormedSentence) {
  const nn::Model of = model();
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const Case at = random_case(of, i);
    const std::string text = compose(of, at.asked, at.attribution, mix64(i)).text;
    EXPECT_LT(std::count(text.begin(), text.end(), ' ') + 1, 30) << text;
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
  Asked asked;
  asked.label = of.labels.find("23");
  asked.query = {static_cast<std::int32_t>(of.emotions.find("happy")), 20, 5, 0, 0};
  asked.local_time = true;
  nn::Attribution attribution;
  attribution.contribution = {0.9, 0.5, 0.3, 0.0, -0.2};
  EXPECT_EQ(compose(of, asked, attribution, 0).text,
            "You tend to watch comedy in the evening, and it suits your happy mood.");
  attribution.contribution = {0.9, 0.5, 0.3, 0.3, 0.3};
  EXPECT_EQ(compose(of, asked, attribution, 0).text,
            "You tend to watch comedy on Saturday evenings in Zzyzx, and it suits your happy mood.");
  asked.local_time = false;
  attribution.contribution = {0.0, -0.5, 0.3, 0.0, 0.0};
  EXPECT_EQ(compose(of, asked, attribution, 0).text, "Comedy is popular at this time of day.");
  attribution.contribution = {-0.5, 0.05, 0.0, 0.0, 0.0};
  EXPECT_EQ(compose(of, asked, attribution, 0).text, "Comedy would be a change from what you mostly choose.");
}

TEST(Sentence, OtherEmotionsAndCategoriesReadWell) {
  const nn::Model of = model();
  const auto text = [&](std::string_view label, std::string_view emotion, std::uint64_t choice) {
    Asked asked;
    asked.label = of.labels.find(label);
    asked.query.emotion = static_cast<std::int32_t>(of.emotions.find(emotion));
    nn::Attribution attribution;
    attribution.contribution = {0.0, 0.5, 0.0, 0.0, 0.0};
    return compose(of, asked, attribution, choice).text;
  };
  EXPECT_EQ(text("Cooking", "bored", 0), "Cooking videos go well with feeling bored.");
  EXPECT_EQ(text("99", "bored", 1), "Feeling bored goes well with videos of category 99.");
  EXPECT_EQ(text("K-pop clips", "Nostalgia", 2), "K-pop clips are a good match for feeling Nostalgia.");
  EXPECT_EQ(text("Comedy", "bored", 3), "When you are feeling bored, comedy is a good choice.");
  EXPECT_EQ(text("\x01", "happy", 0), "Such videos suit your happy mood.");
}

// What a language model is told of each reason.
TEST(Sentence, EveryReasonHasAPhrase) {
  const nn::Model of = model();
  Asked asked;
  asked.query = {static_cast<std::int32_t>(of.emotions.find("happy")), 20, 5, 0, 0};
  asked.local_time = true;
  EXPECT_EQ(reason_phrase(of, asked, Feature::kPerson), "I choose this category more often than most people");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kEmotion), "people often choose it when they feel \"happy\"");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kPlace), "it is popular in \"Zzyzx\"");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kHour), "it is popular in the evening");
  EXPECT_EQ(reason_phrase(of, asked, Feature::kWeekday), "it is popular on Saturdays");
}

TEST(Sentence, EveryYoutubeCategoryHasItsWords) {
  for (const Category& category : categories())
    EXPECT_EQ(noun_of(category.id).text.find("category"), std::string::npos) << category.genre;
}

}  // namespace
}  // namespace synth::fn
