// synth_world() turns every form of a `world` document into one: objects by name, in the order of the law. Read back,
// that is the same law, with the same text and the same rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

// Random documents: objects that merge or do not, arrays, nulls, new names, any order.
class Documents {
 public:
  explicit Documents(unsigned seed) : random_(seed) {}

  std::string next() {
    std::vector<std::string> members;
    const bool merge = below(3) > 0;
    if (!merge || below(4) == 0) members.push_back(merge ? R"("merge": true)" : R"("merge": false)");
    std::vector<std::string> emotions{"happy", "sad", "angry", "fear", "surprise", "neutral", "disgust"};
    std::vector<std::string> categories{"1",  "2",  "10", "15", "17", "19", "20", "22",
                                        "23", "24", "25", "26", "27", "28", "29"};
    const std::string listed_emotions =
        list("emotions", "name", emotions, {"calm", "bored", "a \\\"b\\\" c", "ärgerlich", "\\u0001"}, merge, [this] {
          return std::vector<std::string>{"\"rate\": " + real(), "\"hour_tilt\": 0." + std::to_string(below(9)),
                                          "\"inputs\": " + patterns()};
        });
    const std::string listed_categories =
        list("categories", "id", categories, {"34", "chess", "44", "-1", "Yoga & co"}, merge, [this] {
          return std::vector<std::string>{
              "\"weight\": " + real(),
              "\"peak_hour\": " + std::to_string(below(24)),
              "\"genre\": \"G" + std::to_string(below(3)) + "\"",
              "\"appeal\": [0.3, -0.0, " + std::string(below(2) ? "0.25]" : "-1e-3]"),
              "\"videos\": " + std::string(below(2) ? "null" : std::to_string(1 + below(40))),
              "\"popularity\": " + std::string(below(2) ? "null" : "[9, 9, 8.5, 3, 2, 1, 0.25, 1e-9]"),
              "\"titles\": " + patterns()};
        });
    std::vector<std::string> cities{"Berlin", "Paris", "Lyon", "Tokyo", "Cairo"};
    const std::string listed_cities =
        list("cities", "city", cities, {"Oz", "Wien", "Atlantis", "New \\\"Paris\\\""}, merge, [this] {
          return std::vector<std::string>{"\"weight\": " + real(),
                                          "\"utc_offset\": " + std::to_string(static_cast<int>(below(1681)) - 840),
                                          "\"country\": \"" + std::string(below(2) ? "France" : "Ödland") + "\""};
        });
    for (const std::string& listed : {listed_emotions, listed_categories, listed_cities})
      if (!listed.empty()) members.push_back(listed);
    members.push_back("\"map\": " + map(emotions, categories));
    members.push_back(R"("words": {"who": ["Ann", "a \"b\" {c}", "\u0001Ö"], "what": ["x"], "none": null})");
    const bool default_cities = listed_cities.empty() || (merge && listed_cities.starts_with("\"cities\": {"));
    if (default_cities && below(2))
      members.push_back(
          below(2) ? R"("names": {"India": {"given": ["A", "\"B\""], "family": ["x", "y z"]}, "Japan": null})"
                   : R"("names": {"Japan": {"given": ["A\u0001"]}, "India": {"family": null, "given": ["B"]}})");
    if (below(3) == 0) members.push_back(below(2) ? R"("names": null)" : R"("noun": "so \"ngs\"")");
    if (members.back() == R"("names": null)" && members[members.size() - 2].starts_with("\"names")) members.pop_back();
    if (below(2))
      members.push_back("\"mood\": {\"persistence\": " + std::string(below(2) ? "0.1" : "0") +
                        (below(2) ? ", \"noise\": 0.30000000000000004}" : "}"));
    if (below(2)) members.push_back("\"video_repeat\": 0." + std::to_string(below(10)));
    for (const auto& [group, keys] : {std::pair{"session", session()}, {"people", people()}, {"day", day()}})
      if (!keys.empty()) members.push_back("\"" + std::string(group) + "\": {" + joined(keys) + "}");
    if (below(2)) members.push_back("\"choice\": {\"taste_strength\": " + std::string(below(2) ? "1" : "1.7") + "}");
    std::shuffle(members.begin(), members.end(), random_);
    return "{" + joined(members) + "}";
  }

 private:
  // Keys that say when rows happen and to whom; null is as good as none.
  std::vector<std::string> session() {
    std::vector<std::string> keys;
    if (below(2)) keys.push_back("\"rows\": " + std::to_string(1 + below(9)) + ".25");
    if (below(3) == 0) keys.push_back(below(4) ? "\"gaps\": [0, 1.5, 60, 3.6e3]" : "\"gaps\": null");
    if (below(3) == 0) keys.push_back("\"topic\": 0.5");
    if (below(3) == 0) keys.push_back(below(4) ? "\"sizes\": [1, 2.75, 40]" : "\"sizes\": null");
    newcomers_ = below(3) == 0;
    if (newcomers_ && below(2)) keys.push_back("\"first_sizes\": [1, 1, 9]");
    std::shuffle(keys.begin(), keys.end(), random_);
    return keys;
  }
  std::vector<std::string> people() {
    std::vector<std::string> keys;
    if (newcomers_) keys.push_back("\"join\": [-1e1, 0, 0.30000000000000004, 20]");
    if (newcomers_ && below(2)) keys.push_back("\"stay\": [0, 365]");
    if (below(3) == 0) keys.push_back(below(4) ? "\"activity\": [0, 0.125, 1]" : "\"activity\": null");
    std::shuffle(keys.begin(), keys.end(), random_);
    return keys;
  }
  std::vector<std::string> day() {
    std::vector<std::string> keys;
    if (below(3) == 0) keys.push_back(below(4) ? "\"trend\": [1, 0.1, 1e3]" : "\"trend\": null");
    if (below(3) == 0) {
      std::string hours = "[1", days;
      for (int hour = 1; hour < 24; ++hour) hours += ", " + std::to_string(below(3));
      for (int k = 0; k < 7; ++k) days += (k == 0 ? "" : ", ") + hours + "]";
      keys.push_back("\"week\": [" + days + "]");
    }
    if (below(3) == 0) keys.push_back("\"top_fifth_share\": 0.5");
    std::shuffle(keys.begin(), keys.end(), random_);
    return keys;
  }

  std::size_t below(std::size_t n) { return random_() % n; }
  std::string real() {
    constexpr const char* kReals[] = {"1", "0.1", "2.50", "1e-9", "3e2", "0.30000000000000004", "7.0", "1000000000"};
    return kReals[below(std::size(kReals))];
  }
  std::string patterns() { return below(2) ? "null" : R"(["{who} and {what}", "no gap", "\u0002{what}{what}"])"; }
  static std::string joined(const std::vector<std::string>& members) {
    std::string text;
    for (const std::string& member : members) text += (text.empty() ? "" : ", ") + member;
    return text;
  }
  /// A member that changes the list, or none. `names` becomes the resulting names, in some order.
  template <class Fields>
  std::string list(const std::string& key, const std::string& name_key, std::vector<std::string>& names,
                   const std::vector<std::string>& fresh, bool merge, const Fields& fields) {
    if (below(5) == 0) return "";
    const bool array = below(3) == 0;
    std::vector<std::string> said, there, members;
    for (const std::string& name : names)
      if (below(2)) said.push_back(name);
    for (const std::string& name : fresh)
      if (below(3) == 0) said.push_back(name);
    if (said.empty()) said.push_back(names.front());
    std::shuffle(said.begin(), said.end(), random_);
    if (!array && merge) there = names;
    for (const std::string& name : said) {
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (!array && known && there.size() > 1 && below(4) == 0) {
        members.push_back("\"" + name + "\": null");
        std::erase(there, name);
        continue;
      }
      std::vector<std::string> inside;
      for (const std::string& field : fields())
        if (below(2)) inside.push_back(field);
      if (array || below(6) == 0) inside.push_back("\"" + name_key + "\": \"" + name + "\"");
      std::shuffle(inside.begin(), inside.end(), random_);
      members.push_back((array ? "" : "\"" + name + "\": ") + "{" + joined(inside) + "}");
      if (std::find(there.begin(), there.end(), name) == there.end()) there.push_back(name);
    }
    names = there;
    return "\"" + key + "\": " + (array ? "[" : "{") + joined(members) + (array ? "]" : "}");
  }
  std::string map(std::vector<std::string> emotions, std::vector<std::string> categories) {
    std::shuffle(emotions.begin(), emotions.end(), random_);
    std::vector<std::string> members;
    for (const std::string& emotion : emotions) {
      std::shuffle(categories.begin(), categories.end(), random_);
      std::vector<std::string> entries;
      for (std::size_t k = 0; k < std::min(categories.size(), 1 + below(3)); ++k)
        entries.push_back("\"" + categories[k] +
                          "\": " + (below(2) ? real() : "{\"keyword\": \"k" + std::to_string(below(9)) + "\"}"));
      members.push_back("\"" + emotion + "\": {" + joined(entries) + "}");
    }
    return "{" + joined(members) + "}";
  }

  bool newcomers_ = false;
  std::mt19937 random_;  // the same numbers everywhere, unlike std::uniform_int_distribution
};

