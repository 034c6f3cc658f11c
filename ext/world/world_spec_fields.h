// The keys of the `world` document. A key is a member of WorldSpec with its default, and a line here. Reading,
// checking, what synth_world() writes, and the help follow from the line. (The parameters of the tables are keys too;
// they are in world_parameters.h.)
#pragma once

#include "core/field.h"
#include "world/text/own_names.h"
#include "world/world_parameters.h"
#include "world/world_spec.h"

namespace synth::world {

inline constexpr Range<double> kWeights = {1e-9, 1e9};
inline constexpr std::size_t kLongestText = 100;

consteval Argument text_of_spec(std::string_view path, Rule otherwise, std::string_view meaning) {
  return {.name = path, .type = Type::kText, .otherwise = otherwise, .meaning = meaning, .size = {1, kLongestText}};
}
consteval Argument object_of_spec(std::string_view path, std::string_view allowed, std::string_view meaning) {
  return {.name = path, .type = Type::kObject, .otherwise = Rule{}, .meaning = meaning, .allowed = allowed};
}

inline constexpr std::size_t kLongestPattern = 200;
inline constexpr std::size_t kMaxTexts = 4096;

/// An array of texts that may be null, which is how an empty one is written. `size` is that of each text.
template <auto kMember, std::size_t kLow, std::size_t kHigh>
consteval auto texts_or_null(const Argument& argument) {
  using Document = field_of::Document<kMember>;
  return Field<Document>{
      argument,
      [](const Argument& of, const Json& node, const std::string& place, Document& document) {
        (document.*kMember).clear();
        if (node.type == Json::Type::kNull) return;
        const Argument text = {.name = {}, .type = Type::kText, .meaning = {}, .size = {kLow, kHigh}};
        const std::vector<Json>& children = read_array(of, node, place);
        for (std::size_t k = 0; k < children.size(); ++k)
          (document.*kMember).push_back(read_text(text, children[k], place + "[" + std::to_string(k) + "]"));
      },
      [](const Argument& of, const Document& document, JsonWriter& json) {
        if ((document.*kMember).empty())
          json.null();
        else
          field_of::write(of, document.*kMember, json);
      }};
}
template <auto kMember, std::size_t kHigh>
consteval auto texts_or_null(std::string_view path, std::string_view allowed, std::string_view meaning) {
  return texts_or_null<kMember, 1, kHigh>({.name = path,
                                           .type = Type::kTexts,
                                           .otherwise = Rule{"null"},
                                           .meaning = meaning,
                                           .allowed = allowed,
                                           .size = {1, kMaxTexts}});
}

// What merges or replaces; world_spec_json.cc does it.
inline constexpr Argument kMergeKey[] = {Argument::boolean(
    "merge", true,
    "false: emotions, categories, map and cities are complete and in order, as synth_world() writes them")};
inline constexpr Argument kEmotionsKey[] = {object_of_spec(
    "emotions", "by name; null removes one; an array of objects with \"name\" replaces all", "what people feel")};
inline constexpr Argument kCategoriesKey[] = {object_of_spec(
    "categories", "by id; null removes one; an array of objects with \"id\" replaces all", "what can be chosen")};
inline constexpr Argument kMapKey[] = {
    object_of_spec("map.<emotion>", "category ids with a weight, or with {\"weight\": 1, \"keyword\": \"comedy\"}",
                   "the emotion's categories, in place of all that it had")};
inline constexpr Argument kCitiesKey[] = {object_of_spec(
    "cities", "by name; null removes one; an array of objects with \"city\" replaces all", "where people live")};

inline constexpr Argument kWordsKey[] = {
    object_of_spec("words.<list>", "arrays of 1 to 4096 texts of 1 to 100 bytes, by name",
                   "lists for the gaps of titles and inputs: \"{artist} live\" takes an artist of words.artist")};
inline constexpr Argument kNamesKey[] = {
    object_of_spec("names.<country>", "objects with \"given\" and \"family\", by country",
                   "what people of a country are called, in place of the built-in names")};

inline constexpr Field<WorldSpec::Words> kWordsFields[] = {
    texts_or_null<&WorldSpec::Words::texts, kLongestText>("texts", "an array of 1 to 4096 texts of 1 to 100 bytes", ""),
};
inline constexpr Field<WorldSpec::Names> kNamesFields[] = {
    texts_or_null<&WorldSpec::Names::given, 1, kLongestGiven>(
        {.name = "names.<country>.given",
         .type = Type::kTexts,
         .meaning = "given names",
         .allowed = "1 to 4096 different texts of 1 to 30 bytes without spaces",
         .size = {1, kMaxTexts}}),
    texts_or_null<&WorldSpec::Names::family, kLongestFamily>(
        "names.<country>.family", "null, or 1 to 4096 different texts of 1 to 32 bytes",
        "family names; null: people have none. Where all pairs are used up, a number follows"),
};
inline constexpr Field<WorldSpec::Emotion> kEmotionFields[] = {
    field<&WorldSpec::Emotion::rate>("emotions.<name>.rate", WorldSpec::kNewRate, kWeights,
                                     "how frequent, relative to the other emotions"),
    field<&WorldSpec::Emotion::hour_tilt>("emotions.<name>.hour_tilt", WorldSpec::kNewHourTilt, {0, 0.9},
                                          "how far mood.by_hour moves the rate, if the other emotions leave room"),
    texts_or_null<&WorldSpec::Emotion::inputs, kLongestPattern>(
        "emotions.<name>.inputs", "null, or 1 to 4096 texts of 1 to 200 bytes",
        "what people write, with a text of words.list for each {list}; null: built-in texts"),
};
inline constexpr Field<WorldSpec::Category> kCategoryFields[] = {
    field<&WorldSpec::Category::genre>(
        text_of_spec("categories.<id>.genre", Rule{"YouTube's, or the id"}, "the category's name")),
    field<&WorldSpec::Category::weight>("categories.<id>.weight", WorldSpec::kNewWeight, kWeights,
                                        "how frequent among the categories that an emotion is not mapped to"),
    field<&WorldSpec::Category::peak_hour>("categories.<id>.peak_hour", WorldSpec::kNewPeakHour, {0, 23},
                                           "the local hour at which it is chosen most often"),
    field<&WorldSpec::Category::appeal>(
        "categories.<id>.appeal", Rule{"[0, 0, 0] for a new one"}, {-1, 1},
        "position on the axes of taste (fun, action, art); the squares add up to at most 1"),
    field<&WorldSpec::Category::videos>(
        Argument::integer("categories.<id>.videos", Rule{"null"}, {1, 1'000'000'000},
                          "videos of the category; null: an equal share of what the others leave of the catalogue")
            .in_words("null, or 1 to 1000000000")),
    field<&WorldSpec::Category::popularity>(
        {.name = "categories.<id>.popularity",
         .type = Type::kNumbers,
         .otherwise = Rule{"null"},
         .meaning = "how popular its videos are: the k-th of m numbers is that of rank videos^((k - 1) / (m - 1)), and "
                    "between them it follows a power of the rank; null: a power with video_exponent",
         .allowed = "null, or 8 to 16 numbers from 1e-9 to 1e9 that do not rise",
         .reals = kWeights,
         .size = {8, 16}}),
    texts_or_null<&WorldSpec::Category::titles, kLongestPattern>(
        "categories.<id>.titles", "null, or 1 to 4096 texts of 1 to 200 bytes",
        "titles of its videos, with a text of words.list for each {list}; null: built-in titles"),
};
/// Of a category that an emotion leads to.
inline constexpr Field<WorldSpec::MapEntry> kMapEntryFields[] = {
    field<&WorldSpec::MapEntry::weight>("weight", WorldSpec::kNewMapWeight, kWeights,
                                        "how frequent, relative to the emotion's other categories"),
    field<&WorldSpec::MapEntry::keyword>(text_of_spec("keyword", Rule{"none"}, "what to search for")),
};
inline constexpr Field<WorldSpec::City> kCityFields[] = {
    field<&WorldSpec::City::country>(
        text_of_spec("cities.<name>.country", Rule{"the city's, or its name"}, "the city's country")),
    field<&WorldSpec::City::utc_offset>(Argument::integer("cities.<name>.utc_offset", Rule{"the city's, or 0"},
                                                          {-14 * 60, 14 * 60}, "minutes east of UTC")),
    field<&WorldSpec::City::weight>("cities.<name>.weight", WorldSpec::kNewCityWeight, kWeights,
                                    "number of people who live there, relative to the other cities"),
};

/// Keys that are null where the law does not use them.
inline constexpr Rule kNull = {"null"};
inline constexpr std::size_t kMostQuantiles = 65, kMostWeeks = 520;

consteval Argument quantiles_of_spec(std::string_view path, Range<double> range, std::string_view meaning) {
  return {.name = path,
          .type = Type::kNumbers,
          .otherwise = kNull,
          .meaning = meaning,
          .reals = range,
          .size = {2, kMostQuantiles}};
}

inline constexpr Rule kSeeSynthWorld = {"see synth_world()"};

inline constexpr Field<WorldSpec> kSpecFields[] = {
    field<&WorldSpec::mood_persistence>("mood.persistence", {0, 0.999},
                                        "probability that a mood lasts for one more step"),
    field<&WorldSpec::mood_minutes>("mood.minutes", {1, 1440}, "length of a step"),
    field<&WorldSpec::mood_individuality>("mood.individuality", {0, 1},
                                          "share of a person's moods that is the person's own"),
    field<&WorldSpec::mood_noise>("mood.noise", {0, 1},
                                  "share of the logs whose emotion does not follow the mood, but is drawn anew from "
                                  "what the person mostly feels"),
    field<&WorldSpec::mood_by_hour>(
        "mood.by_hour", kSeeSynthWorld, {-1, 1},
        "how frequent moods with an hour_tilt are by local hour, relative to the mean of the numbers"),
    field<&WorldSpec::weekday>("day.weekday", kSeeSynthWorld, {0, 1000},
                               "relative activity by local hour, Monday to Friday"),
    field<&WorldSpec::weekend>("day.weekend", kSeeSynthWorld, {0, 1000}, "the same for Saturday and Sunday"),
    field<&WorldSpec::week>(Argument{.name = "day.week",
                                     .type = Type::kNumbers,
                                     .otherwise = kNull,
                                     .meaning = "relative activity by local hour of each day from Monday, in place of "
                                                "day.weekday and day.weekend",
                                     .allowed = "an array of 7 arrays of 24 numbers between 0 and 1000",
                                     .reals = {0, 1000},
                                     .size = {7, 7}}),
    field<&WorldSpec::trend>(Argument{.name = "day.trend",
                                      .type = Type::kNumbers,
                                      .otherwise = kNull,
                                      .meaning = "weights of the weeks from the beginning of the world, relative to "
                                                 "their mean: growth, campaigns, holidays. The last one goes on",
                                      .reals = {0, 1000000},
                                      .size = {1, kMostWeeks}}),
    field<&WorldSpec::chronotype_minutes>("day.chronotype_minutes", {0, 240},
                                          "how much earlier or later early and late people live"),
    field<&WorldSpec::top_fifth_share>(
        "day.top_fifth_share", {0.2, 0.99},
        "the most active fifth's share of all activity; less if Zipf's exponent would exceed "
        "1.2, as with few people"),
    field<&WorldSpec::people_activity>(quantiles_of_spec(
        "people.activity", {0, 1},
        "Lorenz curve: the share of all activity that the least active people have, from none to all of them, in "
        "place of day.top_fifth_share")),
    field<&WorldSpec::people_join>(quantiles_of_spec(
        "people.join", {-36500, 36500},
        "quantiles of the days from the beginning of the world at which people come; null: all are there")),
    field<&WorldSpec::people_stay>(
        quantiles_of_spec("people.stay", {0, 36500},
                          "quantiles of the days that people stay, with people.join; null: they do not leave")),
    field<&WorldSpec::session_rows>("session.rows", {1, 32}, "mean rows of a session"),
    field<&WorldSpec::session_seconds>("session.seconds", {1, 3600}, "median time from a row of a session to the next"),
    field<&WorldSpec::session_sigma>("session.sigma", {0, 4}, "spread of these times (lognormal)"),
    field<&WorldSpec::session_gaps>(
        quantiles_of_spec("session.gaps", {0, 3600},
                          "quantiles of these times in seconds, in place of session.seconds and session.sigma")),
    field<&WorldSpec::session_sizes>(
        quantiles_of_spec("session.sizes", {1, 4096}, "quantiles of the rows of a session, in place of session.rows")),
    field<&WorldSpec::session_first_sizes>(quantiles_of_spec(
        "session.first_sizes", {1, 4096},
        "quantiles of the rows of a person's first session, with people.join; null: as all sessions")),
    field<&WorldSpec::session_topic>(
        "session.topic", {0, 1},
        "chance that a click repeats the category of the person's click before it in the session, where that category "
        "is on the side, mapped to the emotion or not, that was drawn first; likewise interactions"),
    field<&WorldSpec::trip_days>("trip.days", {0.01, 365}, "length of a trip"),
    field<&WorldSpec::abroad_rate>("trip.abroad_rate", {0, 1}, "share of trips to another country"),
    field<&WorldSpec::taste_strength>("choice.taste_strength", {0, 4}, "spread of people's tastes (lognormal)"),
    field<&WorldSpec::hour_strength>("choice.hour_strength", {0, 4}, "how much the hour counts"),
    field<&WorldSpec::delay_seconds>("delay.seconds", {1, 3600}, "median time from a log to its click"),
    field<&WorldSpec::delay_sigma>("delay.sigma", {0, 4}, "its spread (lognormal)"),
    field<&WorldSpec::video_exponent>("video_exponent", {0, 3}, "exponent of Zipf's law for the videos of a category"),
    field<&WorldSpec::video_repeat>("video_repeat", {0, 1},
                                    "share of the clicks that choose a video as if it were the first of the session; "
                                    "the others avoid the videos of the session's other clicks, as far as the "
                                    "popularity of videos allows"),
    field<&WorldSpec::noun>({.name = "noun",
                             .type = Type::kText,
                             .otherwise = "videos",
                             .meaning = "what people choose, as a plural: synth_explain speaks of it",
                             .size = {1, kLongestText}}),
};

/// All keys, in the order of the help.
inline constexpr auto kSpecKeys =
    arguments_of(kMergeKey, kEmotionsKey, kEmotionFields, kCategoriesKey, kCategoryFields, kMapKey, kCitiesKey,
                 kCityFields, kWordsKey, kNamesKey, kNamesFields, kSpecFields, kWorldParameters);

}  // namespace synth::world
