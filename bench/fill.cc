// How close does filling a table come to SQLite's own speed of inserting?
//
//   fill [rows]      1000000 rows by default, five rounds
//
// Each round inserts the rows of one table into a fresh file (journal and sync off, as any bulk load), then as many
// constants from a virtual table that does nothing: first with the sizes of the table's own rows, then one row of mean
// size repeated, which is cheaper because the branch predictor learns its lengths. It prints CPU seconds of all three,
// and ratios; rows per second without SQLite, with all columns computed, by default and with a few keys of the `world`
// document; one row through SQL, alone and for each row of
// another table, also with changing n, days or until; and the peak memory of small and huge worlds.
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "bind/row_reader.h"
#include "constants_table.h"
#include "support/reader.h"
#include "synth.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"

namespace synth::bench {
namespace {

using testing::integer;

constexpr int kRounds = 5;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void run(sqlite3* db, const std::string& sql) {
  char* error = nullptr;
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK) {
    std::fprintf(stderr, "%s\n%s\n", sql.c_str(), error);
    std::exit(1);
  }
}

struct Contest {
  const char* table;
  const char* columns;
};

const Contest kContests[] = {
    {"synth_emotion_logs", "name, emotion, input, timestamp, city, country"},
    {"synth_video_clicks", "name, video_id, video_title, video_category, emotion, timestamp, city, country"},
    {"synth_video_interactions", "name, video_genre, emotion, timestamp, city, country"},
};

constexpr int kRowsOfSizes = 8192;  // more than a processor can learn by heart

// The sizes of the cells of some rows in the middle of a table with this many rows.
ConstantSizes sizes_of(const Contest& contest, long rows) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  const std::string sql = "SELECT * FROM " + std::string(contest.table) + "(" + std::to_string(rows) +
                          ") WHERE rowid > " + std::to_string(rows / 2) + " LIMIT " + std::to_string(kRowsOfSizes);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  ConstantSizes sizes;
  sizes.columns = static_cast<std::size_t>(sqlite3_column_count(statement));
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int c = 0; c < sqlite3_column_count(statement); ++c)
      sizes.cells.push_back(sqlite3_column_type(statement, c) == SQLITE_INTEGER
                                ? ConstantSizes::kInteger
                                : static_cast<std::uint16_t>(sqlite3_column_bytes(statement, c)));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return sizes;
}

// One row of the mean sizes.
ConstantSizes mean_of(const ConstantSizes& sizes) {
  ConstantSizes mean{sizes.columns, {}};
  for (std::size_t c = 0; c < sizes.columns; ++c) {
    std::size_t sum = 0;
    for (std::size_t cell = c; cell < sizes.cells.size(); cell += sizes.columns) sum += sizes.cells[cell];
    mean.cells.push_back(static_cast<std::uint16_t>((sum + sizes.rows() / 2) / sizes.rows()));
  }
  return mean;
}

// CPU seconds of one bulk load into a fresh file.
double fill_seconds(const Contest& contest, const ConstantSizes& constants, const std::string& source,
                    const std::string& path) {
  std::remove(path.c_str());
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  add_constants_table(db, "constants", constants);
  run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE t(id INTEGER PRIMARY KEY, " +
              std::string(contest.columns) + ")");
  const double start = cpu_seconds();
  run(db, "INSERT INTO t(" + std::string(contest.columns) + ") SELECT * FROM " + source);
  const double seconds = cpu_seconds() - start;
  sqlite3_close(db);
  std::remove(path.c_str());
  return seconds;
}

void contest_against_constants(const Contest& contest, long rows, const std::string& path) {
  const std::string n = "(" + std::to_string(rows) + ")";
  const ConstantSizes sizes = sizes_of(contest, rows);
  const ConstantSizes mean = mean_of(sizes);
  std::vector<double> ours, same, one, ratios, to_one;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(fill_seconds(contest, sizes, contest.table + n, path));
    same.push_back(fill_seconds(contest, sizes, "constants" + n, path));
    one.push_back(fill_seconds(contest, mean, "constants" + n, path));
    ratios.push_back(ours.back() / same.back());
    to_one.push_back(ours.back() / one.back());
  }
  std::printf("%-26s %8.3f s %10.3f s %8.2f  (%.2f to %.2f) %12.3f s %8.2f\n", contest.table, median(ours),
              median(same), median(ratios), *std::min_element(ratios.begin(), ratios.end()),
              *std::max_element(ratios.begin(), ratios.end()), median(one), median(to_one));
}

