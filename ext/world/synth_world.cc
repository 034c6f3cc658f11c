#include "world/synth_world.h"

#include <algorithm>
#include <span>
#include <vector>

#include "core/json_writer.h"
#include "world/spec.h"
#include "world/world.h"

namespace synth {
namespace {

constexpr Argument kArguments[] = {{"world", "text", "the default law", "a JSON document",
                                    "what of the default law to put in another's place; a part will do"}};

void add_numbers(JsonWriter& json, std::string_view key, std::span<const double> numbers) {
  json.key(key).open('[');
  for (const double number : numbers) json.real(number);
  json.close(']');
}

void add_map(JsonWriter& json, const Spec& spec) {
  json.line().key("map").open('{');
  for (std::size_t e = 0; e < spec.emotions.size(); ++e) {
    json.line().key(spec.emotions[e].name).open('{');
    for (const Spec::MapEntry& entry : spec.map) {
      if (entry.emotion != e) continue;
      json.key(spec.categories[entry.category].id).open('{').key("weight").real(entry.weight);
      if (!entry.keyword.empty()) json.key("keyword").string(entry.keyword);
      json.close('}');
    }
    json.close('}');
  }
  json.close('}');
}

/// As an object, which merges into the default by name, where that gives this very list; else as an array, which takes
/// the default's place. So the document is the law, whatever the law lacks and in whatever order it stands.
template <class Thing, class Members>
void add_list(JsonWriter& json, std::string_view key, const std::vector<Thing>& list,
              const std::vector<Thing>& in_default, std::string Thing::*name, std::string_view name_key,
              const Members& members) {
  const bool merges = list.size() >= in_default.size() &&
                      std::equal(in_default.begin(), in_default.end(), list.begin(),
                                 [name](const Thing& a, const Thing& b) { return a.*name == b.*name; });
  json.line().key(key).open(merges ? '{' : '[');
  for (const Thing& thing : list) {
    json.line();
    if (merges) json.key(thing.*name);
    json.open('{');
    if (!merges) json.key(name_key).string(thing.*name);
    members(thing);
    json.close('}');
  }
  json.close(merges ? '}' : ']');
}

void add_lists(JsonWriter& json, const Spec& spec) {
  const Spec usual = default_spec();
  add_list(json, "emotions", spec.emotions, usual.emotions, &Spec::Emotion::name, "name",
           [&json](const Spec::Emotion& emotion) {
             json.key("rate").real(emotion.rate).key("hour_tilt").real(emotion.hour_tilt);
           });
  add_list(json, "categories", spec.categories, usual.categories, &Spec::Category::id, "id",
           [&json](const Spec::Category& category) {
             json.key("genre").string(category.genre).key("weight").real(category.weight);
             json.key("peak_hour").integer(category.peak_hour);
             add_numbers(json, "appeal", category.appeal);
           });
  add_map(json, spec);
  add_list(json, "cities", spec.cities, usual.cities, &Spec::City::city, "city", [&json](const Spec::City& city) {
    json.key("country").string(city.country).key("utc_offset").integer(city.utc_offset).key("weight").real(city.weight);
  });
}

}  // namespace

constinit const Description SynthWorld::kDescription = {
    .name = "synth_world",
    .meaning = "The law of the default world as a JSON document, or that law with another document's changes.",
    .arguments = kArguments,
    .example = R"(SELECT json_extract(synth_world('{"mood": {"persistence": 0.9}}'), '$.mood'))"};

Result SynthWorld::call(const Arguments& arguments, Host& host) {
  const std::shared_ptr<const Spec> opened = open_spec(arguments.text(0), host);
  const Spec& spec = *opened;
  JsonWriter json;
  json.open('{');
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

}  // namespace synth
