#include "nn/score_test.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "nn/crosses.h"
#include "nn/trainer.h"
#include "nn/worker_pool.h"

namespace synth::nn {
namespace {

constexpr std::uint32_t kEpochs = 8;
constexpr double kSurest = 4.0;      // standard deviations above chance
constexpr double kLeastGain = 3e-4;  // nats per row that the feature must promise

// What is left over for each level of one feature.
struct LeftOver {
  LeftOver(std::size_t levels, std::size_t with_width, Monitor& monitor) : width(with_width) {
    constexpr std::size_t kAtOnce = std::size_t{1} << 22;  // of what may be half a gigabyte
    for (std::vector<double>* numbers : {&sum, &variance}) {
      numbers->reserve(levels * width);
      while (numbers->size() < levels * width) {
        monitor.poll();
        numbers->resize(std::min(numbers->size() + kAtOnce, levels * width));
      }
    }
  }

  void add(std::int32_t level, const float* gradient, const float* expected, float total) {
    if (level == kAbsent) return;
    const std::size_t at = static_cast<std::size_t>(level) * width;
    for (std::size_t c = 0; c < width; ++c) {
      sum[at + c] += static_cast<double>(gradient[c]);
      variance[at + c] += static_cast<double>(expected[c] * (1.0f - expected[c] / total));
    }
  }

  bool tells_something(double rows, Monitor& monitor) const {
    double chi_square = 0, freedom = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
      if (i % 65536 == 0) monitor.poll();
      if (variance[i] < 1.0) continue;  // too few rows to speak of a variance
      chi_square += sum[i] * sum[i] / variance[i];
      freedom += 1;
    }
    const double surplus = chi_square - freedom;
    return surplus > kSurest * std::sqrt(2 * freedom) && surplus / 2 > kLeastGain * rows;
  }

  std::size_t width;
  std::vector<double> sum, variance;
};

}  // namespace

DroppedFeatures irrelevant_features(const Network& network, const WeightedExamples& merged,
                                    const WeightedExamples& cells, const TrainingOptions& options, Monitor& monitor) {
  monitor.poll();
  Network trial = network;
  monitor.poll();
  WorkerPool team(merged.size() < 2000 ? 1 : options.threads);
  monitor.poll();
  Trainer trainer(trial, options, team, monitor);
  monitor.poll();
  for (std::uint32_t i = 1; i <= kEpochs && !monitor.out_of_time(); ++i)
    trainer.epoch(merged, i, options.learning_rate * (kEpochs + 1 - i) / kEpochs,
                  options.learning_rate * (kEpochs - i) / kEpochs);

  const std::size_t width = trial.shape.width();
  monitor.poll();
  LeftOver weekday(kWeekdays, width, monitor), city(trial.shape.cities, width, monitor);
  monitor.poll();
  constexpr std::size_t kShards = 16;
  std::vector<Shard> shards;
  shards.reserve(kShards);
  while (shards.size() < std::min(kShards, (cells.size() + Shard::kCells - 1) / Shard::kCells))
    shards.emplace_back(trial);
  for (std::size_t first = 0; first < cells.size(); first += shards.size() * Shard::kCells) {
    const std::size_t parts = std::min(team.size(), shards.size());
    team.run(parts, [&](std::size_t part) {
      for (std::size_t number = part * shards.size() / parts; number < (part + 1) * shards.size() / parts; ++number) {
        const std::size_t from = std::min(cells.size(), first + number * Shard::kCells);
        std::array<std::uint32_t, Shard::kCells> order;
        std::iota(order.begin(), order.end(), static_cast<std::uint32_t>(from));
        Shard& shard = shards[number];
        shard.load(cells, order.data(), std::min(Shard::kCells, cells.size() - from));
        for (Features& row : shard.rows) row.weekday = row.city = kAbsent;
        shard.predict(trial);
      }
    });
    const auto collect = [&](LeftOver& left_over, std::int32_t Features::*feature) {
      std::size_t cell = first;
      for (const Shard& shard : shards)
        for (std::size_t i = 0; i < shard.rows.size(); ++i, ++cell)
          left_over.add(cells.features[cell].*feature, shard.pass.logit_gradient.data() + i * width,
                        shard.expected.data() + i * width, cells.total[cell]);
    };
    team.run(2, [&](std::size_t number) {
      number == 0 ? collect(weekday, &Features::weekday) : collect(city, &Features::city);
    });
    monitor.poll();
  }
  const DroppedFeatures silent = silent_in_crosses(trial, cells, team, monitor);
  return {.weekday = silent.weekday && !weekday.tells_something(cells.rows, monitor),
          .city = silent.city && !city.tells_something(cells.rows, monitor)};
}

}  // namespace synth::nn
