#include "world/text/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "math/rng.h"
#include "support/test_host.h"
#include "support/text.h"
#include "world/population.h"

namespace synth::world {
namespace {

std::string name_of(std::uint64_t seed_key, std::uint64_t user, Culture culture) {
  char name[kLongestName + 1];
  const std::size_t length = write_name(seed_key, user, culture, name);
  EXPECT_LE(length, kLongestName);
  EXPECT_EQ(name[length], '\0');
  return std::string(name, length);
}

Culture culture_of(std::uint64_t user) {
  return static_cast<Culture>(mix64(user) % kCultures);
}

TEST(Names, AMillionPeopleHaveAMillionNames) {
  std::unordered_set<std::string> names;
  for (std::uint64_t user = 0; user < 1'000'000; ++user)
    ASSERT_TRUE(names.insert(name_of(9, user, culture_of(user))).second) << user;
}

// 64 bits of a text, every bit of it mixed in: two of ten million different texts share them once in 370,000 tries.
std::uint64_t hash_of(const char* text, std::size_t length) {
  std::uint64_t hash = length;
  for (std::size_t at = 0; at < length; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text + at, std::min<std::size_t>(8, length - at));
    hash = mix64(hash * 0x9E3779B97F4A7C15U + word);
  }
  return hash;
}

// The people of the default law with the cultures of their home cities: as tables write their names.
TEST(Names, TenMillionPeopleOfAWorldHaveTenMillionNames) {
  constexpr std::uint64_t kPeople = 10'000'000;
  testing::TestHost host;
  const auto population = Population::open({.seed = 5, .users = kPeople}, std::nullopt, host);
  // A 256th at a time: data that is close in memory sorts faster.
  std::vector<std::uint64_t> parts[256];
  for (std::vector<std::uint64_t>& part : parts) part.reserve(kPeople / 256 + 2000);
  char name[kLongestName + 1];
  for (std::uint64_t user = 0; user < kPeople; ++user) {
    const std::uint64_t hash = hash_of(name, population->write_name(population->people().person(user), name));
    parts[hash >> 56].push_back(hash);
  }
  for (std::vector<std::uint64_t>& part : parts) {
    std::sort(part.begin(), part.end());
    EXPECT_EQ(std::adjacent_find(part.begin(), part.end()), part.end());
  }
}

TEST(Names, PeopleOfOneCultureDifferUpToTheLast) {
  for (const Culture culture : {Culture::kRussian, Culture::kKorean}) {
    std::unordered_set<std::string> names;
    std::unordered_set<std::uint64_t> users;
    for (std::uint64_t i = 0; i < 300'000; ++i) {
      const std::uint64_t user = mix64(i) >> (24 + i % 20);  // every order of magnitude below 2^40
      if (!users.insert(user).second) continue;
      ASSERT_TRUE(names.insert(name_of(1, user, culture)).second) << user;
    }
    EXPECT_TRUE(names.insert(name_of(1, kDistinctNames - 1, culture)).second || users.count(kDistinctNames - 1) == 1);
  }
}

TEST(Names, AFamilyNameTellsTheCulture) {
  std::map<std::string, Culture> families;
  for (int c = 0; c < kCultures; ++c)
    for (std::uint64_t user = 0; user < 10'000; ++user) {
      const std::string name = name_of(3, user, static_cast<Culture>(c));
      const auto [found, is_new] = families.emplace(name.substr(name.find(' ') + 1), static_cast<Culture>(c));
      ASSERT_EQ(found->second, static_cast<Culture>(c)) << name;
    }
  EXPECT_GE(families.size(), 90U * kCultures);
}

TEST(Names, TheFirstTenThousandHaveTwoPartsAndNobodyManyNames) {
  for (int c = 0; c < kCultures; ++c) {
    std::set<std::string> given;
    for (std::uint64_t user = 0; user < 10'000; ++user) {
      const std::string name = name_of(4, user, static_cast<Culture>(c));
      ASSERT_EQ(std::count(name.begin(), name.end(), ' '), 1) << name;
      given.insert(name.substr(0, name.find(' ')));
    }
    EXPECT_EQ(given.size(), 100U);
    const std::string last = name_of(4, 999'999, static_cast<Culture>(c));
    EXPECT_LE(std::count(last.begin(), last.end(), ' '), 3) << last;
  }
}

TEST(Names, AreWellFormedTextInLatinScript) {
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const std::uint64_t user = mix64(i) >> (24 + i % 40);
    const std::string name = name_of(i % 7, user, culture_of(i));
    ASSERT_TRUE(test::is_printable_utf8(name)) << name;
    ASSERT_TRUE(test::is_well_spaced(name)) << name;
    for (const char c : name)
      ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x80 || test::is_letter(c) || c == ' ' || c == '-' || c == '.')
          << name;
  }
}

TEST(Names, WomenOfRussiaAndPolandHaveTheirForm) {
  std::set<std::string> russian, polish;
  for (std::uint64_t user = 0; user < 10'000; ++user) {
    russian.insert(name_of(0, user, Culture::kRussian));
    polish.insert(name_of(0, user, Culture::kPolish));
  }
  EXPECT_EQ(russian.count("Anna Ivanova"), 1U);
  EXPECT_EQ(russian.count("Ivan Ivanov"), 1U);
  EXPECT_EQ(russian.count("Anna Ivanov"), 0U);
  EXPECT_EQ(polish.count("Anna Kowalska"), 1U);
  EXPECT_EQ(polish.count("Jan Kowalski"), 1U);
  EXPECT_EQ(polish.count("Anna Nowak"), 1U);
}

TEST(Names, AnotherSeedNamesOtherPeopleFirst) {
  int same = 0;
  for (std::uint64_t user = 0; user < 1'000; ++user)
    same += name_of(1, user, Culture::kEnglish) == name_of(2, user, Culture::kEnglish);
  EXPECT_LT(same, 5);
}

}  // namespace
}  // namespace synth::world
