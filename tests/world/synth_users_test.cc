#include "world/synth_users.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "rows/cities.h"
#include "support/reader.h"
#include "support/statistics.h"
#include "world/synth_emotion_logs.h"
#include "world/text/names.h"

namespace synth::world {
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
  Reader<SynthUsers> users({{SynthUsers::kUsers, integer(kMaxUsers)}});
  EXPECT_EQ(users.size(), static_cast<std::uint64_t>(kMaxUsers));
  EXPECT_FALSE(users.text(users.size() - 1, SynthUsers::kName).empty());
  EXPECT_EQ(refusal<SynthUsers>({{SynthUsers::kUsers, integer(0)}}),
            "users must be between 1 and 1099511627776, not 0");
}

TEST(SynthUsers, ASmallerPopulationIsTheBeginningOfALargerOne) {
  Reader<SynthUsers> few({{SynthUsers::kUsers, integer(10)}});
  Reader<SynthUsers> many({{SynthUsers::kUsers, integer(1000)}});
  for (std::uint64_t i = 0; i < 10; ++i) EXPECT_EQ(few.text(i, SynthUsers::kName), many.text(i, SynthUsers::kName));
}

std::string family_of(const std::string& name) {
  return name.substr(name.rfind(' ') + 1);
}

// The first 10,000 people of a world have a given and a family name, and a family name belongs to one culture.
TEST(SynthUsers, ANameIsOfTheCultureOfTheHomeCityAlsoOnATrip) {
  std::map<std::string, Culture> culture_of;
  for (int c = 0; c < kCultures; ++c)
    for (std::uint64_t user = 0; user < 10000; ++user) {
      char name[kLongestName + 1];
      write_name(1, user, static_cast<Culture>(c), name);
      culture_of[family_of(name)] = static_cast<Culture>(c);
    }
  Reader<SynthUsers> users({{SynthUsers::kUsers, integer(10000)}, {SynthUsers::kSeed, integer(3)}});
  std::set<Culture> met;
  for (std::uint64_t i = 0; i < users.size(); ++i) {
    const std::string name = users.text(i, SynthUsers::kName);
    const auto found = culture_of.find(family_of(name));
    ASSERT_NE(found, culture_of.end()) << name;
    const City* home = find_city(users.text(i, SynthUsers::kCity));
    ASSERT_NE(home, nullptr);
    ASSERT_EQ(found->second, home->culture) << name << " of " << home->city;
    met.insert(found->second);
  }
  EXPECT_EQ(met.size(), static_cast<std::size_t>(kCultures));

  Reader<SynthEmotionLogs> away({{SynthEmotionLogs::kN, integer(20000)},
                                 {SynthEmotionLogs::kUsers, integer(10000)},
                                 {SynthEmotionLogs::kSeed, integer(3)},
                                 {SynthEmotionLogs::kHomeRate, integer(0)},
                                 {SynthEmotionLogs::kUntil, integer(kUntil)}});
  for (std::uint64_t i = 0; i < away.size(); i += 7) {
    const auto user = static_cast<std::uint64_t>(away.number(i, SynthEmotionLogs::kUserId) - 1);
    ASSERT_EQ(away.text(i, SynthEmotionLogs::kName), users.text(user, SynthUsers::kName)) << i;
    ASSERT_NE(away.text(i, SynthEmotionLogs::kCity), users.text(user, SynthUsers::kCity)) << i;
  }
}

// Early, rather early, as most, rather late, late: 10, 20, 40, 20 and 10 % of the people, to the nearest 256th, in
// every part of the world alike.
TEST(SynthUsers, DaysRunEarlyAndLateAsOftenAsSaid) {
  constexpr double kShares[] = {26.0 / 256, 51.0 / 256, 102.0 / 256, 51.0 / 256, 26.0 / 256};
  const auto shifts_are = [&kShares](Reader<SynthUsers>& users, std::int64_t step) {
    std::map<std::int64_t, std::vector<double>> by_offset;
    for (std::uint64_t i = 0; i < users.size(); ++i) {
      const std::int64_t late = users.number(i, SynthUsers::kChronotype);
      ASSERT_EQ(late % step, 0);
      ASSERT_LE(std::abs(late), 2 * step);
      std::vector<double>& counts = by_offset[users.number(i, SynthUsers::kUtcOffset)];
      counts.resize(5);
      counts[static_cast<std::size_t>(late / step + 2)] += 1;
    }
    std::vector<double> all(5);
    std::vector<double> expected_of_all(5);
    for (const auto& [offset, counts] : by_offset) {
      double people = 0;
      for (const double count : counts) people += count;
      std::vector<double> expected;
      for (const double share : kShares) expected.push_back(share * people);
      for (std::size_t k = 0; k < 5; ++k) {
        all[k] += counts[k];
        expected_of_all[k] += expected[k];
      }
      if (people >= 200) {
        EXPECT_LT(ChiSquare(counts, expected).sigmas(), 4.5) << offset;
      }
    }
    EXPECT_LT(ChiSquare(all, expected_of_all).sigmas(), 4);
  };
  Reader<SynthUsers> usual({{SynthUsers::kUsers, integer(100000)}});
  shifts_are(usual, static_cast<std::int64_t>(default_spec().chronotype_minutes));
  Reader<SynthUsers> wide({{SynthUsers::kUsers, integer(20000)}}, R"({"day": {"chronotype_minutes": 90}})");
  shifts_are(wide, 90);
}

}  // namespace
}  // namespace synth::world
