// How close the network comes to the truth, and in what time, in worlds with a known law: excess log loss in nats on
// the last fifth of time, which has no training rows, compared with smoothed frequencies of the categories per emotion
// and, with floor=1, with an oracle that knows everything except people's tastes. Accuracies are compared with that of
// the exact probabilities.
//
//   ninja -C build bench_nn_quality
//   build/bench/bench_nn_quality [rows] [people] [worlds] [key=value ...]
//   build/bench/bench_nn_quality 1e5 1000 3 epochs=20 threads=1 floor=1 'world={"choice": {"taste_strength": 0.5}}'
//   build/bench/bench_nn_quality 1e4 1000 20 learn=100       from 100 clicks, evenly over the first four fifths
//   build/bench/bench_nn_quality 1e5 1000 1 seed=7 truth=1   what the truth reaches in that world, nothing is trained
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

#include "floor.h"
#include "nn/metrics.h"
#include "nn/model.h"
#include "nn/predictor.h"
#include "rows/cities.h"
#include "rows/local_time.h"
#include "support/test_host.h"
#include "world/choice_model.h"

using namespace synth;
using bench::Click;

namespace {

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

// Mean over the worlds with its standard error.
struct Figure {
  double sum = 0, squares = 0;
  int count = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    ++count;
  }
  void print(const char* name) const {
    const double mean = sum / count;
    std::printf("%-28s %8.4f", name, mean);
    if (count > 1) std::printf(" +- %.4f", std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1)));
    std::printf("\n");
  }
};

// How well the exact probabilities themselves guess, over the rows from `from`.
nn::Metrics metrics_of_the_truth(const bench::InventedClicks& clicks, int seed, std::size_t from) {
  const world::ChoiceModel law(clicks.law, static_cast<std::uint64_t>(seed), 0.8);
  std::map<std::string, std::uint32_t> category;
  std::map<std::string, std::uint16_t> emotion;
  for (const auto& each : clicks.law.categories) category.emplace(each.id, static_cast<std::uint32_t>(category.size()));
  for (const auto& each : clicks.law.emotions) emotion.emplace(each.name, static_cast<std::uint16_t>(emotion.size()));
  nn::Metrics metrics;
  for (std::size_t i = from; i < clicks.rows.size(); ++i) {
    const Click& click = clicks.rows[i];
    const City* place = find_city(click.city);
    const auto local =
        local_time(quarter_of(click.timestamp) * kQuarterSeconds, place != nullptr ? place->utc_offset : 0);
    const auto label = category.at(click.category);
    const auto probabilities =
        law.probabilities(emotion.at(click.emotion), click.user - 1, static_cast<int>(local.hour));
    // That it is the law of these clicks.
    if (std::abs(probabilities[label] - click.probability) > 1e-6) {
      std::fprintf(stderr, "the truth of row %zu is %.9f, not %.9f\n", i, click.probability, probabilities[label]);
      std::exit(1);
    }
    metrics.add(probabilities, label);
  }
  return metrics;
}

struct Settings {
  std::uint64_t rows = 100000, learn = 0;
  int people = 1000, worlds = 1, seed = 100;
  bool floor = false, history = false, truth = false;
  std::string world;
  nn::TrainingOptions options;
};

Settings read(int argc, char** argv) {
  Settings settings;
  settings.options.threads = 1;
  if (argc > 1) settings.rows = static_cast<std::uint64_t>(std::atof(argv[1]));
  if (argc > 2) settings.people = std::atoi(argv[2]);
  if (argc > 3) settings.worlds = std::atoi(argv[3]);
  for (int i = 4; i < argc; ++i) {
    const char* equals = std::strchr(argv[i], '=');
    const std::string key(argv[i], equals != nullptr ? static_cast<std::size_t>(equals - argv[i]) : 0);
    const char* value = equals != nullptr ? equals + 1 : "";
    nn::TrainingOptions& options = settings.options;
    if (key == "epochs")
      options.epochs = static_cast<std::uint32_t>(std::atoi(value));
    else if (key == "learning_rate")
      options.learning_rate = std::atof(value);
    else if (key == "l2")
      options.l2 = std::atof(value);
    else if (key == "batch")
      options.batch = static_cast<std::uint32_t>(std::atoi(value));
    else if (key == "linear")
      options.hidden.clear();
    else if (key == "refit")
      options.refit = std::atoi(value) != 0;
    else if (key == "calibrate")
      options.calibrate = std::atoi(value) != 0;
    else if (key == "threads")
      options.threads = static_cast<std::uint32_t>(std::atoi(value));
    else if (key == "patience")
      options.patience = static_cast<std::uint32_t>(std::atoi(value));
    else if (key == "learn")
      settings.learn = static_cast<std::uint64_t>(std::atof(value));
    else if (key == "seed")
      settings.seed = std::atoi(value);
    else if (key == "truth")
      settings.truth = std::atoi(value) != 0;
    else if (key == "floor")
      settings.floor = std::atoi(value) != 0;
    else if (key == "history")
      settings.history = std::atoi(value) != 0;
    else if (key == "world")
      settings.world = value;
    else {
      std::fprintf(stderr, "unknown: %s\n", argv[i]);
      std::exit(2);
    }
  }
  return settings;
}

