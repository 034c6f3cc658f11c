#include "world/synth_users.h"

#include <gtest/gtest.h>

#include <set>

#include "support/reader.h"

namespace synth {
namespace {

using namespace testing;

TEST(SynthUsers, NamesAreUniqueAndActivitiesSumToOne) {
  Reader<SynthUsers> users({{SynthUsers::kUsers, integer(50000)}, {SynthUsers::kSeed, integer(3)}});
  std::set<std::string> names;
  double sum = 0;
  for (std::uint64_t i = 0; i < users.size(); ++i) {
    names.insert(users.text(i, SynthUsers::kName));
    sum += users.value(i, SynthUsers::kActivity).as_real();
  }
  EXPECT_EQ(names.size(), 50000U);
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(SynthUsers, ATrillionPeopleNeedNoTable) {
  Reader<SynthUsers> users({{SynthUsers::kUsers, integer(kMostUsers)}});
  EXPECT_EQ(users.size(), static_cast<std::uint64_t>(kMostUsers));
  EXPECT_FALSE(users.text(users.size() - 1, SynthUsers::kName).empty());
  EXPECT_EQ(refusal<SynthUsers>({{SynthUsers::kUsers, integer(0)}}),
            "users must be between 1 and 1099511627776, not 0");
}

TEST(SynthUsers, ASmallerPopulationIsTheBeginningOfALargerOne) {
  Reader<SynthUsers> few({{SynthUsers::kUsers, integer(10)}});
  Reader<SynthUsers> many({{SynthUsers::kUsers, integer(1000)}});
  for (std::uint64_t i = 0; i < 10; ++i) EXPECT_EQ(few.text(i, SynthUsers::kName), many.text(i, SynthUsers::kName));
}

}  // namespace
}  // namespace synth
