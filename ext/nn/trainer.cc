#include "nn/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/rng.h"

namespace synth::nn {
namespace {

constexpr std::uint32_t kOrderStream = 1002;
constexpr float kBeta1 = 0.9f, kBeta2 = 0.99f, kEpsilon = 1e-7f;
constexpr float kNewtonDamping = 0.8f;
constexpr double kDeepDamping = 0.4;  // the loss bends more through the hidden layers than what it is told of
// Of the emotions' weights where rows are many. Few rows have all spoken through the prior, which counts them: what
// they seem to say beside it they would say twice. So many rows allow half of it.
constexpr double kFreeVariance = 2.0, kRowsForHalf = 500;
// At once: memory, and how long it cannot be stopped.
constexpr std::size_t kMaxShards = 64, kMaxWeights = kMaxShards * 8192;
// Cells come in random order, and people with them: what so many cells further on need is asked for early.
constexpr std::size_t kAhead = 8;
constexpr std::size_t kWeekdayTable = 1;  // of the trainer's
// Of the waves (nn/hour_harmonics.h), and of the constant one, which the emotions tell too.
constexpr double kWaveVariance = 0.3, kConstantVariance = 0.05;

}  // namespace

Shard::Shard(const Network& network)
    : pass(network, kCells),
      target(kCells * network.shape.width()),
      expected(kCells * network.shape.width()),
      hour_expected(network.layout.hour.size()),
      weekday_expected(network.layout.weekday.size()) {
  rows.reserve(kCells);
  total.reserve(kCells);
}

void Shard::load(const WeightedExamples& cells, const std::uint32_t* first, std::size_t count,
                 std::size_t known) noexcept {
  const std::size_t width = target.size() / kCells;
  rows.clear();
  total.clear();
  std::fill_n(target.data(), count * width, 0.0f);
  for (std::size_t i = 0; i < count; ++i) {
    if (i + 2 * kAhead < known) {
      const std::uint32_t far = first[i + 2 * kAhead];
      __builtin_prefetch(&cells.features[far]);
      __builtin_prefetch(&cells.total[far]);
      __builtin_prefetch(&cells.start[far]);
    }
    if (i + kAhead < known) {
      const std::uint32_t near = cells.start[first[i + kAhead]];
      __builtin_prefetch(&cells.label[near]);
      __builtin_prefetch(&cells.weight[near]);
    }
    const std::uint32_t cell = first[i];
    rows.push_back(cells.features[cell]);
    total.push_back(cells.total[cell]);
    for (std::uint32_t k = cells.start[cell]; k < cells.start[cell + 1]; ++k)
      target[i * width + cells.label[k]] = cells.weight[k];
  }
}

void Shard::predict(const Network& network) noexcept {
  forward(network, rows, pass);
  loss = loss_gradient(network, rows.size(), target.data(), total.data(), pass, expected.data());
}

void Shard::count(const Network& network) noexcept {
  const Kernels& k = kernels();
  const std::size_t width = network.shape.width();
  std::fill(hour_expected.begin(), hour_expected.end(), 0.0f);
  std::fill(weekday_expected.begin(), weekday_expected.end(), 0.0f);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto add = [&](std::vector<float>& to, std::int32_t row) {
      if (row != kAbsent) k.add(width, to.data() + static_cast<std::size_t>(row) * width, expected.data() + i * width);
    };
    add(hour_expected, rows[i].hour);
    add(weekday_expected, rows[i].weekday);
  }
}

Trainer::Trainer(Network& network, const TrainingOptions& options, WorkerPool& team, Monitor& monitor)
    : network_(network),
      options_(options),
      team_(team),
      monitor_(monitor),
      waves_(network.shape.width()),
      hour_expected_(network.layout.hour.size()),
      wave_weights_(network.layout.hour.size()),
      wave_evidence_(network.layout.hour.size()) {
  const Layout& at = network.layout;
  monitor.poll();  // a table of many people is a hundred megabytes, and each copy of it takes a while
  // The prior of a new model only guesses which labels belong to which component. To move one takes steps of several
  // nats, which a variance estimated from weights that have not yet moved would forbid.
  tables_.emplace_back(at.emotion, &Features::emotion, kFreeVariance).estimated = false;
  tables_.emplace_back(at.weekday, &Features::weekday, 0.05);
  tables_.emplace_back(at.person, &Features::person, 0.25);
  monitor.poll();
  tables_.emplace_back(at.city, &Features::city, 0.05);
  for (GaussianPrior& table : tables_)
    if (table.block.start >= at.trained) {
      monitor.poll();
      table.gradient.assign(table.block.size(), 0.0f);
    }
  if (network.shape.labels <= PersonPrior::kMaxLabels) related_.emplace(network.shape.labels, 0.25);
  for (std::size_t frequency = 0; frequency < HourHarmonics::kFrequencies; ++frequency) {
    const auto [first, count] = HourHarmonics::rows(frequency);
    wave_tables_.emplace_back(Matrix{at.hour.start + first * at.hour.width, count, at.hour.width, at.hour.used},
                              &Features::hour, frequency == 0 ? kConstantVariance : kWaveVariance);
  }
  gradient_.resize(at.trained);
  decay_.resize(at.trained);
  restart();
}

