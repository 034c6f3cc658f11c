// Golden SQL: every tests/sql/*.sql runs in a fresh database and must print the *.out next to it: each statement as it
// stands, its rows joined by '|', errors as "! text". UPDATE_GOLDEN=1 (or the target `golden`) rewrites the .out.
//
// A line `-- run sql/generate.sql :users=5 :seed=1 :name='Ann'` in between runs a script of the project with these
// parameters bound (NULL where none is given) and prints its rows without its text.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/sql.h"

namespace synth::testing {
namespace {

namespace fs = std::filesystem;
using Parameters = std::map<std::string, std::string>;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string trimmed(const std::string& text) {
  const char* blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

class Runner {
 public:
  /// Runs all statements. An error ends a script, but not a golden file, which may test errors.
  void statements(const std::string& sql, bool echo, const Parameters& parameters) {
    const char* tail = sql.c_str();
    while (*tail != '\0') {
      const char* start = tail;
      sqlite3_stmt* statement = nullptr;
      int rc = sqlite3_prepare_v2(db_.handle(), tail, -1, &statement, &tail);
      const bool failed_to_prepare = rc != SQLITE_OK;
      if (failed_to_prepare) tail = end_of_statement(start);
      const std::string text = trimmed(std::string(start, tail));
      if (echo && !text.empty()) out_ << text << "\n";
      if (!failed_to_prepare && statement != nullptr) {
        bind(statement, parameters);
        while ((rc = sqlite3_step(statement)) == SQLITE_ROW) print_row(statement);
      }
      const bool failed = rc != SQLITE_OK && rc != SQLITE_DONE;
      if (failed) out_ << "! " << sqlite3_errmsg(db_.handle()) << "\n";
      sqlite3_finalize(statement);
      if (failed && !echo) return;
      if (echo && !text.empty()) out_ << "\n";
    }
  }

  void golden_file(const fs::path& path) {
    std::istringstream lines(read_file(path));
    std::string sql;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("-- run ")) {
        sql += line + "\n";
        continue;
      }
      statements(sql, true, {});
      sql.clear();
      out_ << line << "\n";
      std::istringstream words(line.substr(7));
      std::string script, word;
      Parameters parameters;
      words >> script;
      while (words >> word) parameters[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
      statements(read_file(fs::path(SYNTH_SOURCE_DIR) / script), false, parameters);
      out_ << "\n";
    }
    statements(sql, true, {});
  }

  std::string output() const { return out_.str(); }

 private:
  // SQLite's own tokenizer says where the first complete statement ends.
  static const char* end_of_statement(const char* start) {
    for (const char* at = start; *at != '\0'; ++at)
      if (*at == ';' && sqlite3_complete(std::string(start, at + 1).c_str()) != 0) return at + 1;
    return start + std::string_view(start).size();
  }

  void bind(sqlite3_stmt* statement, const Parameters& parameters) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
      const char* name = sqlite3_bind_parameter_name(statement, i);
      const auto given = parameters.find(name == nullptr ? "" : name);
      if (given == parameters.end()) continue;
      sqlite3_stmt* value = nullptr;  // as SQL reads it: 5 is an integer, 'x' is a text
      sqlite3_prepare_v2(db_.handle(), ("SELECT " + given->second).c_str(), -1, &value, nullptr);
      ASSERT_EQ(sqlite3_step(value), SQLITE_ROW) << given->first << " = " << given->second;
      sqlite3_bind_value(statement, i, sqlite3_column_value(value, 0));
      sqlite3_finalize(value);
    }
  }

  void print_row(sqlite3_stmt* statement) {
    // Only the text of a query plan: the numbers before it depend on the version of SQLite.
    const int first = sqlite3_stmt_isexplain(statement) == 2 ? 3 : 0;
    for (int i = first; i < sqlite3_column_count(statement); ++i) {
      if (i > first) out_ << '|';
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      if (sqlite3_column_type(statement, i) == SQLITE_BLOB)
        out_ << "a BLOB";
      else
        out_ << (text == nullptr ? "NULL" : text);
    }
    out_ << "\n";
  }

  Database db_;
  std::ostringstream out_;
};

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, PrintsWhatItPrinted) {
  const fs::path folder = fs::path(SYNTH_SOURCE_DIR) / "tests" / "sql";
  Runner runner;
  runner.golden_file(folder / (GetParam() + ".sql"));
  const fs::path expected = folder / (GetParam() + ".out");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << runner.output();
    return;
  }
  EXPECT_EQ(runner.output(), read_file(expected)) << "UPDATE_GOLDEN=1 rewrites it";
}

std::vector<std::string> golden_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(SYNTH_SOURCE_DIR) / "tests" / "sql"))
    if (entry.path().extension() == ".sql") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Sql, Golden, ::testing::ValuesIn(golden_files()), [](const auto& file) {
  std::string name = file.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace synth::testing
