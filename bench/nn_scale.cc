// What model_train costs by the number of rows: CPU time, memory, and how long it is deaf to Ctrl-C, at most. Each line
// is a process of its own. Time grows with the rows until all combinations of emotion, hour and person have come, then
// only the reading does; memory is bounded by the distinct rows (category, emotion, quarter of an hour, person, city).
//
//   ninja -C build bench_nn_scale
//   build/bench/bench_nn_scale [people] [rows ...]
//   build/bench/bench_nn_scale 50 1e4 1e5 1e6 1e7
//   build/bench/bench_nn_scale 1000 1e6 threads=2     also how much faster two threads train, by the clock: the median
//   of
//                                                     five, one and two by turns (wants an idle machine)
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "bind/row_reader.h"
#include "nn/format.h"
#include "nn/model.h"
#include "support/test_host.h"
#include "world/synth_video_clicks.h"

using namespace synth;
using Clock = std::chrono::steady_clock;

namespace {

double seconds(Clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

// Of this process's one thread: what neighbours do on the machine does not count.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Notes the longest time between two questions whether to stop.
class Listener : public testing::TestHost {
 public:
  bool interrupted() noexcept override {
    note();
    return false;
  }
  void note() noexcept {
    const auto now = Clock::now();
    longest_ = std::max(longest_, now - last_);
    last_ = now;
  }
  void begin() noexcept { last_ = Clock::now(); }
  double longest() const noexcept { return seconds(longest_); }

 private:
  Clock::time_point last_ = Clock::now();
  Clock::duration longest_{};
};

double megabytes(const char* what) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(what)) return std::atof(line.c_str() + std::char_traits<char>::length(what) + 1) / 1024;
  return 0;
}

// Seconds by the clock that the median of five trainings takes with one thread, and with so many.
void compare_threads(const nn::Collector& collector, nn::TrainingOptions options, Host& host, std::uint32_t threads) {
  constexpr int kTimes = 5;
  std::vector<double> taken[2];
  std::string bytes[2];
  for (int time = 0; time < kTimes; ++time)
    for (const std::size_t many : {0, 1}) {
      options.threads = many == 0 ? 1 : threads;
      nn::Monitor monitor(host, options);
      const auto start = Clock::now();
      nn::Model model = nn::train(collector, options, monitor);
      taken[many].push_back(seconds(Clock::now() - start));
      model.options.threads = 0;
      bytes[many] = nn::to_bytes(model);
    }
  for (auto& times : taken) std::nth_element(times.begin(), times.begin() + kTimes / 2, times.end());
  const double one = taken[0][kTimes / 2], many = taken[1][kTimes / 2];
  std::printf("%10s one thread %.3f s, %u threads %.3f s: %.2f times as fast, the models are %s\n", "", one, threads,
              many, one / many, bytes[0] == bytes[1] ? "the same" : "NOT THE SAME");
}

void one(std::uint64_t rows, int people, std::uint32_t threads) {
  using Table = world::SynthVideoClicks;
  Listener host;
  std::vector<Value> given(Table::kWorld + 1);
  given[Table::kN] = Value::integer(static_cast<std::int64_t>(rows));
  given[Table::kUsers] = Value::integer(people);
  given[Table::kUntil] = Value::integer(1'735'689'600);
  const Table table(Arguments(Table::kDescription.arguments, given), host);
  nn::TrainingOptions options;
  options.threads = 1;
  nn::Monitor monitor(host, options);
  nn::Collector collector;
  const double before = megabytes("VmRSS:");

  struct Click {
    std::string category, emotion, name, city;
    std::int64_t timestamp;
  };
  std::vector<Click> clicks(10000);
  RowReader<Table> reader;
  double collecting = 0;
  for (std::uint64_t from = 0; from < rows; from += clicks.size()) {
    const std::size_t count = std::min<std::uint64_t>(clicks.size(), rows - from);
    for (std::size_t i = 0; i < count; ++i) {
      const Table::Row& row = reader.at(table, from + i, 1, rows - from - i, ColumnSet::all());
      const auto text = [&](std::size_t column) { return std::string(table.column(row, column).as_bytes()); };
      clicks[i] = {text(Table::kVideoCategory), text(Table::kEmotion), text(Table::kName), text(Table::kCity),
                   table.column(row, Table::kTimestamp).as_integer()};
    }
    const double start = cpu_seconds();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = clicks[i].name, city = clicks[i].city;
      if (collector.is_full()) {
        host.begin();  // between rows SQLite itself looks
        collector.merge(&monitor);
        host.note();
      }
      collector.add(clicks[i].category, clicks[i].emotion, clicks[i].timestamp, &name, &city);
    }
    collecting += cpu_seconds() - start;
  }
  host.begin();
  const double start = cpu_seconds();
  const nn::Model model = nn::train(collector, options, monitor);
  const std::string bytes = nn::to_bytes(model);
  const double training = cpu_seconds() - start;
  host.note();
  std::printf("%10llu %8.3f %8.3f %9.2f %10llu %10zu %7.0f %9.3f\n", static_cast<unsigned long long>(rows), collecting,
              training, static_cast<double>(rows) / (collecting + training) / 1e6,
              static_cast<unsigned long long>(model.provenance.distinct_rows), bytes.size(),
              megabytes("VmHWM:") - before, host.longest());
  if (threads > 1) compare_threads(collector, options, host, threads);
}

}  // namespace

int main(int argc, char** argv) {
  const int people = argc > 1 ? std::atoi(argv[1]) : 50;
  std::vector<std::uint64_t> sizes;
  std::uint32_t threads = 1;
  for (int i = 2; i < argc; ++i)
    if (std::strncmp(argv[i], "threads=", 8) == 0)
      threads = static_cast<std::uint32_t>(std::atoi(argv[i] + 8));
    else
      sizes.push_back(static_cast<std::uint64_t>(std::atof(argv[i])));
  if (sizes.empty()) sizes = {10'000, 100'000, 1'000'000, 10'000'000};
  std::printf("clicks of %d people, one thread\n%10s %8s %8s %9s %10s %10s %7s %9s\n", people, "rows", "read s",
              "train s", "M rows/s", "cells", "bytes", "MB", "deaf s");
  std::fflush(stdout);
  for (const std::uint64_t rows : sizes) {
    const pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      one(rows, people, threads);
      std::fflush(stdout);
      _exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0) return 1;
  }
}