void Trainer::restart() {
  first_.assign(gradient_.size(), 0.0f);
  second_.assign(gradient_.size(), 0.0f);
  power1_ = power2_ = 1.0;
  epochs_ = 0;
}

double Trainer::epoch(const WeightedExamples& cells, std::uint64_t number, double rate_from, double rate_to) {
  const std::size_t batch = batch_of(cells);
  const auto order = shuffled(cells.size(), number);
  const std::size_t steps = (cells.size() + batch - 1) / batch;
  const std::size_t most = std::clamp(kMaxWeights / network_.layout.trained, team_.size(), kMaxShards);
  at_once_ = std::min(most, (batch + Shard::kCells - 1) / Shard::kCells);
  for (std::vector<Shard>& shards : shards_)
    while (shards.size() < at_once_ && (team_.size() > 1 || &shards == &shards_[0])) shards.emplace_back(network_);
  for (GaussianPrior& table : tables_) table.clear();
  std::fill(hour_expected_.begin(), hour_expected_.end(), 0.0f);
  const double square = cells.rows * cells.rows;
  tables_.front().variance = kFreeVariance * square / (square + kRowsForHalf * kRowsForHalf);
  set_decay(cells.rows);
  const double mean_rows = cells.rows / static_cast<double>(steps);
  double loss = 0;
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t from = step * batch, to = std::min(cells.size(), from + batch);
    const double part = (static_cast<double>(step) + 0.5) / static_cast<double>(steps);
    loss += run_batch(cells, order.data() + from, to - from, cells.size() - from, mean_rows,
                      rate_from + (rate_to - rate_from) * part);
    if (monitor_.out_of_time()) break;
  }
  finish_collecting();
  if (monitor_.out_of_time()) return loss / cells.rows;
  ++epochs_;
  if (epochs_ >= 3) estimate_waves();
  const bool has_cities = std::any_of(cells.features.begin(), cells.features.end(),
                                      [](const Features& row) { return row.city != kAbsent; });
  const InterruptCheck poll = [this] { monitor_.poll(); };
  for (GaussianPrior& table : tables_) {
    float* weights = network_.weights.data() + table.block.start;
    // People and cities explain the same rows: who steps at once with the other steps too far.
    const bool city = table.index == &Features::city;
    const bool moves = !table.gradient.empty() && city == (has_cities && epochs_ % 3 == 0);
    // A variance estimated from weights that are still on their way would be too small and hold them back.
    const bool learns = table.estimated && epochs_ >= 3;
    if (related_ && table.index == &Features::person) {
      if (moves) related_->step(table, weights, network_.deep ? kDeepDamping : 1.0, learns, team_, monitor_);
      continue;
    }
    if (moves) table.newton(weights, kNewtonDamping, poll);
    if (learns) table.estimate(weights, poll);
  }
  return loss / cells.rows;
}

std::size_t Trainer::batch_of(const WeightedExamples& cells) const noexcept {
  if (options_.batch > 0) return options_.batch;
  std::size_t batch = 16;
  while (batch < 256 && batch * 100 < cells.size()) batch *= 2;
  return batch;
}

std::vector<std::uint32_t> Trainer::shuffled(std::size_t size, std::uint64_t number) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  Rng rng(key_for(options_.seed, kOrderStream), number);
  for (std::size_t i = size; i > 1; --i) {
    if (i % 65536 == 0) monitor_.poll();
    std::swap(order[i - 1], order[rng.below(static_cast<std::uint32_t>(i))]);
  }
  return order;
}

// Shrinkage counts in rows of evidence; the gradient is a mean over rows.
void Trainer::set_decay(double rows) noexcept {
  std::fill(decay_.begin(), decay_.end(), static_cast<float>(options_.l2 / rows));
  const auto set = [&](const Matrix& block, double variance) {
    std::fill_n(decay_.begin() + static_cast<std::ptrdiff_t>(block.start), block.size(),
                static_cast<float>(1.0 / (variance * rows)));
  };
  for (const GaussianPrior& table : tables_)
    if (table.block.start < decay_.size()) set(table.block, table.variance);
  for (const GaussianPrior& table : wave_tables_) set(table.block, table.variance);
  set(network_.layout.gate, tables_.front().variance);
}