std::string quoted(const std::string& text) {
  std::string literal = "'";
  for (const char c : text) literal += c == '\'' ? "''" : std::string(1, c);
  return literal + "'";
}

constexpr const char* kTables[] = {
    "synth_emotion_logs(150, 3)",
    "synth_video_clicks(100, 3)",
    "synth_video_interactions(60, 3)",
    "synth_users(20, 3)",
    "synth_videos(NULL, 3)",
    "synth_emotion_map",
    "synth_cities",
};

TEST(WorldForms, OneFormForEveryDocumentWithTheSameRows) {
  Database db;
  int arrays = 0, refused = 0;
  const std::string keys = db.text("SELECT group_concat(key) FROM json_each(synth_world())");
  for (unsigned seed = 0; seed < 120; ++seed) {
    const std::string document = Documents(seed).next();
    db.text("CREATE TABLE IF NOT EXISTS d (d, w); DELETE FROM d; INSERT INTO d (d) VALUES (" + quoted(document) + ")");
    const std::string said = db.text("UPDATE d SET w = synth_world(d)");
    if (!said.empty()) {  // an emotion that shares the name of a category's list, say: never in this generator
      ++refused;
      ADD_FAILURE() << said << ": " << document;
      continue;
    }
    arrays += document.find("\": [{") != std::string::npos ? 1 : 0;
    EXPECT_EQ(db.text("SELECT synth_world(w) = w FROM d"), "1") << document;
    EXPECT_EQ(db.text("SELECT group_concat(key) FROM d, json_each(w)"), keys) << document;
    for (const char* group : {"session", "people", "day"})
      EXPECT_EQ(db.text("SELECT group_concat(key) FROM d, json_each(w, '$." + std::string(group) + "')"),
                db.text("SELECT group_concat(key) FROM json_each(synth_world(), '$." + std::string(group) + "')"))
          << document;
    EXPECT_EQ(
        db.text("SELECT json_type(w, '$.emotions'), json_type(w, '$.categories'), json_type(w, '$.map'), "
                "json_type(w, '$.cities'), (SELECT sum(type <> 'object') FROM json_each(w, '$.categories')) FROM d"),
        "'object'|'object'|'object'|'object'|0")
        << document;
    for (const std::string table : kTables) {
      const std::string until = table.find("s(1") != std::string::npos || table.find("s(6") != std::string::npos
                                    ? " AND until = 1767225600"
                                    : "";
      std::string columns = "t.*";
      if (!until.empty()) columns += ", user_id, session_id";
      if (table.starts_with("synth_video_")) columns += ", probability, matched, topic_category";
      const auto rows = [&](const std::string& world) {
        return db.rows("SELECT " + columns + " FROM d, " + table + " AS t WHERE t.world = " + world + until);
      };
      EXPECT_EQ(rows("d.d"), rows("d.w")) << table << " of " << document;
      EXPECT_EQ(db.code(), SQLITE_OK) << table << " of " << document;
    }
  }
  EXPECT_GE(arrays, 30);
  EXPECT_EQ(refused, 0);
}

