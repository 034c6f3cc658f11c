#include "world/text/own_names.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string_view>

#include "core/error.h"
#include "core/value.h"
#include "math/rng.h"
#include "world/text/fragment.h"

namespace synth::world {
namespace {

std::string_view last_token(std::string_view text) noexcept {
  return text.substr(text.rfind(' ') + 1);  // npos + 1 is 0
}

}  // namespace

OwnNames::OwnNames(const WorldSpec& spec) {
  if (spec.names.empty()) return;
  std::map<std::string_view, std::uint16_t> of_country;
  for (const WorldSpec::Names& names : spec.names) {
    // Countries with the same lists share them, so that one bijection tells all their people apart.
    std::size_t set = 0;
    const auto same = [&](const Set& other) {
      return other.given == names.given && other.has_family != names.family.empty() &&
             (names.family.empty() || std::ranges::equal(other.telling, names.family, {}, &Telling::text));
    };
    while (set < sets_.size() && !same(sets_[set])) ++set;
    if (set == sets_.size()) {
      Set made{names.given, {}, !names.family.empty()};
      for (const std::string& text : made.has_family ? names.family : names.given) made.telling.push_back({text});
      sets_.push_back(std::move(made));
    }
    of_country.emplace(names.country, static_cast<std::uint16_t>(set));
  }
  bool built_in = false;
  for (const WorldSpec::City& city : spec.cities) {
    const auto found = of_country.find(city.country);
    of_city_.push_back(found == of_country.end() ? kBuiltIn : found->second);
    built_in = built_in || found == of_country.end();
  }
  // Names with and without a family name are never equal.
  std::map<std::pair<bool, std::string_view>, std::uint64_t> owners;
  const auto key = [](const Set& set, const Telling& telling) {
    return std::pair(set.has_family, std::string_view(telling.text));
  };
  for (Set& set : sets_)
    for (Telling& telling : set.telling) {
      const auto [place, is_new] = owners.emplace(key(set, telling), 0);
      if (is_new && built_in && set.has_family && has_built_in_family(last_token(telling.text))) place->second = 1;
      telling.which = place->second++;
    }
  for (Set& set : sets_)
    for (Telling& telling : set.telling) telling.owners = owners.at(key(set, telling));
}

std::size_t OwnNames::write(std::uint64_t seed_key, std::uint64_t user, std::uint16_t city, char* out) const noexcept {
  const Set& set = sets_[of_city_[city]];
  const std::uint64_t givens = set.given.size(), families = set.has_family ? set.telling.size() : 1;
  const std::uint64_t row = user / (givens * families), pair = user % (givens * families);
  // Keyed rotations of one half by the other: a bijection of the pairs for every key.
  const std::uint64_t key = mix64(seed_key ^ mix64(~row));
  std::uint64_t given = pair / families, family = pair % families;
  const auto turn = [key](std::uint64_t half, std::uint64_t round, std::uint64_t n) {
    return multiply128(mix64(key ^ (half << 8 | round)), n).high;
  };
  family = (family + turn(given, 1, families)) % families;
  given = (given + turn(family, 2, givens)) % givens;
  family = (family + turn(given, 3, families)) % families;
  char* end = put(out, set.given[given]);
  if (set.has_family) {
    *end++ = ' ';
    end = put(end, set.telling[family].text);
  }
  const Telling& telling = set.telling[set.has_family ? family : given];
  const std::uint64_t number = row * telling.owners + telling.which;
  if (number > 0) {
    *end++ = ' ';
    end = std::to_chars(end, out + kLongestName, number + 1).ptr;
  }
  *end = '\0';
  return static_cast<std::size_t>(end - out);
}

void check_own_names(const WorldSpec& spec) {
  for (const WorldSpec::Names& names : spec.names) {
    const auto check = [&names](std::string_view list, const std::vector<std::string>& texts) {
      const auto refuse = [&](const std::string& text, std::string_view why) {
        throw Error("world: $.names." + names.country + "." + std::string(list) + " has " +
                    show(Value::text(text, Value::Lifetime::kRow)) + std::string(why));
      };
      std::set<std::string_view> there;
      for (const std::string& text : texts) {
        if (!there.insert(text).second) refuse(text, " twice");
        if (text.front() == ' ' || text.back() == ' ') refuse(text, ", which begins or ends with a space");
        if (list == "given" && text.find(' ') != std::string::npos)
          refuse(text, ", which has a space: names could not be told apart (a no-break space may stand in it)");
        const std::string_view last = last_token(text);
        if (list == "family" && last.find_first_not_of("0123456789") == std::string_view::npos)
          refuse(text, ", which ends in a number, as names that are used up do");
      }
    };
    if (names.given.empty()) throw Error("world: $.names." + names.country + " needs \"given\", a list of given names");
    check("given", names.given);
    check("family", names.family);
  }
}

}  // namespace synth::world
