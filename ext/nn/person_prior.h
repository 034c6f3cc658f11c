// How strongly the people of the linear path are pulled to 0: weights ~ Normal(0, covariance), with one covariance for
// all people, which the data choose by expectation and maximisation (Dempster, Laird & Rubin 1977). Who likes one label
// mostly likes its neighbours: so the few rows of a person tell something about labels that the person never chose.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nn/gaussian_prior.h"
#include "nn/monitor.h"
#include "nn/worker_pool.h"

namespace synth::nn {

class PersonPrior {
 public:
  /// With more labels their covariances cost more than they tell: a variance alone must do (nn/gaussian_prior.h).
  static constexpr std::size_t kMaxLabels = 64;

  PersonPrior(std::size_t labels, double variance);

  /// One Newton step, times `damping`, with the epoch's sums for each person that came, and, if `learn`, a new
  /// covariance.
  /// REQUIRES: table.block.used is the number of labels.
  void step(const GaussianPrior& table, float* weights, double damping, bool learn, WorkerPool& team, Monitor& monitor);

 private:
  /// Some people, and the memory to think about eight of them at once: a thread that runs out of it could tell nobody.
  struct Piece {
    explicit Piece(std::size_t labels)
        : scatter(labels * labels),
          hessian(labels * labels * kTogether),
          expected(labels * kTogether),
          weights(labels * kTogether),
          step(labels * kTogether),
          column(labels * kTogether) {}

    std::vector<double> scatter;  ///< lower half of Σ weights² + what is still unknown of them
    double people = 0;
    std::vector<double> hessian, expected, weights, step, column;
  };
  struct Step {
    const GaussianPrior& table;
    float* weights;
    double damping;
  };
  /// Some people to be solved together.
  struct Group {
    std::array<std::size_t, kTogether> people;
    std::size_t count = 0;
  };

  /// Their steps and, if `learn`, what the covariance learns of them.
  void step_of(Piece& piece, const Step& step, const Group& group, bool learn) const noexcept;
  void learn(const std::vector<double>& scatter, double people);

  std::size_t labels_;
  std::vector<double> precision_;  ///< (labels, labels): the inverse of the covariance
};

}  // namespace synth::nn
