#include "nn/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "core/error.h"
#include "core/rng.h"
#include "nn/shrinkage.h"
#include "nn/team.h"
#include "nn/temperature.h"

namespace synth::nn {
namespace {

constexpr std::uint32_t kOrderStream = 1002;
constexpr std::size_t kShard = 64;  ///< cells whose gradient is summed in one piece: part of the model's definition
constexpr float kBeta1 = 0.9f, kBeta2 = 0.99f, kEpsilon = 1e-7f;
constexpr float kNewtonDamping = 0.7f;

// A piece of a batch and its memory.
struct Shard {
  explicit Shard(const Network& network)
      : pass(network, kShard), target(kShard * network.shape.width()), fisher(kShard * network.shape.width()) {
    rows.reserve(kShard);
    total.reserve(kShard);
  }

  // Loss and gradient of these cells.
  void run(const Network& network, const Cells& cells, const std::uint32_t* first, std::size_t count) noexcept {
    const std::size_t width = network.shape.width();
    rows.clear();
    total.clear();
    std::fill_n(target.data(), count * width, 0.0f);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t cell = first[i];
      rows.push_back(cells.features[cell]);
      total.push_back(cells.total[cell]);
      for (std::uint32_t k = cells.start[cell]; k < cells.start[cell + 1]; ++k)
        target[i * width + cells.label[k]] = cells.weight[k];
    }
    forward(network, rows, pass);
    loss = kernels().softmax_gradient(count, network.shape.labels, width, pass.logits.data(), target.data(),
                                      total.data(), fisher.data());
    backward(network, rows, pass);
  }

  Pass pass;
  std::vector<Features> rows;
  std::vector<float> total;   ///< (rows)
  std::vector<float> target;  ///< (rows, labels)
  std::vector<float> fisher;  ///< (rows, labels)
  double loss = 0;
};

class Trainer {
 public:
  Trainer(Network& network, const std::vector<float>& centre, const Options& options, Team& team, Monitor& monitor)
      : network_(network), centre_(centre), options_(options), team_(team), monitor_(monitor) {
    const Layout& at = network.layout;
    tables_.emplace_back(at.emotion, &Features::emotion, 0.1);
    tables_.emplace_back(at.hour, &Features::hour, 0.05);
    tables_.emplace_back(at.weekday, &Features::weekday, 0.05);
    tables_.emplace_back(at.person, &Features::person, 0.25);
    tables_.emplace_back(at.city, &Features::city, 0.05);
    for (Shrunk& table : tables_)
      if (table.block.start >= at.trained) table.gradient.assign(table.block.size(), 0.0f);
    gradient_.resize(at.trained);
    decay_.resize(at.trained);
    first_.resize(at.trained);
    second_.resize(at.trained);
  }

  // One pass over the cells in the order of (seed, number). Gives the mean loss while the weights moved.
  double epoch(const Cells& cells, std::uint64_t number, double rate_from, double rate_to) {
    const std::size_t batch = batch_of(cells);
    const auto order = shuffled(cells.size(), number);
    const std::size_t steps = (cells.size() + batch - 1) / batch;
    while (shards_.size() * kShard < batch) shards_.emplace_back(network_);
    for (Shrunk& table : tables_) table.clear();
    set_decay(cells.rows);
    const double mean_rows = cells.rows / static_cast<double>(steps);
    double loss = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      const std::size_t from = step * batch, to = std::min(cells.size(), from + batch);
      const double part = (static_cast<double>(step) + 0.5) / static_cast<double>(steps);
      loss += run_batch(cells, order.data() + from, to - from, mean_rows, rate_from + (rate_to - rate_from) * part);
      monitor_.poll();
    }
    for (Shrunk& table : tables_) {
      float* weights = network_.weights.data() + table.block.start;
      const float* centre = centre_.data() + table.block.start;
      if (!table.gradient.empty()) table.newton(weights, centre, kNewtonDamping);
      if (number >= 2) table.estimate(weights, centre);
    }
    return loss / cells.rows;
  }

 private:
  std::size_t batch_of(const Cells& cells) const noexcept {
    if (options_.batch > 0) return options_.batch;
    std::size_t batch = 16;
    while (batch < 256 && batch * 100 < cells.size()) batch *= 2;
    return batch;
  }

  std::vector<std::uint32_t> shuffled(std::size_t size, std::uint64_t number) const {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    Rng rng(key_for(options_.seed, kOrderStream), number);
    for (std::size_t i = size; i > 1; --i) std::swap(order[i - 1], order[rng.below(static_cast<std::uint32_t>(i))]);
    return order;
  }

  // Shrinkage counts in rows of evidence; the gradient is a mean over rows.
  void set_decay(double rows) noexcept {
    std::fill(decay_.begin(), decay_.end(), static_cast<float>(options_.l2 / rows));
    for (const Shrunk& table : tables_)
      if (table.block.start < decay_.size())
        std::fill_n(decay_.begin() + static_cast<std::ptrdiff_t>(table.block.start), table.block.size(),
                    static_cast<float>(1.0 / (table.variance * rows)));
  }

