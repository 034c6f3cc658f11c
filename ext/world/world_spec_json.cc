// The `world` document: {"emotions": {"happy": {"rate": 0.5}}, "mood": {"persistence": 0.9}} and so on. An object
// merges into the default by name, and null takes a name away. An array in place of an object, or any object where
// "merge" is false, puts a new list in the default's place. synth_world() prints any law in the last of these forms.
#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "core/numbers.h"
#include "core/suggestion.h"
#include "core/utf8.h"
#include "core/value.h"
#include "rows/categories.h"
#include "world/text/input_text.h"
#include "world/world_spec.h"

namespace synth::world {
namespace {

constexpr std::size_t kMaxCities = 10000;
constexpr std::size_t kLongestText = 100;
constexpr double kSmallestWeight = 1e-9;
constexpr double kLargestWeight = 1e9;

std::string number(double value) {
  return in_digits(value, 10);
}

[[noreturn]] void refuse(const std::string& path, const std::string& allowed, const Json& node) {
  throw Error("world: " + path + " must be " + allowed + ", not " + show(node));
}

double read_number(const Json& node, const std::string& path, double low, double high) {
  if (node.type != Json::Type::kInteger && node.type != Json::Type::kReal)
    refuse(path, "a number between " + number(low) + " and " + number(high), node);
  if (!(node.real >= low && node.real <= high)) refuse(path, "between " + number(low) + " and " + number(high), node);
  return node.real;
}

int read_integer(const Json& node, const std::string& path, int low, int high) {
  const double value = read_number(node, path, low, high);
  if (value != std::floor(value)) refuse(path, "an integer", node);
  return static_cast<int>(value);
}

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= kLongestText && text.find('\0') == std::string::npos && is_utf8(text);
}

std::string read_text(const Json& node, const std::string& path) {
  if (node.type != Json::Type::kText || !is_name(node.text))
    refuse(path, "text of 1 to " + std::to_string(kLongestText) + " bytes in UTF-8", node);
  return node.text;
}

bool read_boolean(const Json& node, const std::string& path) {
  if (node.type != Json::Type::kBoolean) refuse(path, "true or false", node);
  return node.boolean;
}

[[noreturn]] void refuse_name(const std::string& path, std::string_view what, const std::string& name,
                              std::span<const std::string_view> known) {
  throw Error("world: " + (path == "$" ? std::string() : path + ": ") + unknown_name(what, name, known));
}

// One key of an object and what to do with its value.
struct Field {
  std::string_view key;
  std::function<void(const Json&, const std::string&)> read;
};

// JSON may name a thing twice, and then says nothing about which of them is meant. REQUIRES: few children come before.
void require_once(const Json& parent, const Json& child, const std::string& path) {
  if (parent.find(child.key) != &child) throw Error("world: " + path + "." + child.key + " is given twice");
}

void read_object(const Json& object, const std::string& path, const std::vector<Field>& fields) {
  if (object.type != Json::Type::kObject) refuse(path, "an object", object);
  std::vector<std::string_view> known;
  for (const Field& field : fields) known.push_back(field.key);
  for (const Json& child : object.children) {
    require_once(object, child, path);
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == child.key; });
    if (field == fields.end()) refuse_name(path, "key", child.key, known);
    field->read(child, path + "." + child.key);
  }
}

Field field(std::string_view key, double& into, double low, double high) {
  return {key,
          [&into, low, high](const Json& node, const std::string& path) { into = read_number(node, path, low, high); }};
}

Field field(std::string_view key, int& into, int low, int high) {
  return {key, [&into, low, high](const Json& node, const std::string& path) {
            into = read_integer(node, path, low, high);
          }};
}

Field field(std::string_view key, std::string& into) {
  return {key, [&into](const Json& node, const std::string& path) { into = read_text(node, path); }};
}

