// How good are the videos that sql/recommend.sql offers, and what does diversity cost?
//
//   bench_recommend [clicks] [people] [asked]      30000, 300 and 600 by default
//
// The clicks of an invented population, the first four fifths as history; of the rest, the clicks on a video that the
// person has not clicked before. Each is asked for: at its person, emotion, time and city, is the video among the ten
// offered (hit rate), how far up (NDCG), and how many different videos and genres are offered in all (coverage)? Beside
// it, on the same clicks: the most popular unseen videos, and category frequencies per emotion times popularity.
#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "synth.h"

namespace {

constexpr int kShown = 10;

[[noreturn]] void fail(sqlite3* db) {
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  std::exit(1);
}

void run(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db);
}

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string column(sqlite3_stmt* statement, int index) {
  const unsigned char* text = sqlite3_column_text(statement, index);
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

struct Click {
  std::string name, emotion, city, video;
  sqlite3_int64 timestamp;
};

void bind(sqlite3_stmt* statement, const char* name, const std::string& text) {
  if (const int index = sqlite3_bind_parameter_index(statement, name); index > 0)
    sqlite3_bind_text(statement, index, text.c_str(), -1, SQLITE_TRANSIENT);
}

void bind(sqlite3_stmt* statement, const char* name, double number) {
  if (const int index = sqlite3_bind_parameter_index(statement, name); index > 0)
    sqlite3_bind_double(statement, index, number);
}

// One way of offering videos: a statement that gives (video_id, video_category), the best first.
void measure(sqlite3* db, const char* what, const std::string& sql, double diversity, const std::vector<Click>& asked,
             double videos) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(db);
  double hits = 0, ndcg = 0, genres = 0;
  std::set<std::string> offered;
  const auto start = std::chrono::steady_clock::now();
  for (const Click& click : asked) {
    bind(statement, ":name", click.name);
    bind(statement, ":emotion", click.emotion);
    bind(statement, ":city", click.city);
    bind(statement, ":at", static_cast<double>(click.timestamp));
    bind(statement, ":k", 32);
    bind(statement, ":videos", kShown);
    bind(statement, ":diversity", diversity);
    std::set<std::string> categories;
    for (int place = 0; sqlite3_step(statement) == SQLITE_ROW; ++place) {
      const std::string video = column(statement, 0);
      offered.insert(video);
      categories.insert(column(statement, 1));
      if (video != click.video) continue;
      hits += 1;
      ndcg += 1 / std::log2(place + 2.0);
    }
    genres += static_cast<double>(categories.size());
    if (sqlite3_reset(statement) != SQLITE_OK) fail(db);
  }
  sqlite3_finalize(statement);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto n = static_cast<double>(asked.size());
  std::printf("%-36s %11.4f %8.4f %9.1f %% %11.2f %9.1f ms\n", what, hits / n, ndcg / n,
              100 * static_cast<double>(offered.size()) / videos, genres / n, seconds / n * 1e3);
}

const char* const kUnseen =
    "NOT EXISTS (SELECT 1 FROM video_clicks AS seen WHERE seen.name = :name AND seen.video_id = v.video_id)";

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int index, const char* fallback) {
    return std::string(index < count ? arguments[index] : fallback);
  };
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  const std::string folder = SYNTH_SOURCE_DIR "/sql/";
  run(db, file(folder + "schema.sql"));
  run(db, "CREATE TABLE all_clicks AS SELECT * FROM synth_video_clicks(" + number(1, "30000") +
              ", 1) WHERE users = " + number(2, "300") + " AND until = 1767225600");
  run(db,
      "INSERT INTO video_clicks(name, video_id, video_title, video_category, emotion, timestamp, city, country) "
      "SELECT * FROM all_clicks LIMIT (SELECT count(*) * 4 / 5 FROM all_clicks)");
  run(db,
      "CREATE INDEX clicks_by_person ON video_clicks(name, video_id);"
      "CREATE INDEX clicks_by_category ON video_clicks(video_category, video_id, emotion);"
      "INSERT INTO models SELECT 'emotion_video', 0, count(*), NULL, "
      "model_train(video_category, emotion, timestamp, name, city) FROM video_clicks");

  std::vector<Click> asked;
  sqlite3_stmt* statement = nullptr;
  const std::string held_out =
      "SELECT name, emotion, city, video_id, timestamp FROM (SELECT c.*, row_number() OVER (PARTITION BY name, "
      "video_id "
      "ORDER BY timestamp) AS nth FROM all_clicks AS c WHERE rowid > (SELECT count(*) FROM video_clicks)) AS v "
      "WHERE nth = 1 AND NOT EXISTS (SELECT 1 FROM video_clicks AS seen WHERE seen.name = v.name AND seen.video_id = "
      "v.video_id) ORDER BY model_hash(name || video_id) LIMIT " +
      number(3, "600");
  if (sqlite3_prepare_v2(db, held_out.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(db);
  while (sqlite3_step(statement) == SQLITE_ROW)
    asked.push_back({column(statement, 0), column(statement, 1), column(statement, 2), column(statement, 3),
                     sqlite3_column_int64(statement, 4)});
  sqlite3_finalize(statement);
  if (sqlite3_prepare_v2(db, "SELECT count(DISTINCT video_id) FROM video_clicks", -1, &statement, nullptr) != SQLITE_OK)
    fail(db);
  sqlite3_step(statement);
  const double videos = sqlite3_column_double(statement, 0);
  sqlite3_finalize(statement);
  std::printf("%zu first clicks held out, %.0f videos known\n\n", asked.size(), videos);
  std::printf("%-36s %11s %8s %11s %11s %12s\n", "", "hit rate@10", "NDCG@10", "coverage", "genres/list", "per list");

  const std::string limit = " LIMIT " + std::to_string(kShown);
  measure(db, "popularity",
          std::string("SELECT video_id, video_category FROM video_clicks AS v WHERE ") + kUnseen +
              " GROUP BY video_id ORDER BY count(*) DESC, video_id" + limit,
          0, asked, videos);
  measure(
      db, "category frequency x popularity",
      std::string("WITH f AS (SELECT video_category, 1.0 * sum(emotion = :emotion) / count(*) AS share FROM "
                  "video_clicks GROUP BY video_category) SELECT v.video_id, v.video_category FROM video_clicks AS v "
                  "JOIN f USING (video_category) WHERE ") +
          kUnseen + " GROUP BY v.video_id ORDER BY count(*) * max(f.share) DESC, v.video_id" + limit,
      0, asked, videos);
  std::string recommend = file(folder + "recommend.sql");
  recommend.resize(recommend.rfind(';'));
  const std::string ours =
      "SELECT video_id, video_category FROM (" + recommend + ") WHERE video_id IS NOT NULL ORDER BY rank" + limit;
  measure(db, "recommend.sql, diversity 0", ours, 0, asked, videos);
  measure(db, "recommend.sql, diversity 0.5", ours, 0.5, asked, videos);
  measure(db, "recommend.sql, diversity 1", ours, 1, asked, videos);
  sqlite3_close(db);
}
