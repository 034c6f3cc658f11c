#include "world/catalogue.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace synth::world {
namespace {

std::string id_of(const Catalogue& catalogue, std::uint64_t video) {
  std::array<char, kVideoIdLength + 1> id;
  catalogue.write_id(video, id.data());
  return id.data();
}

TEST(Catalogue, IdsAreUnique) {
  const Catalogue catalogue(default_spec(), 7, 100000);
  std::set<std::string> ids;
  for (std::uint64_t video = 0; video < catalogue.videos(); ++video) ids.insert(id_of(catalogue, video));
  EXPECT_EQ(ids.size(), catalogue.videos());
}

TEST(Catalogue, ASmallerOneIsTheBeginningOfALargerOne) {
  const Catalogue small(default_spec(), 7, 300);
  const Catalogue large(default_spec(), 7, 45000);
  std::array<char, kLongestTitle + 1> a;
  std::array<char, kLongestTitle + 1> b;
  for (std::uint64_t video = 0; video < 300; ++video) {
    EXPECT_EQ(id_of(small, video), id_of(large, video));
    small.write_title(video, a.data());
    large.write_title(video, b.data());
    EXPECT_STREQ(a.data(), b.data());
  }
}

TEST(Catalogue, PopularitiesOfACategorySumToOneAlsoWhereRanksAreMissing) {
  for (const std::uint64_t videos : {15U, 16U, 29U, 300U, 1003U}) {
    const Catalogue catalogue(default_spec(), 1, videos);
    std::array<double, 15> sum{};
    for (std::uint64_t video = 0; video < videos; ++video)
      sum[catalogue.category(video)] += catalogue.popularity(video);
    for (const double share : sum) EXPECT_NEAR(share, 1, 1e-9) << videos;
  }
}

// Categories with their own numbers of videos and curves: each has its videos, in one row each, with unique ids.
TEST(Catalogue, CategoriesMayDifferInSizeAndCurve) {
  WorldSpec spec = default_spec();
  spec.categories[2].videos = 1;
  spec.categories[4].videos = 700;
  spec.categories[5].videos = 33;
  spec.categories[5].popularity = std::vector<double>{8, 7, 6, 5, 4, 3, 2, 1};
  spec.categories[6].popularity = std::vector<double>(8, 1);
  const Range<std::int64_t> sizes = sizes_of_catalogue(spec);
  EXPECT_EQ(sizes.low, 734 + 12);
  EXPECT_EQ(sizes.high, kMaxVideos);
  EXPECT_EQ(Catalogue::default_size(spec, 0), 734U + 12 * 20);
  for (const std::uint64_t videos : {746U, 747U, 900U, 3000U, 20003U}) {
    const Catalogue catalogue(spec, 7, videos);
    std::array<std::uint64_t, 15> count{};
    std::array<double, 15> sum{};
    std::array<std::uint64_t, 15> next_rank{};
    std::set<std::string> ids;
    for (std::uint64_t row = 0; row < videos; ++row) {
      const std::uint64_t video = catalogue.video_at(row);
      const std::uint16_t c = catalogue.category(video);
      ASSERT_EQ(video / 15, next_rank[c]++) << row;  // in the order of their ranks
      ids.insert(id_of(catalogue, video));
      count[c] += 1;
      sum[c] += catalogue.popularity(video);
    }
    EXPECT_EQ(ids.size(), videos);
    for (std::size_t c = 0; c < 15; ++c) {
      const std::uint64_t rest = videos - 734;
      if (spec.categories[c].videos)
        EXPECT_EQ(count[c], *spec.categories[c].videos) << c;
      else
        EXPECT_TRUE(count[c] == rest / 12 || count[c] == rest / 12 + 1) << c;
      EXPECT_NEAR(sum[c], 1, 1e-9) << c << " of " << videos;
    }
    const Key key = key_for(1, 1);
    for (std::uint64_t draw = 0; draw < 20000; ++draw) {
      Rng rng(key, draw);
      const auto c = static_cast<std::uint16_t>(draw % 15);
      const std::uint64_t video = catalogue.draw(c, rng);
      ASSERT_EQ(catalogue.category(video), c);
      ASSERT_LT(video / 15, count[c]);
    }
  }
  for (WorldSpec::Category& category : spec.categories) category.videos = 3;
  EXPECT_EQ(sizes_of_catalogue(spec).low, 45);
  EXPECT_EQ(sizes_of_catalogue(spec).high, 45);
  EXPECT_EQ(Catalogue(spec, 1, 45).video_at(44), 44U);
}

TEST(Catalogue, DrawsStayInTheirCategory) {
  const Catalogue catalogue(default_spec(), 1, 1003);
  const Key key = key_for(1, 1);
  for (std::uint64_t row = 0; row < 20000; ++row) {
    Rng rng(key, row);
    const auto category = static_cast<std::uint16_t>(row % 15);
    const std::uint64_t video = catalogue.draw(category, rng);
    ASSERT_LT(video, 1003U);
    ASSERT_EQ(catalogue.category(video), category);
  }
}

TEST(Catalogue, HasTensInACategoryOfTheSmallestWorldAndThousandsAtAMillionClicks) {
  EXPECT_GE(Catalogue::default_size(default_spec(), 20) / 15, 20U);
  EXPECT_GE(Catalogue::default_size(default_spec(), 1e6) / 15, 3000U);
}

}  // namespace
}  // namespace synth::world