template <std::size_t kSize>
Field field(std::string_view key, std::array<double, kSize>& into, std::string_view one_per, double low, double high) {
  return {key, [&into, one_per, low, high](const Json& node, const std::string& path) {
            if (node.type != Json::Type::kArray || node.children.size() != kSize)
              refuse(path, "an array of " + std::to_string(kSize) + " numbers, one per " + std::string(one_per), node);
            for (std::size_t k = 0; k < kSize; ++k)
              into[k] = read_number(node.children[k], path + "[" + std::to_string(k) + "]", low, high);
          }};
}

template <class Thing>
std::size_t index_of(const std::vector<Thing>& list, std::string Thing::*name, const std::string& key,
                     const std::string& path, std::string_view what) {
  std::vector<std::string_view> known;
  for (std::size_t k = 0; k < list.size(); ++k) {
    if (list[k].*name == key) return k;
    known.push_back(list[k].*name);
  }
  refuse_name(path, what, key, known);
}

// A list of named things: an object merges by name, or replaces the list as an array does.
template <class Thing>
void read_list(const Json& node, const std::string& path, bool merge, std::string Thing::*name,
               std::string_view name_key, std::vector<Thing>& list, std::size_t most,
               const std::function<Thing(const std::string&)>& fresh,
               const std::function<std::vector<Field>(Thing&)>& fields) {
  const bool is_array = node.type == Json::Type::kArray;
  if (!is_array && node.type != Json::Type::kObject) refuse(path, "an object or an array", node);
  const auto too_many = [&path, most] {
    throw Error("world: " + path + " must keep 1 to " + std::to_string(most) + " of its names");
  };
  // No more can be needed, with every name of the default taken away.
  if (node.children.size() > most + list.size()) too_many();

  const std::vector<Thing> usual = list;
  if (is_array || !merge) list.clear();
  list.reserve(list.size() + node.children.size());  // so that no name moves while `places` looks at it
  std::unordered_map<std::string_view, std::size_t> places;
  for (const Thing& thing : list) places.emplace(thing.*name, places.size());
  std::unordered_set<std::string_view> taken_away;
  const auto upsert = [&](const std::string& key, const Json& child, const std::string& at) {
    if (child.type == Json::Type::kNull) {
      index_of(usual, name, key, path, "name");
      taken_away.insert(key);
      return;
    }
    if (!is_name(key))
      throw Error("world: a name in " + path + " must be text of 1 to " + std::to_string(kLongestText) +
                  " bytes in UTF-8");
    const auto [place, is_new] = places.emplace(key, list.size());
    if (is_new) list.push_back(fresh(key));
    std::vector<Field> known = fields(list[place->second]);
    // In an array the name stands inside the object; elsewhere it may stand there too.
    known.push_back({name_key, [&key](const Json& said, const std::string& where) {
                       if (said.type != Json::Type::kText || said.text != key)
                         refuse(where, show(Value::text(key, Value::Lifetime::kRow)), said);
                     }});
    read_object(child, at, known);
  };
  std::unordered_set<std::string_view> named;
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const Json& child = node.children[k];
    if (is_array) {
      const std::string at = path + "[" + std::to_string(k) + "]";
      const Json* key = child.find(name_key);
      if (key == nullptr) throw Error("world: " + at + " must be an object with a \"" + std::string(name_key) + "\"");
      const std::string name_text = read_text(*key, at + "." + std::string(name_key));
      if (!named.insert(key->text).second) throw Error("world: " + path + " has '" + name_text + "' twice");
      upsert(key->text, child, at);
    } else {
      if (!named.insert(child.key).second) throw Error("world: " + path + "." + child.key + " is given twice");
      upsert(child.key, child, path + "." + child.key);
    }
  }
  std::erase_if(list, [&](const Thing& thing) { return taken_away.contains(thing.*name); });
  if (list.empty() || list.size() > most) too_many();
}

std::vector<Field> emotion_fields(WorldSpec::Emotion& emotion) {
  return {field("rate", emotion.rate, kSmallestWeight, kLargestWeight), field("hour_tilt", emotion.hour_tilt, 0, 0.9)};
}

std::vector<Field> category_fields(WorldSpec::Category& category) {
  return {field("genre", category.genre), field("weight", category.weight, kSmallestWeight, kLargestWeight),
          field("peak_hour", category.peak_hour, 0, 23), field("appeal", category.appeal, "axis of taste", -1, 1)};
}

