// The code does what synth_help says, for arguments of tables and training options: giving a default is the same as
// leaving it out, and every range ends where the help says. (For the keys of a world, see world_keys_test.cc.)
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

// A line of `arguments`: "days real = 30 (more than 0, at most 36500): length of the window".
struct Line {
  std::string name, type, otherwise, range;

  bool is_number() const { return type == "integer" || type == "real" || type == "number"; }
  /// The default where it is a number.
  bool default_number(double& value) const {
    char more = 0;
    return std::sscanf(otherwise.c_str(), "%lf%c", &value, &more) == 1;
  }
};

std::vector<Line> lines_of(Database& db, const std::string& table) {
  const std::string help = db.text("SELECT arguments FROM synth_help WHERE name = '" + table + "'");
  std::vector<Line> lines;
  std::istringstream text(help.substr(1, help.size() - 2));  // without the quotes of a text
  for (std::string line; std::getline(text, line);) {
    const std::size_t range = line.find(" (");
    if (line.starts_with("or all of them by name") || range == std::string::npos) continue;
    Line read;
    const std::size_t type = line.find(' ');
    read.name = line.substr(0, type);
    const std::size_t equals = line.find(" = ");
    const std::size_t end_of_type = equals < range ? equals : range;
    read.type = line.substr(type + 1, end_of_type - type - 1);
    if (equals < range) read.otherwise = line.substr(equals + 3, range - equals - 3);
    read.range = line.substr(range + 2, line.find("): ") - range - 2);
    lines.push_back(read);
  }
  return lines;
}

