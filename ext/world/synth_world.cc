#include "world/synth_world.h"

#include <span>
#include <vector>

#include "core/json_writer.h"
#include "world/window.h"
#include "world/world.h"
#include "world/world_spec.h"

namespace synth::world {
namespace {

constexpr Argument kArguments[] = {{"world", "text", "the default law", "a JSON document",
                                    "what of the default law to put in another's place; a part will do"}};

// As spec_json.cc reads them; a test compares.
constexpr Argument kKeys[] = {
    {"merge", "boolean", "true", "true, false",
     "false: emotions, categories, map and cities are whole lists, in their order, as synth_world() gives them"},
    {"emotions", "object", "", "by name; null takes one away; an array of objects with \"name\" replaces all",
     "what people feel"},
    {"emotions.<name>.rate", "number", "0.1 for a new one", "1e-09 to 1e+09",
     "how frequent, beside the other emotions"},
    {"emotions.<name>.hour_tilt", "number", "0 for a new one", "0 to 0.9",
     "how far mood.by_hour moves the rate, if the others leave room"},
    {"categories", "object", "", "by id; null takes one away; an array of objects with \"id\" replaces all",
     "what can be chosen"},
    {"categories.<id>.genre", "text", "YouTube's, or the id", "1 to 100 bytes", "the category's name"},
    {"categories.<id>.weight", "number", "0.05 for a new one", "1e-09 to 1e+09",
     "how frequent among those that an emotion is not mapped to"},
    {"categories.<id>.peak_hour", "integer", "12 for a new one", "0 to 23",
     "the local hour at which it is chosen most"},
    {"categories.<id>.appeal", "array", "[0, 0, 0] for a new one", "3 numbers, -1 to 1; squares at most 1 in sum",
     "where it lies on the axes of taste: fun, action, art"},
    {"map.<emotion>", "object", "", "category ids with a weight, or with {\"weight\": 1, \"keyword\": \"comedy\"}",
     "the emotion's categories: replaces all that it had"},
    {"cities", "object", "", "by name; null takes one away; an array of objects with \"city\" replaces all",
     "where people live"},
    {"cities.<name>.country", "text", "the city's, or its name", "1 to 100 bytes", "the city's country"},
    {"cities.<name>.utc_offset", "integer", "the city's, or 0", "-840 to 840", "minutes east of UTC"},
    {"cities.<name>.weight", "number", "100 for a new one", "1e-09 to 1e+09", "how many people live there"},
    {"mood.persistence", "number", "0.74", "0 to 0.999", "probability that a mood outlives a step"},
    {"mood.minutes", "integer", "30", "1 to 1440", "length of a step"},
    {"mood.individuality", "number", "0.5", "0 to 1", "share of a person's moods that is the person's own"},
    {"mood.by_hour", "array", "", "24 numbers, -1 to 1",
     "when moods with an hour_tilt are frequent, by local hour, beside the numbers' mean"},
    {"day.weekday", "array", "", "24 numbers, 0 to 1000", "relative activity by local hour, Monday to Friday"},
    {"day.weekend", "array", "", "24 numbers, 0 to 1000", "the same for Saturday and Sunday"},
    {"day.chronotype_minutes", "number", "60", "0 to 240", "how much earlier or later early and late people live"},
    {"day.top_fifth_share", "number", "0.7", "0.2 to 0.99",
     "part of all activity of the most active fifth; less where Zipf's exponent would pass 1.2, as among few people"},
    {"session.rows", "number", "4", "1 to 32", "mean rows of a session"},
    {"session.seconds", "number", "60", "1 to 3600",
     "median time from a row to the next where logs are few, from the session's start to a row where they are many"},
    {"session.sigma", "number", "1.3", "0 to 4", "spread of these times (lognormal)"},
    {"trip.days", "number", "3", "0.01 to 365", "length of a trip"},
    {"trip.abroad_rate", "number", "0.2", "0 to 1", "share of trips to another country"},
    {"choice.taste_strength", "number", "0.9", "0 to 4", "spread of people's tastes (lognormal)"},
    {"choice.hour_strength", "number", "0.7", "0 to 4", "how much the hour counts"},
    {"delay.seconds", "number", "120", "1 to 3600", "median time from a log to its click"},
    {"delay.sigma", "number", "1.1", "0 to 4", "its spread (lognormal)"},
    {"video_exponent", "number", "0.9", "0 to 3", "of Zipf's law for the videos of a category"},
};

void add_numbers(JsonWriter& json, std::string_view key, std::span<const double> numbers) {
  json.key(key).open('[');
  for (const double number : numbers) json.real(number);
  json.close(']');
}

void add_map(JsonWriter& json, const WorldSpec& spec) {
  json.line().key("map").open('{');
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    json.line().key(spec.emotions[e].name).open('{');
    for (const WorldSpec::MapEntry& entry : spec.map) {
      if (entry.emotion != e) continue;
      json.key(spec.categories[entry.category].id).open('{').key("weight").real(entry.weight);
      if (!entry.keyword.empty()) json.key("keyword").string(entry.keyword);
      json.close('}');
    }
    json.close('}');
  }
  json.close('}');
}

template <class Thing, class Members>
void add_list(JsonWriter& json, std::string_view key, const std::vector<Thing>& list, std::string Thing::*name,
              const Members& members) {
  json.line().key(key).open('{');
  for (const Thing& thing : list) {
    json.line().key(thing.*name).open('{');
    members(thing);
    json.close('}');
  }
  json.close('}');
}

void add_lists(JsonWriter& json, const WorldSpec& spec) {
  add_list(json, "emotions", spec.emotions, &WorldSpec::Emotion::name, [&json](const WorldSpec::Emotion& emotion) {
    json.key("rate").real(emotion.rate).key("hour_tilt").real(emotion.hour_tilt);
  });
  add_list(json, "categories", spec.categories, &WorldSpec::Category::id, [&json](const WorldSpec::Category& category) {
    json.key("genre").string(category.genre).key("weight").real(category.weight);
    json.key("peak_hour").integer(category.peak_hour);
    add_numbers(json, "appeal", category.appeal);
  });
  add_map(json, spec);
  add_list(json, "cities", spec.cities, &WorldSpec::City::city, [&json](const WorldSpec::City& city) {
    json.key("country").string(city.country).key("utc_offset").integer(city.utc_offset).key("weight").real(city.weight);
  });
}

}  // namespace