TEST(WorldForms, TheTextOfALawDoesNotDependOnTheFormOfItsDocument) {
  Database db;
  const std::string map = R"("map": {"sad": {"10": 1}, "calm": {"24": 1}})";
  const std::string array = R"({"emotions": [{"name": "sad", "rate": 1}, {"name": "calm"}], )" + map + "}";
  const std::string object = R"({"merge": false, "emotions": {"sad": {"rate": 1.0}, "calm": {}}, )" + map + "}";
  const std::string merged =
      R"({"emotions": {"calm": {}, "disgust": null, "happy": null, "fear": null, "neutral": null, "angry": null,
          "surprise": null, "sad": {"rate": 1, "name": "sad"}}, )" +
      map + "}";
  for (const std::string& other : {object, merged})
    EXPECT_EQ(db.text("SELECT synth_world(" + quoted(array) + ") = synth_world(" + quoted(other) + ")"), "1") << other;
  EXPECT_EQ(db.text("SELECT group_concat(key) FROM json_each(synth_world(" + quoted(array) + "), '$.emotions')"),
            "'sad,calm'");
  // The output can be changed in SQL: a key that is removed there is removed from the law.
  EXPECT_EQ(db.text("SELECT group_concat(key) FROM json_each(synth_world(json_remove(synth_world(), "
                    "'$.emotions.fear', '$.map.fear')), '$.emotions')"),
            "'happy,sad,angry,surprise,neutral,disgust'");
  EXPECT_EQ(db.text(R"(SELECT synth_world(json_patch(synth_world(), '{"mood": {"persistence": 0.5}}')) =
                       synth_world('{"mood": {"persistence": 0.5}}'))"),
            "1");
}

}  // namespace
}  // namespace synth::testing
