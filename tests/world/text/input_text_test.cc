#include "world/text/input_text.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "math/rng.h"
#include "support/text.h"

namespace synth::world {
namespace {

constexpr int kEmotions = static_cast<int>(std::size(kTextEmotions));
// Of a hundred rows (facts: happy, sad, angry, fear, surprise, neutral, disgust).
constexpr int kPerHundred[kEmotions] = {33, 8, 10, 3, 11, 33, 2};

constexpr Key kKey = key_for(5, 11);

std::string text_of(int emotion, int hour, std::uint64_t row) {
  char text[kLongestInput + 1];
  Rng rng(kKey, row);
  const std::size_t length = write_input(emotion, hour, rng, text);
  EXPECT_LE(length, kLongestInput);
  EXPECT_EQ(text[length], '\0');
  return std::string(text, length);
}

int hour_of(std::uint64_t row) {
  return static_cast<int>(mix64(row) % 24);
}

/// The emotion of a row, at the base rates.
int emotion_of(std::uint64_t row) {
  int dice = static_cast<int>(mix64(row + 77) % 100), emotion = 0;
  while (dice >= kPerHundred[emotion]) dice -= kPerHundred[emotion++];
  return emotion;
}

TEST(InputTexts, AreWellFormed) {
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const std::string text = text_of(static_cast<int>(row % kEmotions), hour_of(row), row);
    ASSERT_TRUE(test::is_printable_utf8(text)) << text;
    ASSERT_TRUE(test::is_well_spaced(text)) << text;
    ASSERT_EQ(text.find_first_of("{}^<>"), std::string::npos) << text;
    ASSERT_EQ(text.find(" ."), std::string::npos) << text;
    ASSERT_EQ(text.find(".!"), std::string::npos) << text;
  }
}

// Digits, emoji and punctuation not counted.
TEST(InputTexts, AMillionRowsHaveEnoughDistinctTextsOfEveryEmotion) {
  std::array<std::unordered_set<std::string>, kEmotions> texts;
  std::array<std::size_t, kEmotions> rows{};
  for (std::uint64_t row = 0; row < 1'000'000; ++row) {
    const auto emotion = static_cast<std::size_t>(emotion_of(row));
    if (texts[emotion].size() >= 20'000) continue;
    ++rows[emotion];
    texts[emotion].insert(test::joined(test::words_of(text_of(static_cast<int>(emotion), hour_of(row), row))));
  }
  for (std::size_t emotion = 0; emotion < kEmotions; ++emotion)
    EXPECT_TRUE(texts[emotion].size() >= 20'000 || 10 * texts[emotion].size() >= 8 * rows[emotion])
        << kTextEmotions[emotion] << ": " << texts[emotion].size() << " of " << rows[emotion];
}

// Like real texts, some name no feeling: a reader is right mostly, but not always.
TEST(InputTexts, ABagOfWordsTellsTheEmotionOfMostTexts) {
  test::NaiveBayes bayes(kEmotions);
  const std::uint64_t learnt = 60'000, asked = 20'000;
  for (std::uint64_t row = 0; row < learnt; ++row)
    bayes.learn(static_cast<std::size_t>(emotion_of(row)), text_of(emotion_of(row), hour_of(row), row));
  int right = 0;
  for (std::uint64_t row = learnt; row < learnt + asked; ++row)
    right += bayes.guess(text_of(emotion_of(row), hour_of(row), row)) == static_cast<std::size_t>(emotion_of(row));
  const double accuracy = right / static_cast<double>(asked);
  RecordProperty("accuracy", std::to_string(accuracy));
  EXPECT_GT(accuracy, 0.80);
  EXPECT_LT(accuracy, 0.92);
}

TEST(InputTexts, NoTextUsesTheWordsOfAnotherEmotion) {
  const std::set<std::string> lexicon[kEmotions] = {
      {"happy",   "glad",      "delighted", "thrilled",  "joy",    "joyful", "cheerful", "grateful",
       "proud",   "excited",   "lucky",     "wonderful", "lovely", "love",   "loving",   "smile",
       "smiling", "celebrate", "blessed",   "yay",       "woohoo", "elated"},
      {"sad", "lonely", "heartbroken", "gloomy", "miserable", "tearful", "homesick", "crying", "cried", "tears",
       "hopeless", "heartbreak", "blue", "sigh"},
      {"angry", "furious", "mad", "livid", "annoyed", "irritated", "outraged", "enraged", "fuming", "resentful",
       "infuriating", "outrageous", "unfair", "ridiculous"},
      {"scared", "afraid", "anxious", "nervous", "worried", "terrified", "frightened", "panic", "panicked", "panicky",
       "dread", "uneasy", "jumpy", "scary"},
      {"surprised", "surprise", "shocked", "amazed", "astonished", "stunned", "astounded", "unexpected", "dumbfounded",
       "floored", "baffled", "wow", "whoa", "twist"},
      {"neutral", "indifferent", "ordinary", "composed", "undecided", "unbothered", "average", "routine"},
      {"disgusted", "disgusting", "gross", "grossed", "revolting", "revolted", "vile", "yuck", "eww", "nauseous",
       "filthy", "nasty", "repulsed", "repulsive", "mould", "slimy", "stank", "icky", "queasy"},
  };
  std::array<int, kEmotions> said{};
  for (std::uint64_t row = 0; row < 210'000; ++row) {
    const int emotion = static_cast<int>(row % kEmotions);
    const std::string text = text_of(emotion, hour_of(row), row);
    bool own = false;
    for (const std::string& word : test::words_of(text))
      for (int other = 0; other < kEmotions; ++other) {
        if (lexicon[other].count(word) == 0) continue;
        if (other != emotion) ADD_FAILURE() << kTextEmotions[emotion] << " says \"" << word << "\": " << text;
        own |= other == emotion;
      }
    said[static_cast<std::size_t>(emotion)] += own;
  }
  for (int emotion = 0; emotion < kEmotions; ++emotion)  // and about a third or more say their own
    EXPECT_GT(said[static_cast<std::size_t>(emotion)], 210'000 / kEmotions / 10) << kTextEmotions[emotion];
}

TEST(InputTexts, SpeakOfTheirOwnTimeOfDay) {
  const auto between = [](int hour, int from, int to) {
    return from <= to ? from <= hour && hour <= to : hour >= from || hour <= to;
  };
  const struct {
    std::string_view phrase;
    int from, to;  // local hours, inclusive
  } rules[] = {
      {"this morning", 5, 13}, {"this afternoon", 12, 23},    {"this evening", 17, 23}, {"tonight", 18, 4},
      {"last night", 5, 11},   {"breakfast", 5, 10},          {"lunch", 11, 17},        {"dinner", 17, 23},
      {"first coffee", 5, 11}, {"middle of the night", 0, 4}, {"after work", 16, 23},   {"just woke up", 5, 11},
      {"before bed", 21, 3},   {"earlier today", 9, 23},      {"evening news", 17, 23}, {"morning run", 5, 11},
      {"at this hour", 22, 5}, {"night shift", 22, 6},        {"afternoon tea", 14, 18}};
  std::vector<std::set<int>> heard(std::size(rules));
  for (std::uint64_t row = 0; row < 300'000; ++row) {
    const int hour = hour_of(row);
    const std::string text = test::joined(test::words_of(text_of(static_cast<int>(row % kEmotions), hour, row)));
    for (std::size_t i = 0; i < std::size(rules); ++i) {
      if (text.find(std::string(rules[i].phrase) + ' ') == std::string::npos) continue;
      heard[i].insert(hour);
      EXPECT_TRUE(between(hour, rules[i].from, rules[i].to)) << hour << ": " << text;
    }
  }
  for (std::size_t i = 0; i < std::size(rules); ++i) EXPECT_FALSE(heard[i].empty()) << rules[i].phrase;
}

TEST(InputTexts, EmojiAndLowerCaseAreTheExceptionAndThere) {
  int emoji = 0, small = 0;
  const int rows = 100'000;
  for (int row = 0; row < rows; ++row) {
    const std::string text =
        text_of(row % kEmotions, hour_of(static_cast<std::uint64_t>(row)), static_cast<std::uint64_t>(row));
    bool has_emoji = false, has_capital = false;
    for (const char c : text) {
      has_emoji |= static_cast<unsigned char>(c) >= 0x80;
      has_capital |= static_cast<unsigned char>(c - 'A') < 26;
    }
    emoji += has_emoji;
    small += !has_capital;
  }
  EXPECT_NEAR(emoji / static_cast<double>(rows), 0.03, 0.01);
  EXPECT_NEAR(small / static_cast<double>(rows), 0.17, 0.07);
}

TEST(InputTexts, ACustomEmotionIsNamed) {
  char text[kLongestInput + 1];
  for (std::uint64_t row = 0; row < 1'000; ++row) {
    Rng rng(kKey, row);
    const std::size_t length = write_input_for("nostalgic", hour_of(row), rng, text);
    EXPECT_LE(length, kLongestInput);
    EXPECT_NE(std::string_view(text, length).find("nostalgic"), std::string_view::npos) << text;
  }
  for (const std::string& name : {std::string(), std::string(1'000, 'x')}) {
    Rng rng(kKey, 1);
    const std::size_t length = write_input_for(name, 3, rng, text);
    EXPECT_LE(length, kLongestInput);
    EXPECT_TRUE(test::is_well_spaced(std::string_view(text, length)));
  }
}

TEST(InputTexts, AKnownEmotionByNameIsThatByNumber) {
  char by_name[kLongestInput + 1];
  for (int emotion = 0; emotion < kEmotions; ++emotion) {
    Rng rng(kKey, 9);
    write_input_for(kTextEmotions[emotion], 9, rng, by_name);
    EXPECT_EQ(by_name, text_of(emotion, 9, 9));
  }
}

}  // namespace
}  // namespace synth::world
