#include <gtest/gtest.h>

#include "core/error.h"
#include "world/choice_model.h"
#include "world/world_spec.h"

namespace synth::world {
namespace {

Json number(double value) {
  Json node;
  node.type = Json::Type::kReal;
  node.real = value;
  return node;
}

Json text(std::string value) {
  Json node;
  node.type = Json::Type::kText;
  node.text = std::move(value);
  return node;
}

Json nothing() {
  return {};
}

Json object(std::vector<std::pair<std::string, Json>> children) {
  Json node;
  node.type = Json::Type::kObject;
  for (auto& [key, child] : children) {
    child.key = key;
    node.children.push_back(child);
  }
  return node;
}

Json array(std::vector<Json> children) {
  Json node;
  node.type = Json::Type::kArray;
  node.children = std::move(children);
  return node;
}

std::string refusal(const Json& document) {
  try {
    read_world_spec(document);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(SpecJson, AnEmptyDocumentIsTheDefaultLaw) {
  const WorldSpec spec = read_world_spec(object({}));
  EXPECT_EQ(spec.emotions.size(), 7U);
  EXPECT_EQ(spec.categories.size(), 15U);
  EXPECT_EQ(spec.map.size(), default_spec().map.size());
  EXPECT_EQ(spec.cities.size(), default_spec().cities.size());
}

TEST(SpecJson, APartialDocumentOverridesOnlyWhatItNames) {
  const WorldSpec spec = read_world_spec(object({{"mood", object({{"persistence", number(0.5)}})},
                                                 {"emotions", object({{"happy", object({{"rate", number(0.9)}})}})}}));
  EXPECT_EQ(spec.mood_persistence, 0.5);
  EXPECT_EQ(spec.mood_minutes, default_spec().mood_minutes);
  EXPECT_EQ(spec.emotions[0].rate, 0.9);
  EXPECT_EQ(spec.emotions[0].hour_tilt, default_spec().emotions[0].hour_tilt);
  EXPECT_EQ(spec.emotions[1].rate, default_spec().emotions[1].rate);
}

TEST(SpecJson, NamesAreAddedAndRemoved) {
  const WorldSpec spec = read_world_spec(
      object({{"emotions", object({{"bored", object({{"rate", number(0.2)}})}, {"fear", nothing()}})},
              {"map", object({{"bored", object({{"20", number(1)}, {"24", object({{"weight", number(2)}})}})}})}}));
  EXPECT_EQ(spec.emotions.size(), 7U);
  EXPECT_EQ(spec.emotions.back().name, "bored");
  EXPECT_EQ(spec.emotions.back().text_style, -1);
  double of_bored = 0;
  for (const WorldSpec::MapEntry& entry : spec.map) {
    ASSERT_LT(entry.emotion, 7);
    if (spec.emotions[entry.emotion].name == "bored") of_bored += entry.weight;
  }
  EXPECT_EQ(of_bored, 3);
}

TEST(SpecJson, AnArrayReplacesTheDefaultList) {
  const WorldSpec spec =
      read_world_spec(object({{"cities", array({object({{"city", text("Berlin")}}),
                                                object({{"city", text("Atlantis")}, {"utc_offset", number(-60)}})})}}));
  ASSERT_EQ(spec.cities.size(), 2U);
  EXPECT_EQ(spec.cities[0].city, "Atlantis");  // by country: Atlantis has itself
  EXPECT_EQ(spec.cities[0].utc_offset, -60);
  EXPECT_EQ(spec.cities[1].country, "Germany");
  EXPECT_EQ(spec.cities[1].utc_offset, 60);
}

TEST(SpecJson, ObjectsThatDoNotMergeAreWholeListsInTheirOrder) {
  Json no;
  no.type = Json::Type::kBoolean;
  const Json emotions = object(
      {{"sad", object({})}, {"calm", object({{"rate", number(2)}})}, {"happy", object({})}, {"fear", nothing()}});
  const Json map = object({{"calm", object({{"20", number(1)}})},
                           {"sad", object({{"10", number(1)}})},
                           {"happy", object({{"24", number(1)}})}});
  // At any place in the document.
  for (const Json& document : {object({{"merge", no}, {"emotions", emotions}, {"map", map}}),
                               object({{"map", map}, {"emotions", emotions}, {"merge", no}})}) {
    const WorldSpec spec = read_world_spec(document);
    ASSERT_EQ(spec.emotions.size(), 3U);
    EXPECT_EQ(spec.emotions[0].name, "sad");
    EXPECT_EQ(spec.emotions[0].rate, 0.1) << "of a new one, as in an array";
    EXPECT_EQ(spec.emotions[1].name, "calm");
    EXPECT_EQ(spec.emotions[2].name, "happy");
    ASSERT_EQ(spec.map.size(), 3U);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(spec.map[k].emotion, k) << "emotion by emotion";
    EXPECT_EQ(spec.categories.size(), 15U) << "what is not named stays";
    EXPECT_EQ(spec.cities.size(), default_spec().cities.size());
  }
  EXPECT_EQ(refusal(object({{"merge", no}, {"map", object({{"happy", object({{"10", number(1)}})}})}})),
            "world: $.map must have a category for each emotion, and has none for 'sad'");
  EXPECT_EQ(refusal(object({{"merge", no}, {"emotions", object({{"hapy", nothing()}})}})),
            "world: $.emotions: unknown name 'hapy'; did you mean 'happy'?");
  EXPECT_EQ(refusal(object({{"merge", no}, {"cities", object({})}})),
            "world: $.cities must keep 1 to 10000 of its names");
  EXPECT_EQ(refusal(object({{"merge", number(0)}})), "world: $.merge must be true or false, not 0");
}

// In an object the key is the name; a name inside can only repeat it.
TEST(SpecJson, ANameInsideIsTheName) {
  EXPECT_EQ(refusal(object({{"emotions", object({{"happy", object({{"name", number(42)}})}})}})),
            "world: $.emotions.happy.name must be 'happy', not 42");
  EXPECT_EQ(refusal(object({{"emotions", object({{"happy", object({{"name", text("sad")}})}})}})),
            "world: $.emotions.happy.name must be 'happy', not 'sad'");
  EXPECT_EQ(refusal(object({{"categories", object({{"10", object({{"id", number(10)}})}})}})),
            "world: $.categories.10.id must be '10', not 10");
  EXPECT_EQ(refusal(object({{"cities", object({{"Oz", object({{"city", nothing()}})}})}})),
            "world: $.cities.Oz.city must be 'Oz', not null");
  EXPECT_EQ(refusal(object({{"emotions", object({{"happy", object({{"name", text("happy")}})}})},
                            {"categories", object({{"10", object({{"id", text("10")}})}})},
                            {"cities", object({{"Oz", object({{"city", text("Oz")}})}})}})),
            "accepted");
}

TEST(SpecJson, ErrorsNameThePlaceWhatIsAllowedAndWhatWasGiven) {
  EXPECT_EQ(refusal(object({{"mod", object({})}})), "world: unknown key 'mod'; did you mean 'mood'?");
  EXPECT_EQ(refusal(object({{"mood", object({{"persistence", number(2)}})}})),
            "world: $.mood.persistence must be between 0 and 0.999, not 2");
  EXPECT_EQ(refusal(object({{"mood", object({{"persistence", text("x")}})}})),
            "world: $.mood.persistence must be a number between 0 and 0.999, not 'x'");
  EXPECT_EQ(refusal(object({{"map", object({{"hapy", object({})}})}})),
            "world: $.map: unknown emotion 'hapy'; did you mean 'happy'?");
  EXPECT_EQ(refusal(object({{"map", object({{"happy", object({{"99", number(1)}})}})}})).substr(0, 42),
            "world: $.map.happy: unknown category '99';");
  EXPECT_EQ(refusal(object({{"emotions", object({{"hapyp", Json{}}})}})),
            "world: $.emotions: unknown name 'hapyp'; did you mean 'happy'?");
  EXPECT_EQ(refusal(object({{"mood", object({{"minutes", number(29.7)}})}})),
            "world: $.mood.minutes must be an integer between 1 and 1440, not 29.7");
  EXPECT_EQ(refusal(object({{"cities", array({})}})), "world: $.cities must keep 1 to 10000 of its names");
  EXPECT_EQ(refusal(object({{"categories",
                             object({{"10", object({{"appeal", array({number(0.9), number(0.9), number(0)})}})}})}})),
            "world: the squares of $.categories.10.appeal must add up to at most 1, not 1.62");
  EXPECT_EQ(refusal(array({})), "world must be an object, not an array");
}

TEST(SpecJson, ACatalogueOfACategoryIsChecked) {
  const auto of_music = [](const std::string& key, Json value) {
    return object({{"categories", object({{"10", object({{key, std::move(value)}})}})}});
  };
  std::vector<Json> knots(8, number(2));
  EXPECT_EQ(read_world_spec(of_music("videos", number(5))).categories[2].videos, 5U);
  EXPECT_EQ(read_world_spec(of_music("videos", nothing())).categories[2].videos, std::nullopt);
  EXPECT_EQ(read_world_spec(of_music("popularity", array(knots))).categories[2].popularity, std::vector<double>(8, 2));
  EXPECT_EQ(read_world_spec(of_music("popularity", nothing())).categories[2].popularity, std::nullopt);
  EXPECT_EQ(refusal(of_music("videos", number(0))),
            "world: $.categories.10.videos must be between 1 and 1000000000, not 0");
  EXPECT_EQ(refusal(of_music("popularity", array({number(1)}))),
            "world: $.categories.10.popularity must be null, or 8 to 16 numbers from 1e-9 to 1e9 that do not rise, not "
            "an array");
  knots[3] = text("x");
  EXPECT_EQ(refusal(of_music("popularity", array(knots))),
            "world: $.categories.10.popularity[3] must be a number between 1e-09 and 1000000000, not 'x'");
  knots[3] = number(3);
  EXPECT_EQ(refusal(of_music("popularity", array(knots))),
            "world: $.categories.10.popularity must not rise, as from 2 to 3");
  EXPECT_EQ(
      refusal(object({{"videos", number(18)}, {"categories", object({{"10", object({{"videos", number(5)}})}})}})),
      "world: $.videos must be between 19 and 1099511627776, one per category at least, not 18");
}

TEST(SpecJson, ANameGivenTwiceIsRefused) {
  const Json one = number(1);
  EXPECT_EQ(refusal(object({{"map", object({{"happy", object({{"10", one}, {"10", one}})}})}})),
            "world: $.map.happy.10 is given twice");
  EXPECT_EQ(refusal(object({{"map", object({{"happy", nothing()}, {"happy", object({{"10", one}})}})}})),
            "world: $.map.happy is given twice");
  EXPECT_EQ(refusal(object({{"mood", object({{"minutes", one}, {"minutes", one}})}})),
            "world: $.mood.minutes is given twice");
  EXPECT_EQ(refusal(object({{"cities", object({{"Oz", object({})}, {"Oz", object({})}})}})),
            "world: $.cities.Oz is given twice");
  EXPECT_EQ(refusal(object({{"cities", array({object({{"city", text("Oz")}}), object({{"city", text("Oz")}})})}})),
            "world: $.cities has 'Oz' twice");
}

// Otherwise no category could match such an emotion, and match_rate would not hold.
TEST(SpecJson, EveryEmotionLeadsToACategory) {
  const std::string sentence = "world: $.map must have a category for each emotion, and has none for '";
  EXPECT_EQ(refusal(object({{"emotions", object({{"bored", object({})}})}})), sentence + "bored'");
  EXPECT_EQ(refusal(object({{"map", object({{"happy", nothing()}})}})), sentence + "happy'");
  EXPECT_EQ(refusal(object({{"map", object({{"happy", object({})}})}})), sentence + "happy'");
  EXPECT_EQ(refusal(object({{"categories", object({{"24", nothing()}, {"26", nothing()}})}})), sentence + "disgust'");
}

TEST(SpecJson, QuantilesRiseAndNullMeansNone) {
  const auto numbers = [](std::vector<double> values) {
    std::vector<Json> children;
    for (const double value : values) children.push_back(number(value));
    return array(children);
  };
  const auto in = [](const char* group, const char* key, Json value) {
    return object({{group, object({{key, std::move(value)}})}});
  };
  EXPECT_EQ(refusal(in("session", "gaps", numbers({1, 5, 4}))), "world: $.session.gaps must not fall, but 4 follows 5");
  EXPECT_EQ(refusal(in("session", "sizes", numbers({1}))),
            "world: $.session.sizes must be an array of 2 to 65 numbers between 1 and 4096, not an array");
  EXPECT_EQ(refusal(in("session", "sizes", numbers({0, 5}))),
            "world: $.session.sizes[0] must be between 1 and 4096, not 0");
  EXPECT_EQ(refusal(in("people", "stay", numbers({0, 5}))), "world: $.people.stay needs $.people.join too");
  EXPECT_EQ(refusal(in("session", "first_sizes", numbers({1, 5}))),
            "world: $.session.first_sizes needs $.people.join too, which says who is new");
  EXPECT_EQ(
      refusal(in("people", "activity", numbers({0, 0.5, 0.9, 1}))),
      "world: $.people.activity must grow by more and more, because the least active people come first, but grows "
      "by 0.4 after 0.5");
  EXPECT_EQ(refusal(in("people", "activity", numbers({0.1, 1}))),
            "world: $.people.activity must begin with 0 and end with 1, not with 0.1 and 1");
  EXPECT_EQ(refusal(in("people", "activity", numbers({0, 0.1, 0.2, 0.30000000000000004, 0.4, 1}))), "accepted");
  EXPECT_EQ(refusal(in("day", "trend", numbers({}))),
            "world: $.day.trend must be an array of at most 520 numbers between 0 and 1000000, not an array");
  EXPECT_EQ(refusal(in("day", "week", numbers({1, 2, 3, 4, 5, 6, 7}))),
            "world: $.day.week[0] must be an array of 24 numbers between 0 and 1000, not 1");
  EXPECT_EQ(refusal(in("day", "week", number(1))),
            "world: $.day.week must be an array of 7 arrays of 24 numbers between 0 and 1000, not 1");
  const Json hours = numbers(std::vector<double>(24, 0));
  EXPECT_EQ(refusal(in("day", "week", array({hours, hours, hours, hours, hours, hours, hours}))),
            "world: $.day needs an hour in which people are active");
  for (const char* key : {"gaps", "sizes", "first_sizes"})
    EXPECT_EQ(refusal(in("session", key, nothing())), "accepted");
  for (const char* key : {"join", "stay", "activity"}) EXPECT_EQ(refusal(in("people", key, nothing())), "accepted");
  for (const char* key : {"trend", "week"}) EXPECT_EQ(refusal(in("day", key, nothing())), "accepted");
}

}  // namespace
}  // namespace synth::world
