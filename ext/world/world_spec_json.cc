// The `world` document: {"emotions": {"happy": {"rate": 0.5}}, "mood": {"persistence": 0.9}} and so on. An object
// merges into the default by name, and null removes a name. An array in place of an object, or any object if "merge" is
// false, replaces the default list. synth_world() writes every law in this last form.
#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "core/field.h"
#include "core/numbers.h"
#include "core/suggestion.h"
#include "core/utf8.h"
#include "core/value.h"
#include "rows/categories.h"
#include "world/text/input_text.h"
#include "world/text/own_names.h"
#include "world/text/own_text.h"
#include "world/text/video_title.h"
#include "world/world_spec.h"
#include "world/world_spec_fields.h"

namespace synth::world {
namespace {

constexpr std::size_t kMaxCities = 10000;

std::string name_of(std::string_view path) {
  return path.empty() ? "world" : "world: $." + std::string(path);
}

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= kLongestText && text.find('\0') == std::string::npos && is_utf8(text);
}

[[noreturn]] void refuse_name(const std::string& path, std::string_view what, const std::string& name,
                              std::span<const std::string_view> known) {
  throw Error(name_of(path) + ": " + unknown_name(what, name, known));
}

// JSON allows a key twice, but does not say which value counts. REQUIRES: few children come before.
void require_once(const Json& parent, const Json& child, const std::string& path) {
  if (parent.find(child.key) != &child) throw Error(name_of(path + "." + child.key) + " is given twice");
}

// Reads the members of one element of a list. `name_key`: in an array, the name is a member of the object; elsewhere it
// may be one.
template <class Thing>
void read_thing(const Json& object, const std::string& path, std::span<const Field<Thing>> fields,
                std::string_view name_key, const std::string& name, Thing& thing) {
  if (object.type != Json::Type::kObject) refuse(name_of(path), "an object", object);
  for (const Json& child : object.children) {
    require_once(object, child, path);
    const std::string place = name_of(path + "." + child.key);
    if (!name_key.empty() && child.key == name_key) {
      if (child.type != Json::Type::kText || child.text != name)
        refuse(place, show(Value::text(name, Value::Lifetime::kRow)), child);
      continue;
    }
    const auto found =
        std::ranges::find(fields, child.key, [](const Field<Thing>& each) { return key_of_path(each.argument.name); });
    if (found == fields.end()) {
      std::vector<std::string_view> known;
      for (const Field<Thing>& each : fields) known.push_back(key_of_path(each.argument.name));
      if (!name_key.empty()) known.push_back(name_key);
      refuse_name(path, "key", child.key, known);
    }
    found->read(found->argument, child, place, thing);
  }
}

template <class Thing>
std::size_t index_in(const std::vector<Thing>& list, std::string Thing::*name, const std::string& key,
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
void read_list(const Json& node, bool merge, std::string Thing::*name, std::string_view name_key,
               std::span<const Field<Thing>> fields, std::size_t most, Thing (*fresh)(const std::string&),
               std::vector<Thing>& list) {
  const std::string& path = node.key;
  const bool is_array = node.type == Json::Type::kArray;
  if (!is_array && node.type != Json::Type::kObject) refuse(name_of(path), "an object or an array", node);
  const auto too_many = [&path, most] {
    throw Error(name_of(path) + " must keep 1 to " + std::to_string(most) + " of its names");
  };
  // More are never needed, even if every default name is removed.
  if (node.children.size() > most + list.size()) too_many();

  const std::vector<Thing> usual = list;
  if (is_array || !merge) list.clear();
  list.reserve(list.size() + node.children.size());  // so that the names that `places` views do not move
  std::unordered_map<std::string_view, std::size_t> places;
  for (const Thing& thing : list) places.emplace(thing.*name, places.size());
  std::unordered_set<std::string_view> taken_away;
  const auto upsert = [&](const std::string& key, const Json& child, const std::string& at) {
    if (child.type == Json::Type::kNull) {
      index_in(usual, name, key, path, "name");
      taken_away.insert(key);
      return;
    }
    if (!is_name(key))
      throw Error("world: a name in $." + path + " must be text of 1 to " + std::to_string(kLongestText) +
                  " bytes in UTF-8");
    const auto [place, is_new] = places.emplace(key, list.size());
    if (is_new) list.push_back(fresh(key));
    read_thing(child, at, fields, name_key, key, list[place->second]);
  };
  std::unordered_set<std::string_view> named;
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const Json& child = node.children[k];
    if (is_array) {
      const std::string at = path + "[" + std::to_string(k) + "]";
      const Json* key = child.find(name_key);
      if (key == nullptr) throw Error(name_of(at) + " must be an object with a \"" + std::string(name_key) + "\"");
      const Argument text = text_of_spec("name", Rule{}, "");
      const std::string name_text = read_text(text, *key, name_of(at + "." + std::string(name_key)));
      if (!named.insert(key->text).second) throw Error(name_of(path) + " has '" + name_text + "' twice");
      upsert(key->text, child, at);
    } else {
      if (!named.insert(child.key).second) throw Error(name_of(path + "." + child.key) + " is given twice");
      upsert(child.key, child, path + "." + child.key);
    }
  }
  std::erase_if(list, [&](const Thing& thing) { return taken_away.contains(thing.*name); });
  if (list.empty() || list.size() > most) too_many();
}

WorldSpec::Emotion new_emotion(const std::string& name) {
  WorldSpec::Emotion emotion;
  emotion.name = name;
  emotion.text_style = text_style_of(name);
  return emotion;
}

WorldSpec::Category new_category(const std::string& id) {
  const Category* known = category_of_id(id);
  WorldSpec::Category category;
  category.id = id;
  category.genre = known == nullptr ? id : std::string(known->genre);
  return category;
}

WorldSpec::City new_city(const std::string& name) {
  const City* known = find_city(name);
  WorldSpec::City city;
  city.city = name;
  city.country = known == nullptr ? name : std::string(known->country);
  if (known != nullptr) {
    city.utc_offset = known->utc_offset;
    city.culture = known->culture;
  }
  return city;
}

// A parameter of the tables. null means not given, as in a column.
Value read_parameter(const Argument& argument, const Json& node) {
  if (node.type == Json::Type::kNull) return {};
  const std::string place = name_of(argument.name);
  const Value value = node.type == Json::Type::kInteger ? Value::integer(node.integer)
                      : node.type == Json::Type::kReal  ? Value::real(node.real)
                                                        : Value();
  if (const std::string_view allowed = not_a_moment(argument, value); !allowed.empty()) refuse(place, allowed, node);
  if (argument.type == Type::kInteger) return Value::integer(read_integer(argument, node, place));
  return Value::real(read_real(argument, node, place));
}

// Refuses parameters that contradict each other or miss a counterpart.
void check_parameters(const WorldSpec& spec) {
  const auto given = [&spec](std::string_view name) { return !spec.parameter(name).is_null(); };
  for (const std::string_view growing : {"since", "logs_per_day", "clicks_per_day", "interactions_per_day"})
    for (const std::string_view window : {"logs", "days", "until"})
      if (given(growing) && given(window))
        throw Error("world: $." + std::string(window) + " cannot be combined with $." + std::string(growing) +
                    ": a world has logs, days and until, or since and logs_per_day");
  for (const std::string_view rate : {"clicks_per_day", "interactions_per_day"})
    if (given(rate) && !given("logs_per_day"))
      throw Error("world: $." + std::string(rate) + " needs $.logs_per_day too");
  const Value& videos = spec.parameter("videos");
  const auto [least, most] = sizes_of_catalogue(spec);
  if (!videos.is_null() && (videos.as_integer() < least || videos.as_integer() > most))
    throw Error("world: $.videos must be between " + std::to_string(least) + " and " + std::to_string(most) +
                ", one per category at least, not " + show(videos));
}

// The map is kept by name, because emotions and categories may be added and removed.
struct NamedEntry {
  std::string emotion;
  std::string category;
  WorldSpec::MapEntry entry;
};

// {"happy": {"10": 1, "23": {"weight": 2, "keyword": "comedy"}}}: a named emotion gets a new list.
void read_map(const Json& node, const WorldSpec& spec, std::vector<NamedEntry>& entries) {
  const std::string most = std::to_string(kMaxNames);
  if (node.type != Json::Type::kObject || node.children.size() > kMaxNames)
    refuse(name_of("map"), "an object of at most " + most + " emotions", node);
  for (const Json& emotion : node.children) {
    const std::string path = "map." + emotion.key;
    require_once(node, emotion, "map");
    index_in(spec.emotions, &WorldSpec::Emotion::name, emotion.key, "map", "emotion");
    std::erase_if(entries, [&](const NamedEntry& entry) { return entry.emotion == emotion.key; });
    if (emotion.type == Json::Type::kNull) continue;
    if (emotion.type != Json::Type::kObject || emotion.children.size() > kMaxNames)
      refuse(name_of(path), "an object of at most " + most + " category ids with their weights", emotion);
    for (const Json& category : emotion.children) {
      require_once(emotion, category, path);
      index_in(spec.categories, &WorldSpec::Category::id, category.key, path, "category");
      NamedEntry named{emotion.key, category.key, {}};
      const std::string at = path + "." + category.key;
      if (category.type == Json::Type::kObject)
        read_thing<WorldSpec::MapEntry>(category, at, kMapEntryFields, {}, {}, named.entry);
      else
        named.entry.weight = read_real(kMapEntryFields[0].argument, category, name_of(at));
      entries.push_back(std::move(named));
    }
  }
}

// {"artist": ["Ann", "Bo"]}: lists by name; null takes one away.
template <class Thing>
void read_named(const Json& node, std::string_view key, std::size_t most, std::string Thing::*name,
                void (*read)(const Json& child, const std::string& path, Thing& thing), std::vector<Thing>& list) {
  const std::string path(key);
  if (node.type == Json::Type::kNull) return list.clear();
  if (node.type != Json::Type::kObject || node.children.size() > most)
    refuse(name_of(path), "an object of at most " + std::to_string(most) + " names", node);
  for (const Json& child : node.children) {
    require_once(node, child, path);
    if (!is_name(child.key))
      throw Error("world: a name in $." + path + " must be text of 1 to " + std::to_string(kLongestText) +
                  " bytes in UTF-8");
    if (child.type == Json::Type::kNull) continue;
    Thing thing;
    thing.*name = child.key;
    read(child, path + "." + child.key, thing);
    list.push_back(std::move(thing));
  }
}

void read_words(const Json& child, const std::string& path, WorldSpec::Words& words) {
  if (child.key.find_first_of("{}") != std::string::npos)
    throw Error(name_of(path) + ": the name of a list cannot have braces");
  kWordsFields[0].read(kWordsFields[0].argument, child, name_of(path), words);
}

void read_names(const Json& child, const std::string& path, WorldSpec::Names& names) {
  read_thing<WorldSpec::Names>(child, path, kNamesFields, {}, {}, names);
}

// What the document brings of its own names and texts.
void check_texts(const WorldSpec& spec) {
  const WordLists lists = word_lists(spec);
  for (const WorldSpec::Emotion& emotion : spec.emotions)
    OwnText(emotion.inputs, lists, name_of("emotions." + emotion.name + ".inputs"), kLongestInput);
  for (const WorldSpec::Category& category : spec.categories)
    OwnText(category.titles, lists, name_of("categories." + category.id + ".titles"), kLongestTitle);
  std::vector<std::string_view> countries;
  for (const WorldSpec::City& city : spec.cities)
    if (countries.empty() || countries.back() != city.country) countries.push_back(city.country);
  for (const WorldSpec::Names& names : spec.names)
    if (std::ranges::find(countries, names.country) == countries.end())
      refuse_name("names", "country", names.country, countries);
  check_own_names(spec);
}

void check_quantiles(std::string_view path, const WorldSpec::Quantiles& quantiles) {
  if (!quantiles) return;
  for (std::size_t k = 1; k < quantiles->size(); ++k)
    if ((*quantiles)[k] < (*quantiles)[k - 1])
      throw Error(name_of(path) + " must not fall, but " + in_digits((*quantiles)[k], 10) + " follows " +
                  in_digits((*quantiles)[k - 1], 10));
}

// From 0 to 1, and convex, to within the rounding of its numbers.
void check_lorenz(std::string_view path, const WorldSpec::Quantiles& shares) {
  if (!shares) return;
  constexpr double kRounding = 1e-9;
  if (shares->front() != 0 || shares->back() != 1)
    throw Error(name_of(path) + " must begin with 0 and end with 1, not with " + in_digits(shares->front(), 10) +
                " and " + in_digits(shares->back(), 10));
  double before = 0;
  for (std::size_t k = 1; k < shares->size(); ++k) {
    const double step = (*shares)[k] - (*shares)[k - 1];
    if (step < before - kRounding || step < 0)
      throw Error(name_of(path) +
                  " must grow by more and more, because the least active people come first, but grows by " +
                  in_digits(step, 10) + " after " + in_digits(before, 10));
    before = step;
  }
}

void check_people(const WorldSpec& spec) {
  check_quantiles("session.gaps", spec.session_gaps);
  check_quantiles("session.sizes", spec.session_sizes);
  check_quantiles("session.first_sizes", spec.session_first_sizes);
  check_quantiles("people.join", spec.people_join);
  check_quantiles("people.stay", spec.people_stay);
  check_lorenz("people.activity", spec.people_activity);
  if (!spec.people_join && spec.people_stay) throw Error("world: $.people.stay needs $.people.join too");
  if (!spec.people_join && spec.session_first_sizes)
    throw Error("world: $.session.first_sizes needs $.people.join too, which says who is new");
}

void check(WorldSpec& spec) {
  double active = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    if (!spec.week) active += spec.weekday[hour] + spec.weekend[hour];
    if (spec.week)
      for (const auto& day : *spec.week) active += day[hour];
  }
  if (active <= 0) throw Error("world: $.day needs an hour in which people are active");
  if (spec.trend && spec.trend->back() <= 0)
    throw Error("world: $.day.trend must end with a weight above 0, because the last one goes on");
  check_people(spec);
  for (const WorldSpec::Category& category : spec.categories) {
    double square = 0;
    for (const double part : category.appeal) square += part * part;
    if (square > 1)
      throw Error("world: the squares of $.categories." + category.id + ".appeal must add up to at most 1, not " +
                  in_digits(square, 10));
    if (!category.popularity) continue;
    const auto rise = std::ranges::adjacent_find(*category.popularity, std::less<>());
    if (rise != category.popularity->end())
      throw Error("world: $.categories." + category.id + ".popularity must not rise, as from " + in_digits(*rise, 10) +
                  " to " + in_digits(*(rise + 1), 10));
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

template <class Thing>
void write_list(std::string_view key, const std::vector<Thing>& list, std::string Thing::*name,
                std::span<const Field<Thing>> fields, JsonWriter& json) {
  json.line().key(key).open('{');
  for (const Thing& thing : list) {
    json.line().key(thing.*name).open('{');
    for (const Field<Thing>& each : fields) {
      json.key(key_of_path(each.argument.name));
      each.write(each.argument, thing, json);
    }
    json.close('}');
  }
  json.close('}');
}

void write_texts(const WorldSpec& spec, JsonWriter& json) {
  json.line().key("words");
  if (spec.words.empty()) {
    json.null();
  } else {
    json.open('{');
    for (const WorldSpec::Words& words : spec.words) {
      json.line().key(words.name);
      kWordsFields[0].write(kWordsFields[0].argument, words, json);
    }
    json.close('}');
  }
  if (spec.names.empty())
    json.line().key("names").null();
  else
    write_list<WorldSpec::Names>("names", spec.names, &WorldSpec::Names::country, kNamesFields, json);
}

void write_map(const WorldSpec& spec, JsonWriter& json) {
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

// The parameters that are part of the law, and of the others those that the document gives. So a law fits any seed.
void write_parameters(const WorldSpec& spec, JsonWriter& json) {
  for (std::size_t p = 0; p < std::size(kWorldParameters); ++p) {
    const auto& [argument, of_law] = kWorldParameters[p];
    const Value& given = spec.parameters[p];
    if (given.type() == Value::Type::kInteger)
      json.line().key(argument.name).integer(given.as_integer());
    else if (given.type() == Value::Type::kReal)
      json.line().key(argument.name).real(given.as_real());
    else if (of_law)
      json.line().key(argument.name).real(std::get<double>(argument.otherwise));
  }
}

}  // namespace

WorldSpec read_world_spec(const Json& document) {
  WorldSpec spec = default_spec();
  std::vector<NamedEntry> entries;
  for (const WorldSpec::MapEntry& entry : spec.map)
    entries.push_back({spec.emotions[entry.emotion].name, spec.categories[entry.category].id, entry});

  // "merge" also applies to what precedes it.
  const Json* said_merge = document.find("merge");
  const bool merge = said_merge == nullptr || read_boolean(kMergeKey[0], *said_merge, name_of("merge"));
  const Json* map = nullptr;
  const auto read_other = [&](const Json& node) {
    if (const std::size_t parameter = find_world_parameter(node.key); parameter != kNone)
      spec.parameters[parameter] = read_parameter(kWorldParameters[parameter].argument, node);
    else if (node.key == "emotions")
      read_list<WorldSpec::Emotion>(node, merge, &WorldSpec::Emotion::name, "name", kEmotionFields, kMaxNames,
                                    new_emotion, spec.emotions);
    else if (node.key == "categories")
      read_list<WorldSpec::Category>(node, merge, &WorldSpec::Category::id, "id", kCategoryFields, kMaxNames,
                                     new_category, spec.categories);
    else if (node.key == "cities")
      read_list<WorldSpec::City>(node, merge, &WorldSpec::City::city, "city", kCityFields, kMaxCities, new_city,
                                 spec.cities);
    else if (node.key == "words")
      read_named<WorldSpec::Words>(node, "words", kMaxNames, &WorldSpec::Words::name, read_words, spec.words);
    else if (node.key == "names")
      read_named<WorldSpec::Names>(node, "names", kMaxOwnNames, &WorldSpec::Names::country, read_names, spec.names);
    else if (node.key == "map")
      map = &node;
  };
  std::vector<std::string_view> other_keys = {"merge", "emotions", "categories", "map", "cities", "words", "names"};
  for (const WorldParameter& parameter : kWorldParameters) other_keys.push_back(parameter.argument.name);
  read_fields<WorldSpec>(document, kSpecFields, name_of, spec, "key", {other_keys, read_other});

  const auto has = [](const auto& list, auto name, const std::string& key) {
    return std::any_of(list.begin(), list.end(), [&](const auto& thing) { return thing.*name == key; });
  };
  // What was removed also leaves the map.
  std::erase_if(entries, [&](const NamedEntry& entry) {
    return !has(spec.emotions, &WorldSpec::Emotion::name, entry.emotion) ||
           !has(spec.categories, &WorldSpec::Category::id, entry.category);
  });
  if (map != nullptr && !merge) entries.clear();
  if (map != nullptr) read_map(*map, spec, entries);
  spec.map.clear();
  for (NamedEntry& named : entries) {
    named.entry.emotion =
        static_cast<std::uint16_t>(index_in(spec.emotions, &WorldSpec::Emotion::name, named.emotion, "map", "emotion"));
    named.entry.category = static_cast<std::uint16_t>(
        index_in(spec.categories, &WorldSpec::Category::id, named.category, "map", "category"));
    spec.map.push_back(std::move(named.entry));
  }
  // Independent of the order in which the document names the emotions.
  std::stable_sort(spec.map.begin(), spec.map.end(),
                   [](const WorldSpec::MapEntry& a, const WorldSpec::MapEntry& b) { return a.emotion < b.emotion; });
  check(spec);
  check_texts(spec);
  check_parameters(spec);
  return spec;
}

// A law may lack default names and have the others in any order, and the order matters. A list that merges could not
// express that, and members of an array could not be addressed by name.
std::string json_from_spec(const WorldSpec& spec) {
  JsonWriter json;
  json.open('{').line().key("merge").boolean(false);
  write_list<WorldSpec::Emotion>("emotions", spec.emotions, &WorldSpec::Emotion::name, kEmotionFields, json);
  write_list<WorldSpec::Category>("categories", spec.categories, &WorldSpec::Category::id, kCategoryFields, json);
  write_map(spec, json);
  write_list<WorldSpec::City>("cities", spec.cities, &WorldSpec::City::city, kCityFields, json);
  write_texts(spec, json);
  write_fields<WorldSpec>(spec, kSpecFields, json);
  write_parameters(spec, json);
  json.close('}');
  return json.text();
}

}  // namespace synth::world
