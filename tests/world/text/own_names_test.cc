#include "world/text/own_names.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "support/reader.h"
#include "support/test_host.h"
#include "world/population.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_users.h"

namespace synth::world {
namespace {

using namespace testing;

WorldSpec with_names(std::vector<WorldSpec::Names> names) {
  WorldSpec spec = default_spec();
  spec.names = std::move(names);
  return spec;
}

std::string name_of(const OwnNames& names, std::uint64_t user, std::uint16_t city, std::uint64_t seed_key = 9) {
  char name[kLongestName + 1];
  const std::size_t length = names.write(seed_key, user, city, name);
  EXPECT_LE(length, kLongestName);
  EXPECT_EQ(name[length], '\0');
  return std::string(name, length);
}

std::uint16_t city_of(const WorldSpec& spec, std::string_view country) {
  std::uint16_t city = 0;
  while (spec.cities[city].country != country) ++city;
  return city;
}

std::string refusal(std::vector<WorldSpec::Names> names) {
  try {
    check_own_names(with_names(std::move(names)));
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(OwnNames, EveryPairIsAPersonBeforeNumbersFollow) {
  const WorldSpec spec = with_names({{"Japan", {"A", "B", "C"}, {"x", "y", "de z", "w"}}});
  const OwnNames names(spec);
  const std::uint16_t city = city_of(spec, "Japan");
  EXPECT_TRUE(names.has(city));
  EXPECT_FALSE(names.has(city_of(spec, "India")));
  std::set<std::string> pairs, orders;
  for (std::uint64_t user = 0; user < 12; ++user) pairs.insert(name_of(names, user, city));
  EXPECT_EQ(pairs.size(), 12U);
  EXPECT_TRUE(pairs.contains("B de z"));
  for (const std::string& name : pairs) EXPECT_EQ(name.find_first_of("0123456789"), std::string::npos);
  std::set<std::string> second;
  for (std::uint64_t user = 12; user < 24; ++user) second.insert(name_of(names, user, city));
  for (const std::string& name : pairs) EXPECT_TRUE(second.contains(name + " 2")) << name;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::string order;
    for (std::uint64_t user = 0; user < 12; ++user) order += name_of(names, user, city, mix64(seed)) + ",";
    orders.insert(order);
  }
  EXPECT_GT(orders.size(), 15U) << "another seed is another order";
}

// Equal lists, overlapping lists, names without families, built-in family names: nobody has another's name.
TEST(OwnNames, NobodyHasTheNameOfAnother) {
  std::vector<std::string> given, family, other;
  for (int k = 0; k < 40; ++k) {
    given.push_back("G" + std::to_string(k));
    family.push_back("F" + std::to_string(k) + "x");
    other.push_back("F" + std::to_string(k + 20) + "x");
  }
  other.insert(other.end(), {"Smith", "van Garcia", "Ivanova", "Nguyen-Ali"});
  const WorldSpec spec = with_names({{"Japan", given, family},
                                     {"India", given, family},  // the same as Japan
                                     {"China", given, other},   // shares half of the families, and built-in ones
                                     {"Brazil", {"Anna", "G1", "G2"}, {"Smith", "F25x", "a b"}},
                                     {"Turkey", given, {}},
                                     {"France", {"G1", "G2", "anna_7"}, {}}});
  check_own_names(spec);
  const OwnNames names(spec);
  std::unordered_set<std::string> met;
  char name[kLongestName + 1];
  std::set<std::uint16_t> own;
  for (std::uint64_t user = 0; user < 400'000; ++user) {
    const auto city = static_cast<std::uint16_t>(mix64(user) % spec.cities.size());
    const std::size_t length =
        names.has(city) ? names.write(5, user, city, name) : write_name(5, user, spec.cities[city].culture, name);
    if (names.has(city)) own.insert(city);
    ASSERT_TRUE(met.emplace(name, length).second) << user << " " << name;
  }
  EXPECT_GT(own.size(), 10U);
  // A built-in family name has its number from the first person on; where nobody has built-in names, none.
  const std::uint16_t china = city_of(spec, "China");
  bool numbered = false;
  for (std::uint64_t user = 0; user < 40 * 44; ++user) {
    const std::string text = name_of(names, user, china);
    if (text.find(" Smith") != std::string::npos) {
      EXPECT_TRUE(text.ends_with(" Smith 2") || text.ends_with(" Smith 3")) << text;
      numbered = true;
    }
  }
  EXPECT_TRUE(numbered);
  WorldSpec alone = with_names({{"Japan", {"Ann"}, {"Smith"}}});
  std::erase_if(alone.cities, [](const WorldSpec::City& city) { return city.country != "Japan"; });
  EXPECT_EQ(name_of(OwnNames(alone), 0, 0), "Ann Smith");
}

TEST(OwnNames, TheLongestFits) {
  std::vector<WorldSpec::Names> names;
  std::set<std::string> countries;
  for (const WorldSpec::City& city : default_spec().cities) countries.insert(city.country);
  for (const std::string& country : countries)
    names.push_back({country,
                     {std::string(kLongestGiven - 2, 'g') + std::to_string(10 + names.size() % 80)},
                     {std::string(kLongestFamily, 'f')}});
  const WorldSpec spec = with_names(std::move(names));
  const OwnNames own(spec);
  std::size_t longest = 0;
  for (std::uint16_t city = 0; city < spec.cities.size(); ++city)
    longest = std::max(longest, name_of(own, kDistinctNames - 1, city).size());
  EXPECT_GE(longest, kLongestGiven + kLongestFamily + 15);
}

TEST(OwnNames, NamesThatCouldNotBeToldApartAreRefused) {
  EXPECT_EQ(refusal({{"Japan", {"A"}, {"x"}}}), "accepted");
  EXPECT_EQ(refusal({{"Japan",
                      {"A\xC2\xA0"
                       "B"},
                      {"de la x", "2x"}}}),
            "accepted");
  EXPECT_EQ(refusal({{"Japan", {}, {"x"}}}), "world: $.names.Japan needs \"given\", a list of given names");
  EXPECT_EQ(refusal({{"Japan", {"A", "B", "A"}, {}}}), "world: $.names.Japan.given has 'A' twice");
  EXPECT_EQ(refusal({{"Japan", {"A B"}, {}}}),
            "world: $.names.Japan.given has 'A B', which has a space: names could not be told apart (a no-break space "
            "may stand in it)");
  EXPECT_EQ(refusal({{"Japan", {"A"}, {"x "}}}),
            "world: $.names.Japan.family has 'x ', which begins or ends with a space");
  EXPECT_EQ(refusal({{"Japan", {"A"}, {"x 2"}}}),
            "world: $.names.Japan.family has 'x 2', which ends in a number, as names that are used up do");
}

// Through the tables: people of a country are called so everywhere, the others as before, and hostile texts are texts.
TEST(OwnNames, ArePeoplesNamesInEveryTable) {
  constexpr std::string_view kDocument =
      R"({"names": {"Japan": {"given": ["O'Neil\";DROP", "\u202e<b>", "%s"], "family": ["--x", "\\", "{y}"]}}})";
  Reader<SynthUsers> users({{SynthUsers::kUsers, integer(3000)}}, kDocument);
  Reader<SynthUsers> before({{SynthUsers::kUsers, integer(3000)}});
  std::vector<std::string> names;
  std::set<std::string> different;
  int own = 0;
  for (std::uint64_t i = 0; i < users.size(); ++i) {
    names.push_back(users.text(i, SynthUsers::kName));
    different.insert(names.back());
    if (users.text(i, SynthUsers::kCountry) == "Japan") {
      const std::string& name = names.back();
      EXPECT_TRUE(name.starts_with("O'Neil\";DROP ") || name.starts_with("\u202e<b> ") || name.starts_with("%s "))
          << name;
      ++own;
    } else {
      ASSERT_EQ(names.back(), before.text(i, SynthUsers::kName));
    }
  }
  EXPECT_EQ(different.size(), names.size());
  EXPECT_GT(own, 20);
  using Logs = SynthEmotionLogs;
  Reader<Logs> logs({{Logs::kN, integer(2000)}, {Logs::kUsers, integer(3000)}, {Logs::kUntil, integer(kUntil)}},
                    kDocument);
  for (std::uint64_t i = 0; i < logs.size(); ++i)
    ASSERT_EQ(logs.text(i, Logs::kName), names[static_cast<std::size_t>(logs.number(i, Logs::kUserId) - 1)]);
}

}  // namespace
}  // namespace synth::world
