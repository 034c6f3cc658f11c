// Fuzz target: the documents of `world` and `options`: plain text, or nested values made of the keys that are known.
// An accepted world must keep the promises for every world: no NULL, probabilities in (0, 1], rows in time order, and
// synth_world() returns it unchanged.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "nn/training_options.h"

namespace synth::fuzz {
namespace {

constexpr const char* kNumbers[] = {"0",
                                    "1",
                                    "2",
                                    "-1",
                                    "0.5",
                                    "24",
                                    "1e-9",
                                    "1e9",
                                    "1e308",
                                    "1e400",
                                    "-0.0",
                                    "100000",
                                    "3600",
                                    "0.999",
                                    "10000",
                                    "9007199254740993",
                                    "99999999999999999999",
                                    "true",
                                    "null",
                                    "1e-320"};
constexpr const char* kTexts[] = {"happy",   "bored",          "10",      "20",     "error",
                                  "average", "time",           "random",  "Berlin", "",
                                  "\\u0000", "\\ud83d\\ude00", "\\ud83d", "a\\\"b", "\\n"};

struct World {
  Connection connection;
  std::vector<std::string> keys;
  sqlite3_stmt *canonical, *logs, *train, *update;
  std::vector<sqlite3_stmt*> others;

  World() {
    for (const Argument& option : nn::kOptionArguments) keys.emplace_back(option.name);
    for (const std::string& row :
         connection.run("SELECT DISTINCT CAST(key AS TEXT) FROM json_tree(synth_world()) WHERE "
                        "typeof(key) = 'text'"))
      keys.push_back(row.substr(1, row.size() - 2));
    keys.resize(std::min<std::size_t>(keys.size(), 250));
    canonical = connection.prepare("SELECT synth_world(?1)");
    logs = connection.prepare("SELECT * FROM synth_emotion_logs(6, 1) WHERE until = 1767225600 AND world = ?1");
    for (const char* sql : {
             "SELECT name, video_id, video_title, video_category, emotion, timestamp, city, country, probability "
             "FROM synth_video_clicks(5, 1) WHERE until = 1767225600 AND world = ?1",
             "SELECT name, video_genre, emotion, timestamp, city, probability FROM synth_video_interactions(5, 1) "
             "WHERE until = 1767225600 AND world = ?1",
             "SELECT user_id, name, city, country, utc_offset FROM synth_users(4, 1) WHERE world = ?1",
             "SELECT * FROM synth_videos(1000, 1) WHERE world = ?1 AND rowid < 9",
             "SELECT emotion, video_category, weight FROM synth_emotion_map WHERE world = ?1",
         })
      others.push_back(connection.prepare(sql));
    connection.run("CREATE TABLE c AS SELECT * FROM synth_video_clicks(30, 1) WHERE until = 1767225600");
    connection.run(
        "CREATE TABLE m AS SELECT model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 1, "
        "\"hidden\": [3], \"threads\": 1}') AS model FROM c");
    train =
        connection.prepare("SELECT model_info(model_train(video_category, emotion, timestamp, name, city, ?1)) FROM c");
    update = connection.prepare(
        "SELECT model_info(model_update(model, video_category, emotion, timestamp, name, city, ?1)) FROM m, c");
    connection.set_patience(kPatience);
  }

  Rows ask(sqlite3_stmt* statement, const std::string& document) {
    require(statement != nullptr, "a statement could not be prepared");
    sqlite3_bind_text64(statement, 1, document.data(), document.size(), SQLITE_STATIC, SQLITE_UTF8);
    Rows rows = connection.step(statement);
    sqlite3_clear_bindings(statement);
    return rows;
  }
};

void value(std::string& out, const World& world, Bytes& bytes, int depth) {
  const std::size_t kind = bytes.below(depth > 5 ? 10 : 16);
  if (kind < 7) {
    out += bytes.of(kNumbers);
  } else if (kind < 9) {
    out.append("\"").append(bytes.of(kTexts)).append("\"");
  } else if (kind == 9) {
    out.append("\"").append(bytes.of(world.keys)).append("\"");
  } else if (kind < 12) {
    out += '[';
    const std::size_t count = kind == 10 ? 24 : bytes.below(6);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ", ";
      if (kind == 10)
        out += bytes.of(kNumbers);
      else
        value(out, world, bytes, depth + 1);
    }
    out += ']';
  } else {
    out += '{';
    for (std::size_t i = 0, count = bytes.below(5); i < count; ++i) {
      out.append(i > 0 ? ", \"" : "\"").append(bytes.below(8) == 0 ? bytes.of(kTexts) : bytes.of(world.keys));
      out += "\": ";
      value(out, world, bytes, depth + 1);
    }
    out += '}';
  }
}

void try_world(World& world, const std::string& document) {
  const Rows canonical = world.ask(world.canonical, document);
  if (world.connection.code() != SQLITE_OK) return;
  require(canonical.size() == 1 && canonical[0].size() > 2, "no law: " + document);
  if (canonical[0][0] != '0' + SQLITE_TEXT) return;  // NULL of NULL
  const std::string law = canonical[0].substr(1, canonical[0].size() - 2);
  const Rows again = world.ask(world.canonical, law);
  if (world.connection.code() == SQLITE_INTERRUPT) return;
  require(world.connection.code() == SQLITE_OK && again == canonical, "the law of the law is another: " + document);
  // Only tables that cannot use a law may refuse it; if a table gives rows, they are complete.
  const auto rows_of = [&](sqlite3_stmt* statement, const std::string& of) {
    Rows rows = world.ask(statement, of);
    require(!world.connection.saw_null(), std::string("a NULL of ") + sqlite3_sql(statement) + " in " + of);
    return rows;
  };
  const Rows logs = rows_of(world.logs, document);
  const bool interrupted = world.connection.code() == SQLITE_INTERRUPT;
  require(interrupted || rows_of(world.logs, law) == logs, "the law printed gives other rows: " + document);
  for (sqlite3_stmt* statement : world.others) rows_of(statement, document);
}

}  // namespace
}  // namespace synth::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace synth::fuzz;
  static World& world = *new World;
  Bytes bytes(data, size);
  const std::size_t mode = bytes.below(6);
  std::string document;
  if (mode < 2)
    document = bytes.rest();
  else
    value(document, world, bytes, 0);
  if (mode % 3 != 1) {
    try_world(world, document);
  } else {
    world.ask(world.train, document);
    world.ask(world.update, document);
  }
  return 0;
}