  double run_batch(const Cells& cells, const std::uint32_t* order, std::size_t count, double mean_rows, double rate) {
    const std::size_t pieces = (count + kShard - 1) / kShard;
    team_.run(pieces, [&](std::size_t piece) noexcept {
      const std::size_t from = piece * kShard;
      shards_[piece].run(network_, cells, order + from, std::min(kShard, count - from));
    });
    const Kernels& k = kernels();
    double loss = 0;
    // Shards are added in their own order, whoever computed them.
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      const Shard& shard = shards_[piece];
      loss += shard.loss;
      if (piece > 0) k.add(gradient_.size(), shards_[0].pass.gradient.data(), shard.pass.gradient.data());
      collect(shard);
    }
    const auto scale = static_cast<float>(1.0 / mean_rows);
    const float* sum = shards_[0].pass.gradient.data();
    for (std::size_t i = 0; i < gradient_.size(); ++i) gradient_[i] = sum[i] * scale;
    power1_ *= static_cast<double>(kBeta1);
    power2_ *= static_cast<double>(kBeta2);
    const double correction = std::sqrt(1.0 - power2_);
    k.adam(gradient_.size(),
           {static_cast<float>(rate * correction / (1.0 - power1_)), static_cast<float>(kEpsilon * correction), kBeta1,
            kBeta2},
           gradient_.data(), decay_.data(), centre_.data(), network_.weights.data(), first_.data(), second_.data());
    return loss;
  }

  // What the batch says of people and cities, and how well it determines each table.
  void collect(const Shard& shard) noexcept {
    const Kernels& k = kernels();
    const std::size_t width = network_.shape.width();
    for (Shrunk& table : tables_)
      for (std::size_t i = 0; i < shard.rows.size(); ++i) {
        const std::int32_t row = shard.rows[i].*table.index;
        if (row == kAbsent) continue;
        const std::size_t at = static_cast<std::size_t>(row) * width;
        k.add(width, table.fisher.data() + at, shard.fisher.data() + i * width);
        if (!table.gradient.empty())
          k.add(width, table.gradient.data() + at, shard.pass.lean_gradient.data() + i * width);
      }
  }

  Network& network_;
  const std::vector<float>& centre_;
  const Options& options_;
  Team& team_;
  Monitor& monitor_;
  std::vector<Shrunk> tables_;
  std::vector<Shard> shards_;
  std::vector<float> gradient_, decay_, first_, second_;
  double power1_ = 1.0, power2_ = 1.0;
};

// From 1 down to a hundredth, slowly at both ends.
double anneal(double part) noexcept {
  return 0.01 + 0.99 * (1.0 - part * part * (3.0 - 2.0 * part));
}

}  // namespace

Score score(const Network& network, const Cells& cells, double temperature) {
  const std::size_t width = network.shape.width();
  if (cells.rows <= 0) return {};
  const std::vector<float> logits = logits_of(network, cells);
  double right = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const float* row = logits.data() + i * width;
    const auto top = static_cast<std::uint32_t>(std::max_element(row, row + network.shape.labels) - row);
    for (std::uint32_t k = cells.start[i]; k < cells.start[i + 1]; ++k)
      if (cells.label[k] == top) right += cells.weight[k];
  }
  return {loss_at(network, cells, logits, temperature), right / cells.rows};
}

Fitted fit(Network& network, const std::vector<float>& centre, const Cells& training, const Cells& validation,
           const Cells& all, const Options& options, Monitor& monitor) {
  Fitted fitted;
  // A batch of few cells is done before a second thread has woken.
  Team team(training.size() < 2000 ? 1 : options.threads);
  const bool held_out = validation.rows > 0;
  std::vector<float> best = network.weights;
  double best_loss = held_out ? score(network, validation).loss : 0;
  {
    Trainer trainer(network, centre, options, team, monitor);
    for (std::uint32_t number = 1; number <= options.epochs && !monitor.out_of_time(); ++number) {
      const double rate_from = options.learning_rate * anneal((number - 1.0) / options.epochs);
      const double rate_to = options.learning_rate * anneal(static_cast<double>(number) / options.epochs);
      Epoch& epoch = fitted.history.emplace_back();
      epoch.train_loss = trainer.epoch(training, number, rate_from, rate_to);
      epoch.learning_rate = rate_from;
      if (held_out) {
        const Score now = score(network, validation);
        epoch.validation_loss = now.loss;
        epoch.validation_accuracy = now.accuracy;
      }
      monitor.epoch(number, options.epochs, epoch, training.rows * number);
      if (!held_out || epoch.validation_loss < best_loss) {
        best_loss = epoch.validation_loss;
        best = network.weights;
        fitted.best_epoch = number;
      } else if (number - fitted.best_epoch >= options.patience) {
        break;
      }
    }
  }
  network.weights = best;
  if (held_out && options.calibrate) fitted.temperature = fit_temperature(network, validation);
  fitted.training = score(network, training, fitted.temperature);
  if (held_out) fitted.validation = score(network, validation, fitted.temperature);
  if (held_out && options.refit && all.rows > 0 && fitted.best_epoch > 0) {
    Trainer trainer(network, centre, options, team, monitor);
    fitted.refitted = true;
    const std::uint32_t epochs = std::max(2U, fitted.best_epoch / 4);
    for (std::uint32_t number = 1; number <= epochs && !monitor.out_of_time(); ++number)
      trainer.epoch(all, options.epochs + number, 0.3 * options.learning_rate * anneal((number - 1.0) / epochs),
                    0.3 * options.learning_rate * anneal(static_cast<double>(number) / epochs));
  }
  return fitted;
}

}  // namespace synth::nn
