// Fuzz target: every function and table with any arguments. Most choices are close to valid ones (names of emotions and
// cities, category ids, the ends of ranges, a model), so that most inputs get past the first check.
#include <algorithm>
#include <cmath>
#include <limits>

#include "fuzz/fuzz.h"

namespace synth::fuzz {
namespace {

constexpr const char* kTexts[] = {"happy",
                                  "sad",
                                  "neutral",
                                  "10",
                                  "23",
                                  "Tokyo",
                                  "London",
                                  "Ada",
                                  "",
                                  "1e6",
                                  "-1",
                                  "0.5",
                                  "x",
                                  "2026-01-01",
                                  "{}",
                                  "[]",
                                  "null",
                                  "%s%n",
                                  "Music",
                                  "{\"epochs\": 1, \"hidden\": []}",
                                  "{\"epochs\": 2, \"hidden\": [3], \"min_rows\": 1, \"threads\": 1}",
                                  "{\"emotions\": {\"bored\": {\"rate\": 1}}, \"map\": {\"bored\": {\"20\": 1}}}"};
constexpr std::int64_t kIntegers[] = {0,
                                      1,
                                      2,
                                      5,
                                      10,
                                      23,
                                      100,
                                      -1,
                                      1767225600,
                                      253402300799,
                                      253402300800,
                                      -62135596800,
                                      -62135596801,
                                      9007199254740991,
                                      9007199254740992,
                                      1LL << 40,
                                      (1LL << 40) + 1,
                                      INT32_MAX,
                                      INT32_MIN,
                                      INT64_MAX,
                                      INT64_MIN,
                                      36500,
                                      36501};
constexpr double kReals[] = {0.0,
                             -0.0,
                             0.5,
                             1.0,
                             0.8,
                             -1.0,
                             2.0,
                             1e-300,
                             1e300,
                             5e-324,
                             1767225600.5,
                             9.2e18,
                             -9.3e18,
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()};

struct World {
  Connection connection;
  std::vector<Called> called = catalog(connection);
  std::string model;

  World() {
    sqlite3_stmt* statement = connection.prepare(
        "SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 1, \"hidden\": [3], "
        "\"threads\": 1}') FROM synth_video_clicks(40, 3) WHERE until = 1767225600");
    require(sqlite3_step(statement) == SQLITE_ROW, "cannot train");
    model.assign(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                 static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    sqlite3_finalize(statement);
    connection.set_patience(kPatience);
  }
};

void bind(sqlite3_stmt* statement, int index, const World& world, bool first_of_model, Bytes& bytes) {
  const std::size_t kind = bytes.below(first_of_model ? 24 : 16);
  if (kind >= 16) {
    sqlite3_bind_blob64(statement, index, world.model.data(), world.model.size(), SQLITE_STATIC);
  } else if (kind < 5) {
    sqlite3_bind_text(statement, index, bytes.of(kTexts), -1, SQLITE_STATIC);
  } else if (kind < 8) {
    sqlite3_bind_int64(statement, index, bytes.of(kIntegers));
  } else if (kind < 10) {
    sqlite3_bind_double(statement, index, bytes.of(kReals));
  } else if (kind == 10) {
    sqlite3_bind_int64(statement, index, static_cast<std::int64_t>(bytes.word()));
  } else if (kind == 11) {
    sqlite3_bind_int(statement, index, bytes.byte());
  } else if (kind == 12) {
    const std::string text = bytes.text(40);
    sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (kind == 13) {
    const std::string blob = bytes.text(40);
    sqlite3_bind_blob64(statement, index, blob.data(), blob.size(), SQLITE_TRANSIENT);
  } else if (kind == 14) {
    sqlite3_bind_zeroblob(statement, index, static_cast<int>(bytes.below(3)));
  }  // else NULL
}

std::string parameters(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

std::string columns(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "c" : ", c") + std::to_string(i);
  return text;
}

}  // namespace
}  // namespace synth::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace synth::fuzz;
  static World& world = *new World;  // never freed, because the end of the program is not tested
  Bytes bytes(data, size);
  const Called& called = bytes.of(world.called);
  const int count =
      called.least + static_cast<int>(bytes.below(static_cast<std::size_t>(called.most - called.least) + 1));
  int rows = 1;
  std::string sql;
  if (called.kind == "table") {
    sql = "SELECT * FROM " + called.name + "(" + parameters(count) + ")" +
          (bytes.flag() ? " ORDER BY rowid DESC" : "") + " LIMIT 20" + (bytes.flag() ? " OFFSET 3" : "");
  } else if (called.kind == "scalar" || count == 0) {
    sql = "SELECT " + called.name + "(" + parameters(count) + ")";
  } else {
    rows = 1 + static_cast<int>(bytes.below(14));
    sql = "WITH r(" + columns(count) + ") AS (VALUES ";
    for (int row = 0; row < rows; ++row) sql += (row == 0 ? "(" : ", (") + parameters(count) + ")";
    sql += ") SELECT " + called.name + "(" + columns(count) + ") FROM r";
  }
  sqlite3_stmt* statement = world.connection.prepare(sql);
  if (statement == nullptr) return 0;
  // The rows of an aggregate mostly have the first row's model and options: others are refused.
  for (int row = 0, index = 1; row < rows; ++row) {
    Bytes again = bytes;
    for (int i = 0; i < count; ++i)
      bind(statement, index++, world, i == 0 && called.name.starts_with("model_"), row == 0 || i > 0 ? bytes : again);
  }
  const Rows first = world.connection.step(statement);
  const int code = world.connection.code();
  if (code != SQLITE_INTERRUPT) {
    const Rows second = world.connection.step(statement);
    require(world.connection.code() == SQLITE_INTERRUPT || (second == first && world.connection.code() == code),
            "the second time it gives something else: " + sql);
  }
  sqlite3_finalize(statement);
  return 0;
}