double seconds(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
  return std::chrono::duration<double>(b - a).count();
}

}  // namespace

int main(int argc, char** argv) {
  const Settings settings = read(argc, argv);
  nn::TrainingOptions options = settings.options;
  options.unknown_emotion = nn::TrainingOptions::Unknown::kAverage;
  const std::size_t held_from = settings.rows / 5 * 4;
  const std::size_t learn = settings.learn > 0 ? std::min<std::size_t>(settings.learn, held_from) : held_from;
  std::printf("%llu clicks of %d people, %zu of the first four fifths to learn from\n",
              static_cast<unsigned long long>(settings.rows), settings.people, learn);
  Figure excess, frequency_excess, floor_excess, ece, top1, top3;
  double truth_top1 = 0, truth_top3 = 0;
  for (int w = 0; w < settings.worlds; ++w) {
    testing::TestHost host;
    const bench::InventedClicks clicks =
        bench::thinned(bench::invented_clicks(host, settings.seed + w, settings.rows, settings.people, settings.world),
                       held_from, learn);
    const nn::Metrics own = metrics_of_the_truth(clicks, settings.seed + w, learn);
    truth_top1 += own.accuracy() / settings.worlds;
    truth_top3 += own.top3_accuracy() / settings.worlds;
    if (settings.truth) continue;
    options.labels.clear();
    for (const auto& category : clicks.law.categories) options.labels.push_back(category.id);
    const auto start = std::chrono::steady_clock::now();
    nn::Collector collector;
    for (std::size_t i = 0; i < learn; ++i) add(collector, clicks.rows[i]);
    const auto collected = std::chrono::steady_clock::now();
    nn::Monitor monitor(host, options);
    const nn::Model model = nn::train(collector, options, monitor);
    const auto trained = std::chrono::steady_clock::now();
    nn::Predictor predictor(model);
    nn::Metrics metrics;
    double truth = 0, frequency = 0;
    Frequencies frequencies;
    for (std::size_t i = 0; i < learn; ++i) frequencies.add(clicks.rows[i]);
    for (std::size_t i = learn; i < clicks.rows.size(); ++i) {
      const Click& click = clicks.rows[i];
      const std::string_view name = click.name, city = click.city;
      const auto emotion = static_cast<std::int32_t>(model.emotions.find(click.emotion));  // never seen: the average
      metrics.add(predictor.probabilities(nn::query_for(model, emotion, click.timestamp, &name, &city)),
                  model.labels.find(click.category));
      truth -= std::log(click.probability);
      frequency += frequencies.nats(click);
    }
    const auto rows = static_cast<double>(metrics.rows());
    excess.add(metrics.log_loss() - truth / rows);
    frequency_excess.add((frequency - truth) / rows);
    ece.add(metrics.ece());
    top1.add(metrics.accuracy());
    top3.add(metrics.top3_accuracy());
    std::printf(
        "world %d: truth %.4f, excess %.4f; %s, best epoch %u of %zu, temperature %.3f, %llu cells; %.3f s + %.3f s\n",
        w, truth / rows, metrics.log_loss() - truth / rows, model.network.deep ? "deep" : "linear",
        model.provenance.best_epoch, model.history.size(), model.temperature,
        static_cast<unsigned long long>(model.provenance.distinct_rows), seconds(start, collected),
        seconds(collected, trained));
    if (settings.history)
      for (const auto& epoch : model.history)
        std::printf("  %.4f %.4f %.4f rate %.5f\n", epoch.train_loss, epoch.validation_loss, epoch.validation_accuracy,
                    epoch.learning_rate);
    if (settings.floor) floor_excess.add(bench::loss_of_the_informed(clicks, learn) - truth / rows);
    std::fflush(stdout);
  }
  if (!settings.truth) {
    excess.print("excess over the truth");
    frequency_excess.print("  of frequencies");
    if (settings.floor) floor_excess.print("  of who knows the law");
    ece.print("calibration error (ECE)");
    top1.print("accuracy");
    top3.print("accuracy of the first three");
  }
  std::printf("accuracies of the truth's own %.4f %.4f\n", truth_top1, truth_top3);
  if (!settings.truth)
    std::printf("as a part of them %12.3f %.3f\n", top1.sum / top1.count / truth_top1,
                top3.sum / top3.count / truth_top3);
}
