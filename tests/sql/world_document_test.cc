// The parameters of the tables as keys of the `world` document: one document describes all tables of a world.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

constexpr const char* kLogs = "synth_emotion_logs";
constexpr const char* kClicks = "synth_video_clicks";
constexpr const char* kInteractions = "synth_video_interactions";

struct Key {
  const char* name;
  const char* value;
  const char* other;                                         ///< another valid value
  const char* bad;                                           ///< an invalid value
  std::vector<std::pair<const char*, const char*>> columns;  ///< tables that read it, and their columns
};

const std::vector<Key> kKeys = {
    {"seed",
     "42",
     "43",
     "0.5",
     {{kLogs, "seed"}, {kClicks, "seed"}, {kInteractions, "seed"}, {"synth_users", "seed"}, {"synth_videos", "seed"}}},
    {"users",
     "7",
     "8",
     "0",
     {{kLogs, "users"}, {kClicks, "users"}, {kInteractions, "users"}, {"synth_users", "users"}}},
    {"logs", "300", "301", "-1", {{kLogs, "n"}, {kClicks, "logs"}, {kInteractions, "logs"}}},
    {"days", "12.5", "12", "0", {{kLogs, "days"}, {kClicks, "days"}, {kInteractions, "days"}}},
    {"until",
     "1767225600",
     "1767225601",
     "1767225600000",
     {{kLogs, "until"}, {kClicks, "until"}, {kInteractions, "until"}}},
    {"since", "1767225600", "0", "\"2026-01-01\"", {{kLogs, "since"}, {kClicks, "since"}, {kInteractions, "since"}}},
    {"logs_per_day",
     "50",
     "51.5",
     "0",
     {{kLogs, "per_day"}, {kClicks, "logs_per_day"}, {kInteractions, "logs_per_day"}}},
    {"clicks_per_day", "20", "21", "1e15", {{kClicks, "per_day"}}},
    {"interactions_per_day", "30", "31", "[30]", {{kInteractions, "per_day"}}},
    {"videos", "100", "101", "14", {{kClicks, "videos"}, {"synth_videos", "videos"}}},
    {"match_rate", "0.5", "0.25", "1.5", {{kClicks, "match_rate"}, {kInteractions, "match_rate"}}},
    {"home_rate", "0.5", "0.25", "-0.1", {{kLogs, "home_rate"}, {kClicks, "home_rate"}, {kInteractions, "home_rate"}}},
    {"same_place_rate", "0.5", "0.25", "true", {{kClicks, "same_place_rate"}, {kInteractions, "same_place_rate"}}},
};

bool grows(const std::string& key) {
  return key == "since" || key.ends_with("_per_day");
}

// The members that a document needs besides this key.
std::string rest(const std::string& key) {
  std::string members;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (name != key) members += ", \"" + name + "\": " + value;
  };
  if (grows(key)) {
    add("since", "1767225600");
    add("logs_per_day", "50");
  } else {
    add("until", "1767225600");
    if (key != "logs") add("logs", "200");
  }
  return members;
}

std::string document(const Key& key, const std::string& value) {
  return std::string("{\"") + key.name + "\": " + value + rest(key.name) + "}";
}

bool of_behaviour(const std::string& table) {
  return table == kLogs || table == kClicks || table == kInteractions;
}

std::string all_of(const std::string& table) {
  if (!of_behaviour(table)) return "*";
  return table == kLogs ? "*, user_id, session_id, rows_per_day"
                        : "*, user_id, log_id, matched, probability, rows_per_day";
}

const std::vector<std::string> kAllTables = {
    kLogs, kClicks, kInteractions, "synth_users", "synth_videos", "synth_emotion_map", "synth_cities"};

TEST(WorldDocument, AKeyIsItsColumn) {
  Database db;
  for (const Key& key : kKeys)
    for (const auto& [table, column] : key.columns) {
      const std::string select = "SELECT " + all_of(table) + " FROM " + table + " WHERE rowid <= 40 AND world = ";
      const std::string without = "'{\"video_exponent\": 0.9" + rest(key.name) + "}'";
      const std::string said = std::string(" AND ") + column + " = ";
      const auto by_key = db.rows(select + "'" + document(key, key.value) + "'");
      ASSERT_EQ(db.code(), SQLITE_OK) << key.name << " in " << table << ": " << by_key[0];
      EXPECT_FALSE(by_key.empty()) << key.name << " in " << table;
      EXPECT_EQ(by_key, db.rows(select + without + said + key.value)) << key.name << " in " << table;
      // Both may be given if they are the same number, of whatever type.
      for (const std::string& same :
           {std::string(key.value), std::string(key.value) + ".0", "'" + std::string(key.value) + "'"})
        if (same.find('.') == same.rfind('.')) {
          EXPECT_EQ(by_key, db.rows(select + "'" + document(key, key.value) + "'" + said + same)) << key.name << same;
        }
      const std::string refusal = db.text(select + "'" + document(key, key.value) + "'" + said + key.other);
      EXPECT_EQ(refusal, std::string("! ") + table + ": " + column + " is given twice: " + key.other +
                             " as the parameter " + column + ", " + key.value + " as the key " + key.name +
                             " of world");
    }
}