std::string number(double value) {
  char text[40];
  if (std::trunc(value) == value && std::abs(value) < 9e18)
    std::snprintf(text, sizeof text, "%lld", static_cast<long long>(value));
  else
    std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

// A little less, or more. (An integer of more than 2^53 is no double.)
std::string beside(double value, bool whole, int way) {
  if (whole) return std::to_string(static_cast<long long>(value) + way);
  return number(way < 0 && value > 0 && value < 1e-3 ? value / 2 : value + way * std::max(std::abs(value), 1.0) * 1e-9);
}

// Values that the words of a range allow, and values that they do not.
struct Values {
  std::vector<std::string> allowed, refused;
};
Values values_of(const Line& line) {
  Values values;
  double low = 0, high = 0;
  const bool whole = line.type == "integer";
  if (std::sscanf(line.range.c_str(), "more than %lf, at most %lf", &low, &high) == 2) {
    values.allowed = {number(low + (high - low) * 1e-6), number(high)};
    values.refused = {number(low), beside(high, whole, 1)};
  } else if (std::sscanf(line.range.c_str(), "%lf to %lf", &low, &high) == 2 ||
             std::sscanf(line.range.c_str(), "%lf or %lf", &low, &high) == 2) {
    values.allowed = {number(low), number(high)};
    values.refused = {beside(low, whole, -1), beside(high, whole, 1)};
  } else if (std::sscanf(line.range.c_str(), "at least %lf", &low) == 1) {
    values.allowed = {number(low), "9223372036854775807"};
    values.refused = {beside(low, whole, -1)};
  } else if (std::sscanf(line.range.c_str(), "one per category to %lf", &high) == 1) {
    values.allowed = {"15", number(high)};
    values.refused = {"14", beside(high, whole, 1)};
  } else if (line.range == "any 64-bit integer") {
    values.allowed = {"-9223372036854775808", "9223372036854775807"};
    values.refused = {"0.5", "9223372036854775808"};
  }
  return values;
}

// What has to be given together with a parameter.
std::string needed_by(const std::string& table, const std::string& argument) {
  std::string terms;
  const bool behaviour = table == "synth_emotion_logs" || table.starts_with("synth_video_");
  if (argument == "per_day") terms += " AND since = 0";
  if (argument == "since") terms += " AND per_day = 100";
  if (argument == "logs_per_day") terms += " AND since = 0 AND per_day = 100";
  if (behaviour && argument != "n") terms += " AND n = 3";
  if (table == "model_recommend")
    terms += " AND given_model = (SELECT model FROM m) AND given_emotion = 'happy' AND given_timestamp = 0";
  return terms;
}

TEST(HelpValues, TheArgumentsOfTables) {
  Database db;
  db.text(
      "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 1, "
      "\"hidden\": "
      "[]}') AS model FROM synth_video_clicks(50)");
  int ranges = 0, defaults = 0;
  for (const std::string& row : db.rows("SELECT name FROM synth_help WHERE kind = 'table' AND arguments IS NOT NULL")) {
    const std::string table = row.substr(1, row.size() - 2);
    for (const Line& line : lines_of(db, table)) {
      const std::string select = "SELECT * FROM " + table + " WHERE rowid <= 3" + needed_by(table, line.name);
      const auto refusal = [&](const std::string& value) {
        const auto rows = db.rows(select + " AND " + line.name + " = " + value);
        return db.code() == SQLITE_OK ? std::string() : rows.back();
      };
      const Values values = values_of(line);
      if (line.is_number() && line.range != "unix seconds" && !line.range.starts_with("unix seconds;")) {
        EXPECT_FALSE(values.allowed.empty()) << table << ": no test understands " << line.name << " " << line.range;
      }
      for (const std::string& value : values.allowed)
        EXPECT_EQ(refusal(value).find(line.name + " must be "), std::string::npos)
            << table << "." << line.name << " = " << value << ": " << refusal(value);
      for (const std::string& value : values.refused)
        EXPECT_NE(refusal(value).find(line.name + " must be "), std::string::npos)
            << table << "." << line.name << " = " << value << ": " << refusal(value);
      ranges += values.allowed.empty() ? 0 : 1;
      double otherwise = 0;
      if (!line.default_number(otherwise)) continue;
      ++defaults;
      const std::string with = " AND " + line.name + " = ";
      EXPECT_EQ(db.rows(select), db.rows(select + with + number(otherwise))) << table << "." << line.name;
      if (line.name == "n" || line.name == "users" ||
          (table == "model_recommend" && line.name == "k")) {  // the rows up to the third are the same in any case
        const std::string all = "SELECT count(*) FROM " + table + " WHERE 1" + needed_by(table, line.name);
        EXPECT_EQ(db.text(all), db.text(all + with + number(otherwise))) << table << "." << line.name;
        EXPECT_NE(db.text(all), db.text(all + with + number(otherwise - 1))) << table << "." << line.name;
      }
    }
  }
  EXPECT_GE(ranges, 45);
  EXPECT_GE(defaults, 25);
}

TEST(HelpValues, TheOptionsOfTraining) {
  Database db;
  db.text("CREATE TABLE c AS SELECT * FROM synth_video_clicks(60, 1) WHERE until = 1767225600");
  const auto train = [&db](const std::string& options) {
    return db.text("SELECT model_hash(model_train(video_category, emotion, timestamp, name, city, '" + options +
                   "')) FROM c");
  };
  const std::string usual = train("{}");
  int ranges = 0, defaults = 0;
  for (const Line& line : lines_of(db, "model_train")) {
    if (!line.name.starts_with("options.")) continue;
    const std::string name = line.name.substr(8);
    // Small enough to be trained at the ends too.
    const std::string small = name == "epochs" || name == "patience" || name == "hidden" ? "" : ", \"epochs\": 2";
    const auto refused = [&](const std::string& value) {
      const std::string said = train("{\"" + name + "\": " + value + small + "}");
      return said.find("option \"" + name + "\" must be ") != std::string::npos;
    };
    const Values values = values_of(line);
    for (const std::string& value : values.allowed) {
      EXPECT_FALSE(refused(value)) << name << " = " << value;
    }
    for (const std::string& value : values.refused) EXPECT_TRUE(refused(value)) << name << " = " << value;
    EXPECT_TRUE(refused("{}")) << name;
    EXPECT_TRUE(!line.is_number() || !values.allowed.empty()) << "no test understands " << line.range;
    ranges += values.allowed.empty() ? 0 : 1;
    if (name == "retrain") continue;  // model_update alone takes it
    const bool in_words = line.otherwise.empty() || line.otherwise == "by the rows" || line.otherwise == "no limit" ||
                          line.otherwise.starts_with("by the processors");
    if (in_words) continue;
    ++defaults;
    EXPECT_EQ(train("{\"" + name + "\": " + line.otherwise + "}"), usual) << name << " = " << line.otherwise;
  }
  EXPECT_GE(ranges, 10);
  EXPECT_GE(defaults, 13);
}

// An option that is a property of the model is kept in it and shown. A new one needs its place in nn/format.cc.
TEST(HelpValues, ModelInfoShowsTheOptionsThatWereGiven) {
  Database db;
  db.text("CREATE TABLE c AS SELECT * FROM synth_video_clicks(60, 1) WHERE until = 1767225600");
  const std::map<std::string, std::string> given = {{"batch", "7"},
                                                    {"calibrate", "false"},
                                                    {"epochs", "3"},
                                                    {"half_life", "30.5"},
                                                    {"keep_rows", "false"},
                                                    {"l2", "4.5"},
                                                    {"learning_rate", "0.01"},
                                                    {"min_rows", "11"},
                                                    {"patience", "2"},
                                                    {"refit", "false"},
                                                    {"unknown_emotion", "\"average\""},
                                                    {"validation", "0.25"},
                                                    {"validation_by", "\"random\""}};
  std::string options;
  for (const auto& [name, value] : given) options += (options.empty() ? "{\"" : ", \"") + name + "\": " + value;
  const std::string info =
      "model_info(model_train(video_category, emotion, timestamp, name, city, '" + options + "}'))";
  EXPECT_EQ(db.text("SELECT count(*) FROM json_each((SELECT " + info + " FROM c), '$.options')"),
            std::to_string(given.size()))
      << "an option that is new here";
  for (const auto& [name, value] : given)
    EXPECT_EQ(db.text("SELECT json_extract(" + info + ", '$.options." + name + "') = json_extract('" + value +
                      "', '$') FROM c"),
              "1")
        << name;
}

}  // namespace
}  // namespace synth::testing