double Trainer::run_batch(const WeightedExamples& cells, const std::uint32_t* order, std::size_t count,
                          std::size_t known, double mean_rows, double rate) {
  const Kernels& k = kernels();
  std::fill(gradient_.begin(), gradient_.end(), 0.0f);
  double loss = 0;
  for (std::size_t done = 0; done < count; done += at_once_ * Shard::kCells) {
    const std::size_t cells_left = count - done;
    const std::size_t pieces = std::min(at_once_, (cells_left + Shard::kCells - 1) / Shard::kCells);
    std::vector<Shard>& shards = shards_[turn_];
    // Each thread has some of the shards, mostly the same ones in each batch: their memory stays in its cache. The one
    // that ends first sums up, of the shards before these, what is summed by person and city, which no batch reads.
    const std::size_t parts = std::min(team_.size(), pieces), summing = waiting_ > 0 ? 1 : 0;
    team_.run(parts + summing, [&](std::size_t number) noexcept {
      if (number == 1 && summing == 1) return collect(shards_[1 - turn_], waiting_);
      const std::size_t part = number == 0 ? 0 : number - summing;
      for (std::size_t piece = part * pieces / parts; piece < (part + 1) * pieces / parts; ++piece) {
        const std::size_t from = piece * Shard::kCells;
        Shard& shard = shards[piece];
        shard.load(cells, order + done + from, std::min(Shard::kCells, cells_left - from), known - done - from);
        shard.predict(network_);
        shard.learn(network_);
        shard.count(network_);
      }
    });
    // Shards are added in their own order, whoever computed them.
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      const Shard& shard = shards[piece];
      loss += shard.loss;
      k.add(gradient_.size(), gradient_.data(), shard.pass.gradient.data());
      k.add(hour_expected_.size(), hour_expected_.data(), shard.hour_expected.data());
      std::vector<float>& weekdays = tables_[kWeekdayTable].expected;
      k.add(weekdays.size(), weekdays.data(), shard.weekday_expected.data());
    }
    waiting_ = pieces;
    if (team_.size() > 1)
      turn_ = 1 - turn_;
    else
      finish_collecting();
    monitor_.poll();
  }
  const auto scale = static_cast<float>(1.0 / mean_rows);
  for (float& g : gradient_) g *= scale;
  adam(rate);
  return loss;
}

void Trainer::adam(double rate) noexcept {
  std::vector<float>& weights = network_.weights;
  waves_.gradient_from_hours(hours(gradient_));
  waves_.from_hours(hours(weights));
  power1_ *= static_cast<double>(kBeta1);
  power2_ *= static_cast<double>(kBeta2);
  const double correction = std::sqrt(1.0 - power2_);
  kernels().adam(gradient_.size(),
                 {static_cast<float>(rate * correction / (1.0 - power1_)), static_cast<float>(kEpsilon * correction),
                  kBeta1, kBeta2},
                 gradient_.data(), decay_.data(), weights.data(), first_.data(), second_.data());
  waves_.to_hours(hours(weights));
}

float* Trainer::hours(std::vector<float>& like_weights) const noexcept {
  return like_weights.data() + network_.layout.hour.start;
}

void Trainer::estimate_waves() noexcept {
  const Matrix& block = network_.layout.hour;
  std::copy_n(hours(network_.weights), block.size(), wave_weights_.begin());
  waves_.from_hours(wave_weights_.data());
  waves_.evidence(hour_expected_.data(), wave_evidence_.data());
  for (GaussianPrior& table : wave_tables_) {
    const std::size_t from = table.block.start - block.start;
    std::copy_n(wave_evidence_.data() + from, table.block.size(), table.expected.data());
    table.estimate(wave_weights_.data() + from);
  }
}

void Trainer::finish_collecting() noexcept {
  if (waiting_ > 0) collect(shards_[team_.size() > 1 ? 1 - turn_ : turn_], waiting_);
  waiting_ = 0;
}

// What the shards say of people and cities, and how well it determines them.
void Trainer::collect(const std::vector<Shard>& shards, std::size_t count) noexcept {
  const Kernels& k = kernels();
  const std::size_t width = network_.shape.width();
  for (GaussianPrior& table : tables_) {
    if (table.gradient.empty()) continue;
    for (std::size_t number = 0; number < count; ++number) {
      const Shard& shard = shards[number];
      for (std::size_t i = 0; i < shard.rows.size(); ++i) {
        if (i + kAhead < shard.rows.size())
          if (const std::int32_t next = shard.rows[i + kAhead].*table.index; next != kAbsent) {
            __builtin_prefetch(table.expected.data() + static_cast<std::size_t>(next) * width, 1);
            __builtin_prefetch(table.gradient.data() + static_cast<std::size_t>(next) * width, 1);
          }
        const std::int32_t row = shard.rows[i].*table.index;
        if (row == kAbsent) continue;
        const std::size_t at = static_cast<std::size_t>(row) * width;
        k.add(width, table.expected.data() + at, shard.expected.data() + i * width);
        k.add(width, table.gradient.data() + at, shard.pass.linear_gradient.data() + i * width);
      }
    }
  }
}

}  // namespace synth::nn
