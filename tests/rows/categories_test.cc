// ext/rows/categories: ids and genres.
#include "rows/categories.h"

#include <gtest/gtest.h>

#include <set>

namespace synth {
namespace {

TEST(Categories, AreFoundByIdAndByGenre) {
  std::set<std::string_view> ids, assignable;
  for (const Category& category : categories()) {
    EXPECT_TRUE(ids.insert(category.id).second) << category.id;
    EXPECT_EQ(category_of_id(category.id), &category);
    const Category* const same_genre = category_of_genre(category.genre);
    ASSERT_NE(same_genre, nullptr) << category.genre;
    EXPECT_EQ(same_genre->genre, category.genre);
    if (!category.assignable) continue;
    EXPECT_TRUE(assignable.insert(category.genre).second) << category.genre << " of two assignable ids";
    EXPECT_EQ(same_genre, &category);
  }
  EXPECT_EQ(ids.size(), 32U);
  EXPECT_EQ(assignable.size(), 15U);
  EXPECT_EQ(category_of_genre("Comedy")->id, "23");
  EXPECT_EQ(category_of_genre("Movies")->id, "30") << "no upload can have it, and it has its id";
  EXPECT_EQ(category_of_id("023"), nullptr);
  EXPECT_EQ(category_of_genre("comedy"), nullptr);
}

}  // namespace
}  // namespace synth
