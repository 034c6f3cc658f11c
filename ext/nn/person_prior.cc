#include "nn/person_prior.h"

#include <algorithm>
#include <cmath>

namespace synth::nn {
namespace {

// What is believed of the covariance before anybody came: as much as so many people tell that labels are not related.
constexpr double kUnrelated = 15.0;
constexpr double kBelieved = 0.05, kBelief = 0.3;  // and of the variance; in people
constexpr double kFarthest = 2.0;                  // a step of Newton's, in nats
constexpr std::size_t kMaxAsked = 4096;            // people from whom a covariance is learned in one epoch

// Square matrices of n, row by row; only the lower half of a symmetric one is read.

// The lower triangle L with L·Lᵀ = m, in place. REQUIRES: m is positive definite.
void factorise(std::vector<double>& m, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = m[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= m[i * n + k] * m[j * n + k];
      m[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-9)) : sum / m[j * n + j];
    }
}

// x = (L·Lᵀ)⁻¹ · x
void solve(const std::vector<double>& lower, std::size_t n, double* x) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
}

// (L·Lᵀ)⁻¹, added to `to`.
void add_inverse(const std::vector<double>& lower, std::size_t n, std::vector<double>& column, double* to) noexcept {
  for (std::size_t c = 0; c < n; ++c) {
    std::fill(column.begin(), column.end(), 0.0);
    column[c] = 1;
    solve(lower, n, column.data());
    for (std::size_t r = 0; r < n; ++r) to[r * n + c] += column[r];
  }
}

}  // namespace

PersonPrior::PersonPrior(std::size_t labels, double variance) : labels_(labels), precision_(labels * labels) {
  for (std::size_t c = 0; c < labels; ++c) precision_[c * labels + c] = 1.0 / variance;
}

void PersonPrior::step(const GaussianPrior& table, float* weights, const float* centre, double damping, bool learn,
                       WorkerPool& team, Monitor& monitor) {
  constexpr std::size_t kRows = 64;
  const Matrix& block = table.block;
  const std::size_t n = labels_, stride = 1 + block.rows / kMaxAsked;
  // A person takes a time that grows with n³: fewer of them at once, so that it can be stopped.
  const std::size_t at_once = std::clamp<std::size_t>(64 * 16 * 16 * 16 / (n * n * n), 2, 64);
  std::vector<Piece> pieces(std::min(at_once, (block.rows + kRows - 1) / kRows), Piece(n));
  std::vector<double> scatter(n * n);
  double people = 0;
  for (std::size_t first = 0; first < block.rows; first += pieces.size() * kRows) {
    for (Piece& piece : pieces) {
      std::fill(piece.scatter.begin(), piece.scatter.end(), 0.0);
      piece.people = 0;
    }
    team.run(pieces.size(), [&](std::size_t number) noexcept {
      Piece& piece = pieces[number];
      std::vector<double>&m = piece.hessian, &step = piece.step;
      const std::size_t from = std::min(block.rows, first + number * kRows), to = std::min(block.rows, from + kRows);
      for (std::size_t r = from; r < to; ++r) {
        const std::size_t at = r * block.width;
        const float* expected = table.expected.data() + at;
        double rows = 0;
        for (std::size_t c = 0; c < n; ++c) rows += static_cast<double>(expected[c]);
        if (!(rows > 0)) continue;  // did not come
        // How the loss bends: that of one softmax, which bounds that of a mixture of them.
        for (std::size_t i = 0; i < n; ++i) {
          const auto share = static_cast<double>(expected[i]) / rows;
          for (std::size_t j = 0; j <= i; ++j)
            m[i * n + j] = precision_[i * n + j] - share * static_cast<double>(expected[j]);
          m[i * n + i] += static_cast<double>(expected[i]);
        }
        factorise(m, n);
        for (std::size_t i = 0; i < n; ++i) {
          step[i] = static_cast<double>(table.gradient[at + i]);
          for (std::size_t j = 0; j < n; ++j)
            step[i] += precision_[i * n + j] * static_cast<double>(weights[at + j] - centre[at + j]);
        }
        solve(m, n, step.data());
        for (std::size_t i = 0; i < n; ++i)
          weights[at + i] -= static_cast<float>(damping * std::clamp(step[i], -kFarthest, kFarthest));
        if (!learn || r % stride != 0) continue;
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t j = 0; j < n; ++j)
            piece.scatter[i * n + j] += static_cast<double>(weights[at + i] - centre[at + i]) *
                                        static_cast<double>(weights[at + j] - centre[at + j]);
        add_inverse(m, n, piece.column, piece.scatter.data());
        piece.people += 1;
      }
    });
    for (const Piece& piece : pieces) {
      for (std::size_t i = 0; i < n * n; ++i) scatter[i] += piece.scatter[i];
      people += piece.people;
    }
    monitor.poll();
  }
  if (learn && people > 0) this->learn(scatter, people);
}

void PersonPrior::learn(const std::vector<double>& scatter, double people) {
  const std::size_t n = labels_;
  double trace = 0;
  for (std::size_t c = 0; c < n; ++c) trace += scatter[c * n + c];
  const double variance = (trace / static_cast<double>(n) + kBelief * kBelieved) / (people + kBelief);
  std::vector<double> covariance(n * n), column(n);
  for (std::size_t i = 0; i < n * n; ++i) covariance[i] = scatter[i] / (people + kUnrelated);
  for (std::size_t c = 0; c < n; ++c) covariance[c * n + c] += kUnrelated * variance / (people + kUnrelated);
  factorise(covariance, n);
  std::fill(precision_.begin(), precision_.end(), 0.0);
  add_inverse(covariance, n, column, precision_.data());
}

}  // namespace synth::nn
