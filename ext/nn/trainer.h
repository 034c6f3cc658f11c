// The steps of training: Adam in mini-batches for what every row touches, the hours as waves (nn/hour_harmonics.h); one
// damped Newton step an epoch for people and cities, of which a batch touches few; and shrinkage that follows the data
// (nn/gaussian_prior.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "nn/gaussian_prior.h"
#include "nn/hour_harmonics.h"
#include "nn/monitor.h"
#include "nn/network.h"
#include "nn/person_prior.h"
#include "nn/training_options.h"
#include "nn/weighted_examples.h"
#include "nn/worker_pool.h"

namespace synth::nn {

/// A piece of a batch and its memory: cells whose gradient is summed at once, by one thread.
struct Shard {
  static constexpr std::size_t kCells = 64;  ///< part of what a model is: another number adds in another order

  explicit Shard(const Network& network);
  Shard(Shard&&) noexcept = default;  // a copy would not have the memory that is kept for rows
  Shard& operator=(Shard&&) noexcept = default;

  /// Takes `count` of the cells. What `first` names beyond them, up to `known` in all, will be wanted next.
  void load(const WeightedExamples& cells, const std::uint32_t* first, std::size_t count,
            std::size_t known = 0) noexcept;
  /// Their loss, with the gradient of the logits in `pass`, and in `expected` what the kernel of that name gives.
  void predict(const Network& network) noexcept;
  /// The gradient of the weights. REQUIRES: predict().
  void learn(const Network& network) noexcept { backward(network, rows, pass); }
  /// What is expected in each hour and weekday. REQUIRES: predict().
  void count(const Network& network) noexcept;

  Pass pass;
  std::vector<Features> rows;
  std::vector<float> total;                            ///< (rows)
  std::vector<float> target;                           ///< (rows, labels)
  std::vector<float> expected;                         ///< (rows, labels)
  std::vector<float> hour_expected, weekday_expected;  ///< (n, labels)
  double loss = 0;
};

class Trainer {
 public:
  /// All references must outlive it.
  Trainer(Network& network, const TrainingOptions& options, WorkerPool& team, Monitor& monitor);

  /// Forgets Adam's moments, and how far the variances are from being estimated.
  void restart();

  /// One pass over the cells, in an order drawn from (seed, number). Gives the mean loss while the weights moved. Out
  /// of time it returns early, with the weights half way.
  double epoch(const WeightedExamples& cells, std::uint64_t number, double rate_from, double rate_to);

 private:
  std::size_t batch_of(const WeightedExamples& cells) const noexcept;
  std::vector<std::uint32_t> shuffled(std::size_t size, std::uint64_t number);
  void set_decay(double rows) noexcept;
  /// `known`: how many of the epoch's cells `order` names, these `count` and those after them.
  double run_batch(const WeightedExamples& cells, const std::uint32_t* order, std::size_t count, std::size_t known,
                   double mean_rows, double rate);
  void adam(double rate) noexcept;
  void collect(const std::vector<Shard>& shards, std::size_t count) noexcept;
  /// Of the shards that wait for it.
  void finish_collecting() noexcept;
  /// The block of the hours in something that lies as the weights do.
  float* hours(std::vector<float>& like_weights) const noexcept;
  /// New variances of the waves from the weights of the epoch.
  void estimate_waves() noexcept;

  Network& network_;
  const TrainingOptions& options_;
  WorkerPool& team_;
  Monitor& monitor_;
  std::vector<GaussianPrior> tables_;
  HourHarmonics waves_;
  std::vector<GaussianPrior> wave_tables_;           ///< by frequency
  std::vector<float> hour_expected_;                 ///< (hours, labels): as GaussianPrior::expected
  std::vector<float> wave_weights_, wave_evidence_;  ///< (waves, labels): room for estimate_waves()
  std::optional<PersonPrior> related_;               ///< for the people, where the labels are not too many
  /// While one set computes, what the other has computed is collected.
  std::array<std::vector<Shard>, 2> shards_;
  std::size_t at_once_ = 0;  ///< shards
  std::size_t turn_ = 0;     ///< which set computes next
  std::size_t waiting_ = 0;  ///< shards of the other set (of this one, where there is one thread) not yet collected
  std::vector<float> gradient_, decay_, first_, second_;
  double power1_ = 1.0, power2_ = 1.0;
  std::uint32_t epochs_ = 0;  ///< since restart()
};

}  // namespace synth::nn