// One document describes all tables.
TEST(WorldDocument, EveryTableChecksEveryKeyAndIgnoresWhatIsNotItsOwn) {
  Database db;
  for (const Key& key : kKeys)
    for (const std::string& table : kAllTables) {
      const std::string select = "SELECT * FROM " + table + " WHERE rowid < 6 AND world = '";
      const std::string refusal = db.text(select + document(key, key.bad) + "'");
      EXPECT_TRUE(refusal.starts_with("! " + table + ": world: $." + key.name + " must be "))
          << key.name << ": " << refusal;
      const auto rows = db.rows(select + document(key, key.value) + "'");
      EXPECT_EQ(db.code(), SQLITE_OK) << key.name << " in " << table;
      EXPECT_EQ(rows.size(), 5U) << key.name << " in " << table;
      const bool reads = std::any_of(key.columns.begin(), key.columns.end(),
                                     [&](const auto& reader) { return reader.first == table; });
      // Without users or videos, their numbers follow from the document's logs.
      const bool counts = std::string(key.name).starts_with("logs") || std::string(key.name).starts_with("clicks");
      if (reads || (counts && (table == "synth_users" || table == "synth_videos"))) continue;
      EXPECT_EQ(rows, db.rows(select + document(key, key.other) + "'")) << key.name << " in " << table;
    }
}

TEST(WorldDocument, NullIsNoValueAsInAColumn) {
  Database db;
  for (const Key& key : kKeys) {
    EXPECT_EQ(db.text("SELECT synth_world('{\"" + std::string(key.name) + "\": null}') = synth_world()"), "1")
        << key.name;
    EXPECT_EQ(db.text("SELECT count(*) FROM synth_users WHERE world = '{\"" + std::string(key.name) + "\": null}'"),
              "5");
  }
}

// world = synth_world() fits any seed and any number of users; parameters that a document gives stay in it.
TEST(WorldDocument, TheLawHasTheRatesAndOfTheOthersWhatIsGiven) {
  Database db;
  EXPECT_EQ(
      db.text("SELECT w ->> 'match_rate', w ->> 'home_rate', w ->> 'same_place_rate' FROM (SELECT synth_world() AS w)"),
      "0.8|0.9|0.9");
  for (const Key& key : kKeys) {
    const bool of_law = std::string(key.name).ends_with("_rate");
    const std::string name = key.name;
    EXPECT_EQ(db.text("SELECT json_type(synth_world(), '$." + name + "') IS NOT NULL"), of_law ? "1" : "0") << name;
    const std::string given = "synth_world('" + document(key, key.value) + "')";
    EXPECT_EQ(db.text("SELECT json_extract(" + given + ", '$." + name + "') = " + key.value), "1") << name;
    EXPECT_EQ(db.text("SELECT synth_world(" + given + ") = " + given), "1") << name;
  }
  EXPECT_EQ(
      db.text("SELECT count(*), count(DISTINCT user_id) FROM synth_emotion_logs(1000, 7) WHERE users = 3 AND until = "
              "1767225600 AND world = synth_world()"),
      "1000|3");
  EXPECT_EQ(db.rows("SELECT * FROM synth_video_clicks(100, 7) WHERE until = 1767225600 AND world = synth_world()"),
            db.rows("SELECT * FROM synth_video_clicks(100, 7) WHERE until = 1767225600"));
}

// A document of 0.1.0 has no rates.
TEST(WorldDocument, WithoutRatesItIsTheSameLaw) {
  Database db;
  const std::string old = "json_remove(synth_world(), '$.match_rate', '$.home_rate', '$.same_place_rate')";
  EXPECT_EQ(db.text("SELECT synth_world(" + old + ") = synth_world()"), "1");
  EXPECT_EQ(
      db.rows("SELECT *, probability FROM synth_video_clicks(200, 7) WHERE until = 1767225600 AND match_rate = 0.5 AND "
              "home_rate = 0.25 AND same_place_rate = 0.75 AND world = " +
              old),
      db.rows("SELECT *, probability FROM synth_video_clicks(200, 7) WHERE until = 1767225600 AND match_rate = 0.5 AND "
              "home_rate = 0.25 AND same_place_rate = 0.75"));
  EXPECT_EQ(db.code(), SQLITE_OK);
}