// What the document's keys cost: each with what it says.
constexpr struct {
  const char* what;
  const char* document;
} kDocuments[] = {
    {"mood.noise", R"({"mood": {"noise": 0.5}})"},
    {"an emotion's rate", R"({"emotions": {"happy": {"rate": 0.4}}})"},
    {"taste_strength", R"({"choice": {"taste_strength": 1}})"},
    {"session.sizes", R"({"session": {"sizes": [1, 1, 2, 5, 20]}})"},
    {"people.join", R"({"people": {"join": [0, 30]}})"},
    {"people.join and stay", R"({"people": {"join": [0, 30], "stay": [0, 1, 10]}})"},
    {"day.trend", R"({"day": {"trend": [1, 2, 3, 4]}})"},
    {"session.topic", R"({"session": {"topic": 0.3}})"},
    {"video_repeat", R"({"video_repeat": 0})"},
};

// Prints what `what` says, or the table's name, and returns the nanoseconds of a row.
template <class Table>
double raw_rows(long rows, std::size_t visible, const char* what = Table::kDescription.name.data(),
                const char* document = "{}", double of_default = 0) {
  testing::Reader<Table> reader({{Table::kN, integer(rows)}, {Table::kUntil, integer(testing::kUntil)}}, document);
  const Table& table = reader.table();
  std::uint64_t columns = 0;
  for (std::size_t c = 0; c < visible; ++c) columns |= std::uint64_t{1} << c;
  std::vector<double> seconds;
  std::size_t bytes = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double start = cpu_seconds();
    RowReader<Table> ahead;
    for (std::uint64_t i = 0; i < table.size(); ++i) {
      const auto& row = ahead.at(table, i, 1, table.size() - i, ColumnSet::from_bits(columns));
      for (std::size_t c = 0; c < visible; ++c) {
        const Value value = table.column(row, c);
        bytes += value.type() == Value::Type::kText ? value.as_bytes().size() : 8;
      }
    }
    seconds.push_back(cpu_seconds() - start);
  }
  const double mean = static_cast<double>(bytes) / kRounds / static_cast<double>(rows);
  const double nanoseconds = median(seconds) * 1e9 / static_cast<double>(rows);
  if (of_default > 0)
    std::printf("  %-24s %6.1f ns a row, %.2f times\n", what, nanoseconds, nanoseconds / of_default);
  else
    std::printf("%-26s %6.2f million rows/s per core (best of %d: %.2f), %.0f bytes a row\n", what, 1e3 / nanoseconds,
                kRounds, static_cast<double>(rows) * 1e-6 / *std::min_element(seconds.begin(), seconds.end()), mean);
  return nanoseconds;
}

// Peak memory of a process that reads that statement.
long peak_kib(const std::string& sql) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const pid_t child = fork();
  if (child == 0) {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    sqlite3_synth_init(db, nullptr, nullptr);
    run(db, sql);
    sqlite3_close(db);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const long peak = usage.ru_maxrss;
    if (write(ends[1], &peak, sizeof peak) != sizeof peak) _exit(1);
    _exit(0);
  }
  long peak = -1;
  if (read(ends[0], &peak, sizeof peak) != sizeof peak) peak = -1;
  waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  return peak;
}

// One row, far out in a huge world that has been opened before, as in a join or a detail page.
void one_row_of_a_huge_world(const Contest& contest) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  sqlite3_stmt* statement = nullptr;
  const std::string sql =
      "SELECT * FROM " + std::string(contest.table) + "(1000000000000) WHERE users = 1000000000 AND rowid = ?";
  if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  constexpr int kQueries = 20000;
  double first = 0, start = cpu_seconds();
  for (int k = -1; k < kQueries; ++k) {
    if (k == 0) {
      first = cpu_seconds() - start;
      start += first;
    }
    sqlite3_bind_int64(statement, 1,
                       1 + static_cast<sqlite3_int64>(mix64(static_cast<std::uint64_t>(k)) % 1000000000000));
    if (sqlite3_step(statement) != SQLITE_ROW) std::exit(1);
    sqlite3_reset(statement);
  }
  std::printf("%-26s %6.1f microseconds, the first one %.0f\n", contest.table, (cpu_seconds() - start) / kQueries * 1e6,
              first * 1e6);
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

// Microseconds of a row that a query reads for each of `outer` rows.
double microseconds_per_row(sqlite3* db, const std::string& sql, int outer) {
  run(db, sql);  // the world is open from here on
  std::vector<double> seconds;
  for (int round = 0; round < kRounds; ++round) {
    const double start = cpu_seconds();
    run(db, sql);
    seconds.push_back(cpu_seconds() - start);
  }
  return median(seconds) / outer * 1e6;
}

