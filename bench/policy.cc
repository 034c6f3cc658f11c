// policy_value beside six avg() of SQLite over the same rows, in CPU time: logged rows in a table in memory, the median
// of five rounds.
//
//   ninja -C build bench_policy
//   build/bench/bench_policy [rows]     1e6 by default
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "synth.h"

namespace {

void run(sqlite3* db, const std::string& sql) {
  char* error = nullptr;
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error) == SQLITE_OK) return;
  std::fprintf(stderr, "bench_policy: %s\n", error);
  std::exit(1);
}

double median_seconds(sqlite3* db, const std::string& sql) {
  std::array<double, 5> seconds{};
  for (double& each : seconds) {
    const std::clock_t start = std::clock();
    run(db, sql);
    each = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const double rows = argc > 1 ? std::atof(argv[1]) : 1e6;
  if (!(rows >= 1)) {
    std::fprintf(stderr, "bench_policy: the number of rows must be at least 1\n");
    return 2;
  }
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  run(db,
      "CREATE TABLE logged AS SELECT matched AS reward, 0.2 + 0.8 * probability AS propensity, probability AS target, "
      "0.5 * probability AS predicted, probability * probability AS value FROM synth_video_clicks(" +
          std::to_string(static_cast<long long>(rows)) + ", 1) WHERE until = 1767225600");
  constexpr struct {
    const char* name;
    const char* sql;
  } kQueries[] = {
      {"six avg()",
       "SELECT avg(reward), avg(propensity), avg(target), avg(predicted), avg(value), avg(reward * target) FROM "
       "logged"},
      {"policy_value(reward, propensity, target)", "SELECT policy_value(reward, propensity, target) FROM logged"},
      {"... with predictions", "SELECT policy_value(reward, propensity, target, predicted, value) FROM logged"},
      {"... in slates of five",
       "SELECT policy_value(reward, propensity, target, predicted, value, rowid / 5) FROM logged"},
  };
  std::printf("%-42s %8s %10s %8s\n", "", "CPU s", "M rows/s", "ratio");
  double of_averages = 0;
  for (const auto& query : kQueries) {
    const double seconds = median_seconds(db, query.sql);
    if (of_averages == 0) of_averages = seconds;
    std::printf("%-42s %8.3f %10.2f %8.2f\n", query.name, seconds, rows / seconds / 1e6, seconds / of_averages);
  }
  sqlite3_close(db);
  return 0;
}
