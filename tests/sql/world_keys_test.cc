// synth_world() reads the keys of the `world` document as synth_help describes them: each default, and each range up to
// its ends and no further.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <string>

#include "support/sql.h"

namespace synth::testing {
namespace {

// mood.persistence, 0.9 -> {"mood": {"persistence": 0.9}}
std::string document(std::string path, const std::string& value) {
  std::string text = value;
  const bool beside_logs = path == "clicks_per_day" || path == "interactions_per_day";  // they need logs_per_day
  for (std::size_t dot; !path.empty(); path.resize(dot == std::string::npos ? 0 : dot)) {
    dot = path.rfind('.');
    text = "{\"" + path.substr(dot == std::string::npos ? 0 : dot + 1) + "\": " + text + "}";
  }
  if (beside_logs) text.insert(1, "\"logs_per_day\": 1, ");
  return text;
}

// Placeholders for any name.
std::string with_names(std::string path) {
  const bool city = path.starts_with("cities"), category = path.starts_with("categories");
  for (const char* gap : {"<name>", "<id>", "<emotion>"})
    if (const std::size_t at = path.find(gap); at != std::string::npos)
      path.replace(at, std::string(gap).size(), city ? "Oz" : category ? "x1" : "happy");
  return path;
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.16g", value);
  return text;
}

TEST(WorldKeys, AreAsTheHelpSays) {
  Database db;
  const std::string help = db.text("SELECT arguments FROM synth_help WHERE name = 'synth_world'");
  std::istringstream lines(help.substr(1, help.size() - 2));  // without the quotes of a text
  const auto accepts = [&db](const std::string& text) {
    return db.text("SELECT length(synth_world('" + text + "')) > 0") == "1";
  };
  int scalars = 0, arrays = 0, quantiles = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("world.")) continue;
    const std::string path = with_names(line.substr(6, line.find(' ') - 6));
    std::string allowed = line.substr(line.find(" (") + 2, line.find("): ") - line.find(" (") - 2);
    if (const std::string null = "null, or "; allowed.starts_with(null)) {
      if (path.find('<') == std::string::npos) {
        EXPECT_TRUE(accepts(document(path, "null"))) << line;
      }
      allowed = allowed.find(" text") == std::string::npos && allowed.find(" number") == std::string::npos
                    ? allowed.substr(null.size())
                    : "";
    }
    double low = 0, high = 0;
    int count = 0, most = 0;
    if (std::sscanf(allowed.c_str(), "%d to %d numbers, %lf to %lf", &count, &most, &low, &high) == 4 ||
        std::sscanf(allowed.c_str(), "at most %d numbers, %lf to %lf", &most, &low, &high) == 3) {
      if (count == 0) count = 1;
      // Some keys need another one beside them.
      const auto with_join = [&path](std::string text) {
        if (path == "people.stay") text.insert(text.find("\"stay\""), "\"join\": [0, 1], ");
        if (path == "session.first_sizes") text.insert(1, "\"people\": {\"join\": [0, 1]}, ");
        return text;
      };
      // As many numbers as can be, rising evenly as a law by quantiles needs it.
      const auto array = [&](int size, double from, double to) {
        std::string text = "[" + number(from);
        for (int i = 1; i < size; ++i) text += ", " + number(i + 1 == size ? to : from + (to - from) * i / (size - 1));
        return with_join(document(path, text + "]"));
      };
      ++quantiles;
      EXPECT_TRUE(accepts(array(std::max(count, 2), low, high))) << line;
      EXPECT_TRUE(accepts(array(most, low, high))) << line;
      EXPECT_FALSE(accepts(array(most + 1, low, high))) << line;
      EXPECT_FALSE(accepts(array(count - 1, low, high))) << line;
      EXPECT_FALSE(accepts(array(5, low - 0.01, high))) << line;
      EXPECT_FALSE(accepts(array(5, low, high + 0.01))) << line;
      EXPECT_TRUE(accepts(document(path, "null"))) << line;
      EXPECT_EQ(db.text("SELECT json_type(synth_world(), '$." + path + "')"), "'null'") << line;
    } else if (std::sscanf(allowed.c_str(), "%d numbers, %lf to %lf", &count, &low, &high) == 3) {
      const auto array = [count](double value) {
        std::string text = "[" + number(value);
        for (int i = 1; i < count; ++i) text += ", 0.01";
        return text + "]";
      };
      ++arrays;
      EXPECT_FALSE(accepts(document(path, array(low - 1)))) << line;
      EXPECT_FALSE(accepts(document(path, array(high + 1)))) << line;
      EXPECT_TRUE(accepts(document(path, array(low + (high - low) * 0.01)))) << line;
      EXPECT_FALSE(accepts(document(path, "[0.5]"))) << line;
    } else if (std::sscanf(allowed.c_str(), "%lf to %lf", &low, &high) == 2 &&
               allowed.find("bytes") == std::string::npos) {
      ++scalars;
      const double step = line.find(" integer") != std::string::npos ? 1 : (high - low) * 1e-9;
      EXPECT_TRUE(accepts(document(path, number(low)))) << line;
      EXPECT_TRUE(accepts(document(path, number(high)))) << line;
      EXPECT_FALSE(accepts(document(path, number(low - step)))) << line;
      EXPECT_FALSE(accepts(document(path, number(high + step)))) << line;
    }
    double fallback = 0;
    const std::size_t equals = line.find(" = ");
    if (path == "seed" || path == "days" || path == "until") continue;  // defaults of the tables, not of the law
    if (equals == std::string::npos || std::sscanf(line.c_str() + equals, " = %lf", &fallback) != 1) continue;
    const std::string holder = path.substr(0, path.find('.', path.find('.') + 1));
    const bool of_a_new_one =
        path.starts_with("cities") || path.starts_with("categories") || path.starts_with("emotions");
    const std::string fresh = path.starts_with("emotions")
                                  ? R"({"emotions": {"happy2": {}}, "map": {"happy2": {"10": 1}}})"
                                  : document(holder, "{}");
    std::string place = path;
    if (path.starts_with("emotions")) place.replace(place.find("happy"), 5, "happy2");
    EXPECT_EQ(db.text("SELECT json_extract(synth_world(" + (of_a_new_one ? "'" + fresh + "'" : "") + "), '$." + place +
                      "') = " + number(fallback)),
              "1")
        << line;
  }
  EXPECT_GE(scalars, 18);
  EXPECT_EQ(arrays, 4);
  EXPECT_GE(quantiles, 7);
}

}  // namespace
}  // namespace synth::testing