constinit const Description SynthWorld::kDescription = {
    .name = "synth_world",
    .meaning = "The law of the default world as a JSON document, or that law with another document's changes.",
    .arguments = kArguments,
    .keys = kKeys,
    .example = R"(SELECT json_extract(synth_world('{"mood": {"persistence": 0.9}}'), '$.mood'))"};

Result SynthWorld::call(const Arguments& arguments, Host& host) {
  const std::shared_ptr<const WorldSpec> opened = open_spec(read_document(arguments, 0), host);
  const WorldSpec& spec = *opened;
  // One form, whatever form the document had. A law may lack names of the default and have the others in any order, and
  // the order is part of it: a list that merges could not say that, and an array could not be asked for a name.
  JsonWriter json;
  json.open('{').line().key("merge").boolean(false);
  add_lists(json, spec);
  json.line().key("mood").open('{').key("persistence").real(spec.mood_persistence);
  json.key("minutes").integer(spec.mood_minutes).key("individuality").real(spec.mood_individuality);
  add_numbers(json, "by_hour", spec.mood_by_hour);
  json.close('}').line().key("day").open('{');
  add_numbers(json, "weekday", spec.weekday);
  add_numbers(json, "weekend", spec.weekend);
  json.key("chronotype_minutes").real(spec.chronotype_minutes).key("top_fifth_share").real(spec.top_fifth_share);
  json.close('}').line().key("session").open('{').key("rows").real(spec.session_rows);
  json.key("seconds").real(spec.session_seconds).key("sigma").real(spec.session_sigma);
  json.close('}').line().key("trip").open('{').key("days").real(spec.trip_days);
  json.key("abroad_rate").real(spec.abroad_rate);
  json.close('}').line().key("choice").open('{').key("taste_strength").real(spec.taste_strength);
  json.key("hour_strength").real(spec.hour_strength);
  json.close('}').line().key("delay").open('{').key("seconds").real(spec.delay_seconds);
  json.key("sigma").real(spec.delay_sigma);
  json.close('}').line().key("video_exponent").real(spec.video_exponent).close('}');
  return json.text();
}

}  // namespace synth::world
