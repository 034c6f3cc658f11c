#include "world/text/video_title.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <unordered_set>

#include "math/rng.h"
#include "rows/categories.h"
#include "support/text.h"

namespace synth::world {
namespace {

std::string title_of(int style, std::uint64_t hash, std::uint64_t rank, std::string_view genre) {
  char title[kLongestTitle + 1];
  const std::size_t length = write_title(style, hash, rank, genre, title);
  EXPECT_LE(length, kLongestTitle);
  EXPECT_EQ(title[length], '\0');
  return std::string(title, length);
}

TEST(VideoTitles, AreWellFormedInEveryCategory) {
  for (const Category& category : categories())
    for (std::uint64_t i = 0; i < 5'000; ++i) {
      const std::string title = title_of(title_style(category.id), mix64(i), i * i, category.genre);
      ASSERT_TRUE(test::is_printable_utf8(title)) << title;
      ASSERT_TRUE(test::is_well_spaced(title)) << title;
      ASSERT_EQ(title.find_first_of("<>\"{}^"), std::string::npos) << title;
      ASSERT_FALSE(title.front() >= 'a' && title.front() <= 'z') << title;
    }
}

TEST(VideoTitles, ACatalogueOfAHundredThousandHardlyRepeatsItself) {
  for (const Category& category : categories()) {
    if (!category.assignable) continue;
    std::unordered_set<std::string> titles;
    const int style = title_style(category.id);
    for (std::uint64_t rank = 0; rank < 100'000; ++rank)
      titles.insert(title_of(style, mix64(rank + (std::uint64_t{7} << 40)), rank, category.genre));
    EXPECT_GE(titles.size(), 70'000U) << category.genre;
  }
}

TEST(VideoTitles, CategoriesHaveWordsOfTheirOwn) {
  test::NaiveBayes bayes(categories().size());
  int asked = 0, right = 0;
  for (std::uint64_t i = 0; i < 3'000; ++i)
    for (std::size_t c = 0; c < categories().size(); ++c) {
      const Category& category = categories()[c];
      if (!category.assignable) continue;
      const std::string title = title_of(title_style(category.id), mix64(i * 64 + c), i, category.genre);
      if (i < 2'000) {
        bayes.learn(c, title);
      } else {
        ++asked;
        right += bayes.guess(title) == c;
      }
    }
  EXPECT_GT(right, asked * 9 / 10);
}

TEST(VideoTitles, AnUnknownCategoryIsNamedByItsGenre) {
  const int style = title_style("4711");
  for (std::uint64_t i = 0; i < 100; ++i)
    EXPECT_NE(title_of(style, mix64(i), i, "Knitting").find("Knitting"), std::string::npos);
  EXPECT_TRUE(test::is_well_spaced(title_of(style, 1, 1, "")));
  EXPECT_TRUE(test::is_well_spaced(title_of(style, 1, 1, std::string(500, 'x'))));
}

TEST(VideoTitles, DeepInACatalogueMoreAreNumbered) {
  const auto numbered = [](std::uint64_t rank) {
    int count = 0;
    for (std::uint64_t i = 0; i < 2'000; ++i) {
      const std::string title = title_of(title_style("20"), mix64(i), rank, "Gaming");
      count += static_cast<unsigned char>(title.back() - '0') < 10;
    }
    return count;
  };
  EXPECT_LT(numbered(0), numbered(1'000));
  EXPECT_LT(numbered(1'000), numbered(1'000'000));
}

TEST(VideoIds, HaveYouTubesFormAndEncodeTheInteger) {
  const std::string_view all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const std::uint64_t id = i < 100'000 ? i : mix64(i);
    char text[kVideoIdLength + 1];
    write_video_id(id, text);
    ASSERT_EQ(text[kVideoIdLength], '\0');
    std::uint64_t back = 0;
    for (std::size_t j = 0; j < kVideoIdLength; ++j) {
      const std::size_t digit = all.find(text[j]);
      ASSERT_NE(digit, std::string_view::npos) << text;
      if (j < 10) {
        back = back << 6 | digit;
      } else {
        ASSERT_NE(std::string_view("AEIMQUYcgkosw048").find(text[j]), std::string_view::npos) << text;
        back = back << 4 | digit >> 2;
      }
    }
    ASSERT_EQ(back, id) << text;
  }
}

}  // namespace
}  // namespace synth::world
