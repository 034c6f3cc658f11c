#include "world/synth_world.h"

#include "core/json_writer.h"
#include "world/spec.h"
#include "world/world.h"

namespace synth {
namespace {

constexpr Argument kArguments[] = {{"world", "text", "the default law", "a JSON document",
                                    "what of the default law to put in another's place; a part will do"}};

void add_hours(JsonWriter& json, std::string_view key, const std::array<double, 24>& hours) {
  json.key(key).open('[');
  for (const double hour : hours) json.real(hour);
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

void add_lists(JsonWriter& json, const Spec& spec) {
  json.line().key("emotions").open('{');
  for (const Spec::Emotion& emotion : spec.emotions)
    json.line()
        .key(emotion.name)
        .open('{')
        .key("rate")
        .real(emotion.rate)
        .key("hour_tilt")
        .real(emotion.hour_tilt)
        .close('}');
  json.close('}').line().key("categories").open('{');
  for (const Spec::Category& category : spec.categories)
    json.line()
        .key(category.id)
        .open('{')
        .key("genre")
        .string(category.genre)
        .key("weight")
        .real(category.weight)
        .key("peak_hour")
        .integer(category.peak_hour)
        .close('}');
  json.close('}');
  add_map(json, spec);
  json.line().key("cities").open('{');
  for (const Spec::City& city : spec.cities)
    json.line()
        .key(city.city)
        .open('{')
        .key("country")
        .string(city.country)
        .key("utc_offset")
        .integer(city.utc_offset)
        .key("weight")
        .real(city.weight)
        .close('}');
  json.close('}');
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
  add_hours(json, "by_hour", spec.mood_by_hour);
  json.close('}').line().key("day").open('{');
  add_hours(json, "weekday", spec.weekday);
  add_hours(json, "weekend", spec.weekend);
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