std::vector<Field> city_fields(WorldSpec::City& city) {
  return {field("country", city.country), field("utc_offset", city.utc_offset, -14 * 60, 14 * 60),
          field("weight", city.weight, kSmallestWeight, kLargestWeight)};
}

// The map is kept by name while emotions and categories come and go.
struct NamedEntry {
  std::string emotion;
  std::string category;
  double weight;
  std::string keyword;
};

// {"happy": {"10": 1, "23": {"weight": 2, "keyword": "comedy"}}}: an emotion that is named gets a new list.
void read_map(const Json& node, const WorldSpec& spec, std::vector<NamedEntry>& entries) {
  if (node.type != Json::Type::kObject || node.children.size() > kMaxNames)
    refuse("$.map", "an object of at most " + std::to_string(kMaxNames) + " emotions", node);
  for (const Json& emotion : node.children) {
    const std::string path = "$.map." + emotion.key;
    require_once(node, emotion, "$.map");
    index_of(spec.emotions, &WorldSpec::Emotion::name, emotion.key, "$.map", "emotion");
    std::erase_if(entries, [&](const NamedEntry& entry) { return entry.emotion == emotion.key; });
    if (emotion.type == Json::Type::kNull) continue;
    if (emotion.type != Json::Type::kObject || emotion.children.size() > kMaxNames)
      refuse(path, "an object of at most " + std::to_string(kMaxNames) + " category ids with their weights", emotion);
    for (const Json& category : emotion.children) {
      require_once(emotion, category, path);
      index_of(spec.categories, &WorldSpec::Category::id, category.key, path, "category");
      NamedEntry entry{emotion.key, category.key, 1, {}};
      if (category.type == Json::Type::kObject)
        read_object(category, path + "." + category.key,
                    {field("weight", entry.weight, kSmallestWeight, kLargestWeight), field("keyword", entry.keyword)});
      else
        entry.weight = read_number(category, path + "." + category.key, kSmallestWeight, kLargestWeight);
      entries.push_back(std::move(entry));
    }
  }
}

void check(WorldSpec& spec) {
  double active = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) active += spec.weekday[hour] + spec.weekend[hour];
  if (active <= 0) throw Error("world: $.day needs an hour in which people are active");
  for (const WorldSpec::Category& category : spec.categories) {
    double square = 0;
    for (const double part : category.appeal) square += part * part;
    if (square > 1)
      throw Error("world: the squares of $.categories." + category.id + ".appeal must add up to at most 1, not " +
                  number(square));
  }
  for (std::size_t e = 0; e < spec.emotions.size(); ++e)
    if (std::none_of(spec.map.begin(), spec.map.end(),
                     [e](const WorldSpec::MapEntry& entry) { return entry.emotion == e; }))
      throw Error("world: $.map must have a category for each emotion, and has none for '" + spec.emotions[e].name +
                  "'");
  // The cities of one country stand together.
  std::stable_sort(spec.cities.begin(), spec.cities.end(),
                   [](const WorldSpec::City& a, const WorldSpec::City& b) { return a.country < b.country; });
}

}  // namespace

