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
