// How near the network comes to the truth, and in what time, in a world whose law is known: excess log loss in nats on
// the last fifth of time, which no training row reaches; beside it the truth, the model, and what smoothed frequencies
// of the categories per emotion reach on the same rows.
//
//   ninja -C build bench_nn_quality
//   build/bench/bench_nn_quality [rows] [people] [worlds] [options: key=value ...]
//   build/bench/bench_nn_quality 1e5 1000 3 epochs=20 threads=1
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

#include "nn/metrics.h"
#include "nn/model.h"
#include "nn/predictor.h"
#include "support/test_host.h"
#include "world/synth_video_clicks.h"

using namespace synth;

namespace {

struct Click {
  std::string category, emotion, name, city;
  std::int64_t timestamp;
  double probability;
};

std::vector<Click> clicks_of(Host& host, int seed, std::uint64_t rows, int people) {
  std::vector<Value> given(SynthVideoClicks::kWorld + 1);
  given[SynthVideoClicks::kN] = Value::integer(static_cast<std::int64_t>(rows));
  given[SynthVideoClicks::kSeed] = Value::integer(seed);
  given[SynthVideoClicks::kUsers] = Value::integer(people);
  given[SynthVideoClicks::kUntil] = Value::integer(1'735'689'600);
  const SynthVideoClicks table(Arguments(SynthVideoClicks::kDescription.arguments, given), host);
  std::vector<Click> clicks(rows);
  SynthVideoClicks::Row row;
  for (std::uint64_t i = 0; i < rows; ++i) {
    table.at(i, ColumnSet::all(), row);
    const auto text = [&](std::size_t column) { return std::string(table.column(row, column).as_bytes()); };
    clicks[i] = {text(SynthVideoClicks::kVideoCategory),
                 text(SynthVideoClicks::kEmotion),
                 text(SynthVideoClicks::kName),
                 text(SynthVideoClicks::kCity),
                 table.column(row, SynthVideoClicks::kTimestamp).as_integer(),
                 table.column(row, SynthVideoClicks::kProbability).as_real()};
  }
  std::sort(clicks.begin(), clicks.end(), [](const Click& a, const Click& b) { return a.timestamp < b.timestamp; });
  return clicks;
}

// Frequencies of the categories per emotion, one added to each of the 15.
class Frequencies {
 public:
  void add(const Click& click) {
    pairs_[{click.emotion, click.category}] += 1;
    emotions_[click.emotion] += 1;
  }
  double nats(const Click& click) {
    return -std::log((pairs_[{click.emotion, click.category}] + 1) / (emotions_[click.emotion] + 15));
  }

 private:
  std::map<std::pair<std::string, std::string>, double> pairs_;
  std::map<std::string, double> emotions_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t rows = argc > 1 ? static_cast<std::uint64_t>(std::atof(argv[1])) : 100000;
  const int people = argc > 2 ? std::atoi(argv[2]) : 1000, worlds = argc > 3 ? std::atoi(argv[3]) : 1;
  nn::Options options;
  options.threads = 1;
  for (int i = 4; i < argc; ++i) {
    const char* value = std::strchr(argv[i], '=') + 1;
    const std::string key(argv[i], static_cast<std::size_t>(value - argv[i] - 1));
    if (key == "epochs") options.epochs = static_cast<std::uint32_t>(std::atoi(value));
    if (key == "lr") options.learning_rate = std::atof(value);
    if (key == "l2") options.l2 = std::atof(value);
    if (key == "batch") options.batch = static_cast<std::uint32_t>(std::atoi(value));
    if (key == "linear") options.hidden.clear();
    if (key == "refit") options.refit = std::atoi(value) != 0;
    if (key == "threads") options.threads = static_cast<std::uint32_t>(std::atoi(value));
    if (key == "patience") options.patience = static_cast<std::uint32_t>(std::atoi(value));
    if (key == "progress") options.progress = true;
  }
  double total = 0, square = 0;
  for (int w = 0; w < worlds; ++w) {
    testing::TestHost host;
    const std::vector<Click> clicks = clicks_of(host, 100 + w, rows, people);
    const std::uint64_t held_from = rows / 5 * 4;
    nn::Collector collector;
    Frequencies frequencies;
    for (std::uint64_t i = 0; i < held_from; ++i) frequencies.add(clicks[i]);
    const auto start = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < held_from; ++i) {
      const Click& click = clicks[i];
      const std::string_view name = click.name, city = click.city;
      collector.add(click.category, click.emotion, click.timestamp, &name, &city);
    }
    const auto collected = std::chrono::steady_clock::now();
    nn::Monitor monitor(host, options);
    const nn::Model model = nn::train(collector, options, monitor);
    const auto trained = std::chrono::steady_clock::now();
    nn::Predictor predictor(model);
    nn::Metrics metrics;
    double truth = 0, frequency = 0;
    for (std::uint64_t i = held_from; i < rows; ++i) {
      const Click& click = clicks[i];
      const std::string_view name = click.name, city = click.city;
      const std::uint32_t emotion = model.emotions.find(click.emotion), label = model.labels.find(click.category);
      if (label == nn::Strings::kNone || emotion == nn::Strings::kNone) continue;
      metrics.add(predictor.probabilities(
                      nn::query_for(model, static_cast<std::int32_t>(emotion), click.timestamp, &name, &city)),
                  label);
      truth -= std::log(click.probability);
    }
    const auto predicted = std::chrono::steady_clock::now();
    for (std::uint64_t i = held_from; i < rows; ++i) frequency += frequencies.nats(clicks[i]);
    const auto seconds = [](auto a, auto b) { return std::chrono::duration<double>(b - a).count(); };
    truth /= static_cast<double>(metrics.rows());
    frequency /= static_cast<double>(rows - held_from);
    const double excess = metrics.log_loss() - truth;
    total += excess;
    square += excess * excess;
    std::printf(
        "rows %llu people %d: truth %.4f model %.4f frequencies per emotion %.4f excess %.4f  top1 %.4f ece %.4f  deep "
        "%d best epoch %u/%zu T %.3f  cells %llu "
        " "
        "collect %.3f train %.3f s predict %.2f M/s\n",
        static_cast<unsigned long long>(rows), people, truth, metrics.log_loss(), frequency, excess, metrics.accuracy(),
        metrics.ece(), model.network.deep, model.provenance.best_epoch, model.history.size(), model.temperature,
        static_cast<unsigned long long>(model.provenance.distinct_rows), seconds(start, collected),
        seconds(collected, trained), static_cast<double>(metrics.rows()) / seconds(trained, predicted) / 1e6);
    if (options.progress)
      for (const auto& epoch : model.history)
        std::printf("  %.4f %.4f %.4f lr %.5f\n", epoch.train_loss, epoch.validation_loss, epoch.validation_accuracy,
                    epoch.learning_rate);
  }
  const double mean = total / worlds;
  std::printf("mean excess %.4f +- %.4f\n", mean, std::sqrt(std::max(0.0, square / worlds - mean * mean) / worlds));
}