// A row for each row of another table: a join opens one cursor, a scalar subquery one for every row; and that costs the
// same in a program that has many statements prepared.
void one_row_for_each_outer_row(const Contest& contest) {
  constexpr int kOuter = 20000, kStatements = 5000;
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  run(db, "CREATE TABLE wanted AS SELECT rowid AS i FROM synth_emotion_logs(" + std::to_string(kOuter) + ")");
  const std::string from = std::string(contest.table) + "(20000) AS t";
  const double joined = microseconds_per_row(
      db, "SELECT sum(length(t.name)) FROM wanted AS w CROSS JOIN " + from + " WHERE t.rowid = w.i", kOuter);
  const std::string scalar =
      "SELECT sum((SELECT length(t.name) FROM " + from + " WHERE t.rowid = w.i)) FROM wanted AS w";
  const double alone = microseconds_per_row(db, scalar, kOuter);
  std::vector<sqlite3_stmt*> statements(kStatements);
  for (sqlite3_stmt*& statement : statements)
    if (sqlite3_prepare_v2(db, "SELECT 1", -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  const double among_many = microseconds_per_row(db, scalar, kOuter);
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close(db);
  std::printf("%-26s join %5.2f, scalar subquery %5.2f (%.2f times), beside %d statements %5.2f (%.2f times)\n",
              contest.table, joined, alone, alone / joined, kStatements, among_many, among_many / alone);
}

// A row for each row of another table, which says n, days or until too: each is another window on the same people.
void one_window_for_each_outer_row(const Contest& contest) {
  constexpr int kOuter = 10000;
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_synth_init(db, nullptr, nullptr);
  run(db,
      "CREATE TABLE wanted AS SELECT rowid AS i, 1000 + rowid AS n, 1 + rowid * 0.003 AS days, "
      "1748736000 + rowid * 60 AS until FROM synth_emotion_logs(" +
          std::to_string(kOuter) + ")");
  const auto with = [&](const char* n, const char* days, const char* until) {
    return microseconds_per_row(db,
                                std::string("SELECT sum((SELECT length(t.name) FROM ") + contest.table +
                                    " AS t WHERE users = 100 AND n = " + n + " AND days = " + days +
                                    " AND until = " + until + " AND t.rowid = w.i % 1000 + 1)) FROM wanted AS w",
                                kOuter);
  };
  const double fixed = with("5000", "30", "1748736000");
  const double n = with("w.n", "30", "1748736000"), days = with("5000", "w.days", "1748736000"),
               until = with("5000", "30", "w.until");
  sqlite3_close(db);
  std::printf("%-26s none %5.2f, n %5.2f (%.1f times), days %5.2f (%.1f), until %5.2f (%.1f)\n", contest.table, fixed,
              n, n / fixed, days, days / fixed, until, until / fixed);
}

int main_of(long rows) {
  const char* folder = std::getenv("TMPDIR");
  const std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/synth_fill_" + std::to_string(getpid());

  // First, while this process is small: a child begins with its parent's memory.
  std::printf("Peak memory, KiB\n");
  for (const char* users : {"5", "1000000000"})
    for (const char* n : {"10000", "100000000"}) {
      // Of the huge table a million rows at its end: the row number, not the count, could cost memory.
      const std::string sql = std::string("SELECT sum(length(name) + length(input)) FROM synth_emotion_logs(") + n +
                              ") WHERE users = " + users + " AND rowid > " + n + " - 1000000";
      std::printf("  n = %9s, users = %10s: %ld\n", n, users, peak_kib(sql));
    }

  std::printf("\nINSERT ... SELECT of %ld rows into a file, CPU seconds, medians of %d rounds in turn\n", rows,
              kRounds);
  std::printf("%-26s %10s %12s %8s %16s %14s %8s\n", "", "generated", "same sizes", "ratio", "(lowest, highest)",
              "one row", "ratio");
  for (const Contest& contest : kContests) contest_against_constants(contest, rows, path);

  std::printf("\nRows without SQLite, all visible columns\n");
  raw_rows<world::SynthEmotionLogs>(rows, 6);
  const double of_clicks = raw_rows<world::SynthVideoClicks>(rows, 8);
  raw_rows<world::SynthVideoInteractions>(rows, 6);
  std::printf("Clicks with a document, beside the %.1f ns of the default world\n", of_clicks);
  for (const auto& [what, document] : kDocuments) raw_rows<world::SynthVideoClicks>(rows, 8, what, document, of_clicks);

  std::printf("\nOne row of 10^12, 10^9 people, through SQL\n");
  for (const Contest& contest : kContests) one_row_of_a_huge_world(contest);

  std::printf("\nOne row for each row of another table, microseconds\n");
  for (const Contest& contest : kContests) one_row_for_each_outer_row(contest);

  std::printf("\nOne row for each row of another table that also says so much of the window, microseconds\n");
  for (const Contest& contest : kContests) one_window_for_each_outer_row(contest);

  return 0;
}

}  // namespace
}  // namespace synth::bench

int main(int argc, char** argv) {
  return synth::bench::main_of(argc > 1 ? std::atol(argv[1]) : 1000000);
}