TEST(WorldDocument, TheTablesOfOneDocumentAgree) {
  Database db;
  for (const char* document :
       {R"({"seed": 9, "logs": 2000, "days": 20, "until": 1767225600, "videos": 50})",
        R"({"seed": -3, "since": 1767225600, "logs_per_day": 40})",
        R"({"seed": 5, "since": 1767225600, "logs_per_day": 40, "clicks_per_day": 60, "users": 30,
                                   "interactions_per_day": 4, "home_rate": 0.5})"}) {
    db.text("DROP TABLE IF EXISTS d; CREATE TABLE d AS SELECT '" + std::string(document) + "' AS d");
    const std::string world = " WHERE world = (SELECT d FROM d)";
    const std::string log_rows = std::string(document).find("since") == std::string::npos ? "" : " AND n = 100000";
    db.text("DROP TABLE IF EXISTS l; CREATE TABLE l AS SELECT rowid AS id, * FROM synth_emotion_logs" + world +
            log_rows);
    db.text("DROP TABLE IF EXISTS u; CREATE TABLE u AS SELECT * FROM synth_users" + world);
    db.text("DROP TABLE IF EXISTS v; CREATE TABLE v AS SELECT * FROM synth_videos" + world);
    if (log_rows.empty()) {
      EXPECT_EQ(db.text("SELECT count(*), (SELECT count(*) FROM u), (SELECT count(*) FROM v) FROM l"), "2000|200|50");
    }
    EXPECT_EQ(db.text("SELECT count(*) FROM l WHERE name NOT IN (SELECT name FROM u)"), "0") << document;
    for (const char* table : {kClicks, kInteractions}) {
      EXPECT_EQ(db.text(std::string("SELECT count(*), sum(l.name = c.name AND l.emotion = c.emotion AND c.timestamp > "
                                    "l.timestamp) FROM ") +
                        table + " AS c JOIN l ON l.id = c.log_id" + world + " AND n = 300"),
                "300|300")
          << table << document;
    }
    EXPECT_EQ(db.text("SELECT count(*) FROM synth_video_clicks" + world +
                      " AND n = 300 AND (video_id, video_title) NOT IN (SELECT video_id, video_title FROM v)"),
              "0")
        << document;
  }
}

TEST(WorldDocument, ValuesInForceAreAWholeWorldAgain) {
  Database db;
  for (const char* table : {kLogs, kClicks, kInteractions})
    for (const char* document : {R"({"seed": 9, "logs": 200, "days": 20.25, "until": 1767225600})",
                                 R"({"since": 1767225600, "logs_per_day": 40, "match_rate": 0.3, "home_rate": 0.1})"}) {
      const std::string from = std::string(" FROM ") + table;
      const std::string parameters =
          db.text("SELECT parameters" + from + " WHERE rowid = 1 AND world = '" + document + "'");
      ASSERT_TRUE(parameters.starts_with("'{\"n\": ")) << parameters;
      // As parameters, days and until would contradict since and the rates.
      const std::string one = std::string(document).find("since") == std::string::npos
                                  ? "json_remove(" + parameters + ", '$.since', '$.per_day', '$.logs_per_day')"
                                  : parameters;
      EXPECT_EQ(db.rows("SELECT *, rows_per_day" + from + "(" + one + ")"),
                db.rows("SELECT *, rows_per_day" + from + " WHERE world = '" + document + "'"));
      EXPECT_EQ(db.code(), SQLITE_OK);
    }
}

TEST(WorldDocument, WhatContradictsItselfIsRefused) {
  Database db;
  const auto refusal = [&](const std::string& document) { return db.text("SELECT synth_world('" + document + "')"); };
  EXPECT_EQ(
      refusal(R"({"days": 3, "since": 0})"),
      "! synth_world: world: $.days cannot be combined with $.since: a world has logs, days and until, or since and "
      "logs_per_day");
  EXPECT_EQ(refusal(R"({"logs": 3, "logs_per_day": 1})"),
            "! synth_world: world: $.logs cannot be combined with $.logs_per_day: a world has logs, days and until, or "
            "since and "
            "logs_per_day");
  EXPECT_EQ(refusal(R"({"since": 0, "clicks_per_day": 3})"),
            "! synth_world: world: $.clicks_per_day needs $.logs_per_day too");
  EXPECT_EQ(refusal(R"({"seed": 1, "seed": 1})"), "! synth_world: world: $.seed is given twice");
  EXPECT_EQ(refusal(R"({"videos": 14})"),
            "! synth_world: world: $.videos must be between 15 and 1099511627776, one per category at least, not 14");
  EXPECT_EQ(refusal(R"({"until": 1767225600000})"),
            "! synth_world: world: $.until must be unix seconds up to the year 9999 (divide milliseconds by 1000), "
            "not 1767225600000");
  EXPECT_EQ(refusal(R"({"seed": "42"})"), "! synth_world: world: $.seed must be an integer, not '42'");
  EXPECT_EQ(refusal(R"({"sed": 42})"), "! synth_world: world: unknown key 'sed'; did you mean 'seed'?");
  EXPECT_EQ(
      db.text(
          R"(SELECT count(*) FROM synth_video_clicks(5) WHERE logs = 50 AND world = '{"since": 0, "logs_per_day": 1}')"),
      "! synth_video_clicks: logs cannot be combined with since and per_day");
  EXPECT_EQ(db.text(R"(SELECT count(*) FROM synth_video_clicks(5) WHERE world = '{"logs_per_day": 1}')"),
            "! synth_video_clicks: logs_per_day needs since and per_day; otherwise give logs");
  EXPECT_EQ(db.text(R"(SELECT count(*) FROM synth_video_clicks(5) WHERE world = '{"logs": 0}')"),
            "! synth_video_clicks: logs must be between 1 and 9007199254740991, not 0");
}

}  // namespace
}  // namespace synth::testing