WorldSpec read_world_spec(const Json& document) {
  WorldSpec spec = default_spec();
  std::vector<NamedEntry> entries;
  for (const WorldSpec::MapEntry& entry : spec.map)
    entries.push_back(
        {spec.emotions[entry.emotion].name, spec.categories[entry.category].id, entry.weight, entry.keyword});

  const auto part = [](std::string_view key, std::vector<Field> fields) {
    return Field{key, [fields = std::move(fields)](const Json& node, const std::string& path) {
                   read_object(node, path, fields);
                 }};
  };
  const Json* said_merge = document.find("merge");
  const bool merge = said_merge == nullptr || read_boolean(*said_merge, "$.merge");
  int mood_minutes = static_cast<int>(spec.mood_minutes);
  const Json* map = nullptr;
  const std::vector<Field> fields = {
      {"merge", [](const Json&, const std::string&) {}},  // read above: it counts for what stands before it too
      {"emotions",
       [&](const Json& node, const std::string& path) {
         read_list<WorldSpec::Emotion>(
             node, path, merge, &WorldSpec::Emotion::name, "name", spec.emotions, kMaxNames,
             [](const std::string& name) {
               return WorldSpec::Emotion{name, 0.1, 0, text_style_of(name)};
             },
             emotion_fields);
       }},
      {"categories",
       [&](const Json& node, const std::string& path) {
         read_list<WorldSpec::Category>(
             node, path, merge, &WorldSpec::Category::id, "id", spec.categories, kMaxNames,
             [](const std::string& id) {
               const Category* known = category_of_id(id);
               return WorldSpec::Category{
                   id, std::string(known == nullptr ? std::string_view(id) : known->genre), 0.05, 12, {}};
             },
             category_fields);
       }},
      {"map", [&](const Json& node, const std::string&) { map = &node; }},
      {"cities",
       [&](const Json& node, const std::string& path) {
         read_list<WorldSpec::City>(
             node, path, merge, &WorldSpec::City::city, "city", spec.cities, kMaxCities,
             [](const std::string& name) {
               const City* known = find_city(name);
               WorldSpec::City city{name, name, 0, 100, Culture::kEnglish};
               if (known != nullptr) city = {name, std::string(known->country), known->utc_offset, 100, known->culture};
               return city;
             },
             city_fields);
       }},
      part("mood",
           {field("persistence", spec.mood_persistence, 0, 0.999), field("minutes", mood_minutes, 1, 1440),
            field("individuality", spec.mood_individuality, 0, 1), field("by_hour", spec.mood_by_hour, "hour", -1, 1)}),
      part("day", {field("weekday", spec.weekday, "hour", 0, 1000), field("weekend", spec.weekend, "hour", 0, 1000),
                   field("chronotype_minutes", spec.chronotype_minutes, 0, 240),
                   field("top_fifth_share", spec.top_fifth_share, 0.2, 0.99)}),
      part("session", {field("rows", spec.session_rows, 1, 32), field("seconds", spec.session_seconds, 1, 3600),
                       field("sigma", spec.session_sigma, 0, 4)}),
      part("trip", {field("days", spec.trip_days, 0.01, 365), field("abroad_rate", spec.abroad_rate, 0, 1)}),
      part("choice",
           {field("taste_strength", spec.taste_strength, 0, 4), field("hour_strength", spec.hour_strength, 0, 4)}),
      part("delay", {field("seconds", spec.delay_seconds, 1, 3600), field("sigma", spec.delay_sigma, 0, 4)}),
      field("video_exponent", spec.video_exponent, 0, 3),
  };
  read_object(document, "$", fields);

  spec.mood_minutes = mood_minutes;
  const auto has = [](const auto& list, auto name, const std::string& key) {
    return std::any_of(list.begin(), list.end(), [&](const auto& thing) { return thing.*name == key; });
  };
  // What was taken away leaves the map too.
  std::erase_if(entries, [&](const NamedEntry& entry) {
    return !has(spec.emotions, &WorldSpec::Emotion::name, entry.emotion) ||
           !has(spec.categories, &WorldSpec::Category::id, entry.category);
  });
  if (map != nullptr && !merge) entries.clear();
  if (map != nullptr) read_map(*map, spec, entries);
  spec.map.clear();
  for (NamedEntry& entry : entries)
    spec.map.push_back({static_cast<std::uint16_t>(
                            index_of(spec.emotions, &WorldSpec::Emotion::name, entry.emotion, "$.map", "emotion")),
                        static_cast<std::uint16_t>(
                            index_of(spec.categories, &WorldSpec::Category::id, entry.category, "$.map", "category")),
                        entry.weight, std::move(entry.keyword)});
  // Whatever the order in which the document names the emotions.
  std::stable_sort(spec.map.begin(), spec.map.end(),
                   [](const WorldSpec::MapEntry& a, const WorldSpec::MapEntry& b) { return a.emotion < b.emotion; });
  check(spec);
  return spec;
}

}  // namespace synth::world
