#include "rows/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace synth {
namespace {

TEST(Vocabulary, ATextKeepsItsNumber) {
  Vocabulary strings;
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(strings.intern(std::to_string(i)), static_cast<std::uint32_t>(i));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(strings.intern(std::to_string(i)), static_cast<std::uint32_t>(i));
    EXPECT_EQ(strings.find(std::to_string(i)), static_cast<std::uint32_t>(i));
    EXPECT_EQ(strings[static_cast<std::uint32_t>(i)], std::to_string(i));
  }
  EXPECT_EQ(strings.find("1000"), Vocabulary::kNone);
  EXPECT_EQ(strings.size(), 1000U);
}

TEST(Vocabulary, EmptyTextsAndNulBytesAreTexts) {
  Vocabulary strings;
  EXPECT_EQ(strings.find(""), Vocabulary::kNone);
  EXPECT_EQ(strings.intern(""), 0U);
  EXPECT_EQ(strings.intern(std::string_view("a\0b", 3)), 1U);
  EXPECT_EQ(strings.find("a"), Vocabulary::kNone);
}

TEST(Vocabulary, SortedIsBytewiseWithNewNumbers) {
  Vocabulary strings;
  for (const char* text : {"pear", "apple", "Zoe", "\xC3\xA9"}) strings.intern(text);
  std::vector<std::uint32_t> number;
  const Vocabulary sorted = strings.sorted(number);
  EXPECT_EQ(sorted[0], "Zoe");
  EXPECT_EQ(sorted[1], "apple");
  EXPECT_EQ(sorted[3], "\xC3\xA9");
  EXPECT_EQ(number, (std::vector<std::uint32_t>{2, 1, 0, 3}));
}

// The format's checksum and the random hold-out depend on it: changing these numbers changes the format.
TEST(Vocabulary, TheHashIsTheSameOnEveryPlatform) {
  EXPECT_EQ(hash_bytes(""), 16657018200766289104ULL);
  EXPECT_EQ(hash_bytes("a"), 11915531316038710924ULL);
  EXPECT_EQ(hash_bytes("eight by"), 5655392302751706156ULL);
  EXPECT_EQ(hash_bytes("nine byte", 7), 8553596625755688640ULL);
}

TEST(Vocabulary, TheHashOfAGigabyteIsTheSameAndCanBeInterrupted) {
  const std::string bytes(std::size_t{20'000'003}, 'x');
  int asked = 0;
  EXPECT_EQ(hash_bytes(bytes, 7, [&asked] { ++asked; }), hash_bytes(bytes, 7));
  EXPECT_GE(asked, 4);
  EXPECT_EQ(hash_bytes("", 0, [&asked] { ++asked; }), hash_bytes(""));
  EXPECT_THROW(hash_bytes(bytes, 7, [] { throw 1; }), int);
}

TEST(Vocabulary, GrowingCanBeInterruptedAndThenLosesNothing) {
  Vocabulary strings;
  const auto text = [](std::uint32_t i) { return "text " + std::to_string(i); };
  std::uint32_t count = 0;
  while (count < 200'000 || !strings.is_full()) strings.intern(text(count++));
  EXPECT_THROW(strings.intern("one more", [] { throw 1; }), int);
  EXPECT_EQ(strings.size(), count);
  for (std::uint32_t i = 0; i < count; ++i) ASSERT_EQ(strings.find(text(i)), i);
  EXPECT_EQ(strings.intern("one more"), count);
  EXPECT_FALSE(strings.is_full());
}

}  // namespace
}  // namespace synth
