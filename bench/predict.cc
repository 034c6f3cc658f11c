// Predictions and explanations per second of CPU time through SQL, every row another person, moment and emotion, beside
// model_probability, which computes one row of the network; and how soon a fresh process has its first answer.
//
//   ninja -C build bench_predict
//   build/bench/bench_predict [rows to train on] [people]
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>

#include "synth.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kOneRow = "model_probability(?1, ...)";  // what the others are measured by

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Database {
 public:
  Database() {
    sqlite3_open(":memory:", &db_);
    sqlite3_synth_init(db_, nullptr, nullptr);
  }
  ~Database() { sqlite3_close(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// The first column of the last row. `model`, if given, is parameter 1.
  double run(const std::string& sql, const std::string& model = {}) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr));
    if (!model.empty()) sqlite3_bind_blob(statement, 1, model.data(), static_cast<int>(model.size()), SQLITE_STATIC);
    double value = 0;
    int rc = SQLITE_OK;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
      value = sqlite3_column_double(statement, 0);
      if (sqlite3_column_type(statement, 0) == SQLITE_BLOB)
        blob_.assign(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                     static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    }
    check(rc == SQLITE_DONE ? SQLITE_OK : rc);
    sqlite3_finalize(statement);
    return value;
  }
  const std::string& blob() const { return blob_; }

 private:
  void check(int rc) {
    if (rc == SQLITE_OK) return;
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(db_));
    std::exit(1);
  }
  sqlite3* db_ = nullptr;
  std::string blob_;
};

// What a fresh process does: `program first FILE`.
int first_answer(const std::string& path) {
  const auto start = Clock::now();
  Database db;
  const double probability = db.run("SELECT model_probability(model_load('" + path +
                                    "'), '10', 'happy', 1735689600, 'Ada Lovelace', 'Paris')");
  std::printf("%.2f ms from opening a connection to the first answer", 1e3 * seconds_since(start));
  std::fflush(stdout);
  return probability > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "first") == 0) return first_answer(argv[2]);
  const std::string rows = argc > 1 ? argv[1] : "100000", people = argc > 2 ? argv[2] : "1000";
  Database db;
  db.run("CREATE TABLE clicks AS SELECT video_category, emotion, timestamp, name, city FROM synth_video_clicks(" +
         rows + ") WHERE users = " + people + " AND until = 1735689600");
  db.run("SELECT model_train(video_category, emotion, timestamp, name, city) FROM clicks");
  const std::string model = db.blob();
  db.run("CREATE TABLE models(name, model)");
  db.run("INSERT INTO models VALUES ('m', ?1)", model);
  db.run("CREATE TABLE repeated AS SELECT c.* FROM clicks AS r JOIN clicks AS c ON c.rowid = 1 + r.rowid % 100");
  const double count = db.run("SELECT count(*) FROM clicks");
  std::printf("%.0f rows, a model of %s people, %zu bytes\n", count, people.c_str(), model.size());

  const auto path = std::filesystem::temp_directory_path() / ("bench_predict_" + std::to_string(getpid()) + ".model");
  db.run("SELECT model_save(?1, '" + path.string() + "')", model);
  const struct {
    const char* what;
    std::string sql;
    bool bound;
  } asked[] = {
      {"the scan alone", "SELECT sum(length(emotion) + timestamp + length(name) + length(city)) FROM clicks", false},
      {"model_predict(?1, ...)", "SELECT sum(length(model_predict(?1, emotion, timestamp, name, city))) FROM clicks",
       true},
      {kOneRow, "SELECT sum(model_probability(?1, video_category, emotion, timestamp, name, city)) FROM clicks", true},
      {"model_predict(model_load('...'), ...)",
       "SELECT sum(length(model_predict(model_load('" + path.string() +
           "'), emotion, timestamp, name, city))) FROM clicks",
       false},
      // SQLite copies the BLOB for each row.
      {"model_predict((SELECT ...), ...)",
       "SELECT sum(length(model_predict((SELECT model FROM models), emotion, timestamp, name, city))) FROM clicks",
       false},
      {"model_predict of FROM models JOIN",
       "SELECT sum(length(model_predict(model, emotion, timestamp, clicks.name, city))) FROM models JOIN clicks",
       false},
      {"model_evaluate(?1, ...)",
       "SELECT json_extract(model_evaluate(?1, video_category, emotion, timestamp, name, city), '$.rows') FROM clicks",
       true},
      {"model_explanation(?1, ...)",
       "SELECT sum(length(model_explanation(?1, video_category, emotion, timestamp, name, city))) FROM clicks", true},
      {"model_explanation(?1, ...), repeated",
       "SELECT sum(length(model_explanation(?1, video_category, emotion, timestamp, name, city))) FROM repeated", true},
      {"model_prompt(?1, ...)",
       "SELECT sum(length(model_prompt(?1, video_category, emotion, timestamp, name, city, 'A title'))) FROM clicks",
       true},
  };
  double one_row = 0;
  for (const auto& each : asked) {
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
      const std::clock_t start = std::clock();
      db.run(each.sql, each.bound ? model : std::string());
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    if (std::string_view(each.what) == kOneRow) one_row = best;
    std::printf("%-38s %9.3f M rows/s", each.what, count / best / 1e6);
    if (one_row > 0) std::printf(" %8.2f times as long as %s", best / one_row, kOneRow);
    std::printf("\n");
  }

  for (int round = 0; round < 3; ++round) {
    std::fflush(stdout);
    const auto start = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
      execl("/proc/self/exe", argv[0], "first", path.c_str(), nullptr);
      _exit(1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) return 1;
    std::printf(", %.2f ms for the whole process\n", 1e3 * seconds_since(start));
  }
  std::filesystem::remove(path);
}
