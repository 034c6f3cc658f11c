#include "nn/person_prior.h"

#include <algorithm>
#include <cmath>

namespace synth::nn {
namespace {

// What is believed of the covariance before anybody came: as much as so many people tell that labels are not related.
constexpr double kUnrelated = 15.0;
constexpr double kBelieved = 0.05;       // of the variance
constexpr double kBelief = 0.3;          // in people
constexpr double kFarthest = 2.0;        // a step of Newton's, in nats
constexpr std::size_t kMaxAsked = 4096;  // people from whom a covariance is learned in one epoch

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

void PersonPrior::step_of(Piece& piece, const Step& now, const Group& group, bool learn) const noexcept {
  const Kernels& k = kernels();
  const std::size_t n = labels_, width = now.table.block.width;
  double rows[kTogether];
  std::fill(rows, rows + kTogether, 1.0);
  for (std::vector<double>* numbers : {&piece.expected, &piece.weights, &piece.step})
    std::fill(numbers->begin(), numbers->end(), 0.0);
  for (std::size_t who = 0; who < group.count; ++who) {
    const std::size_t at = group.people[who] * width;
    rows[who] = 0;
    for (std::size_t c = 0; c < n; ++c) {
      rows[who] += piece.expected[c * kTogether + who] = static_cast<double>(now.table.expected[at + c]);
      piece.step[c * kTogether + who] = static_cast<double>(now.table.gradient[at + c]);
      piece.weights[c * kTogether + who] = static_cast<double>(now.weights[at + c]);
    }
  }
  k.add_product(n, precision_.data(), piece.weights.data(), piece.step.data());
  // How the loss bends: that of one softmax, which bounds that of a mixture of them.
  k.factorise(n, precision_.data(), piece.expected.data(), rows, piece.hessian.data());
  k.solve(n, 0, piece.hessian.data(), piece.step.data());
  for (std::size_t who = 0; who < group.count; ++who) {
    float* weights = now.weights + group.people[who] * width;
    for (std::size_t c = 0; c < n; ++c) {
      weights[c] -=
          static_cast<float>(now.damping * std::clamp(piece.step[c * kTogether + who], -kFarthest, kFarthest));
      piece.weights[c * kTogether + who] = static_cast<double>(weights[c]);
    }
  }
  if (!learn) return;
  piece.people += static_cast<double>(group.count);
  for (std::size_t c = 0; c < n; ++c) {
    std::fill(piece.column.begin(), piece.column.end(), 0.0);
    for (std::size_t who = 0; who < kTogether; ++who) piece.column[c * kTogether + who] = 1;
    k.solve(n, c, piece.hessian.data(), piece.column.data());
    for (std::size_t r = c; r < n; ++r)
      for (std::size_t who = 0; who < group.count; ++who)
        piece.scatter[r * n + c] +=
            piece.column[r * kTogether + who] + piece.weights[r * kTogether + who] * piece.weights[c * kTogether + who];
  }
}

void PersonPrior::step(const GaussianPrior& table, float* weights, double damping, bool learn, WorkerPool& team,
                       Monitor& monitor) {
  const Matrix& block = table.block;
  const std::size_t n = labels_, stride = 1 + block.rows / kMaxAsked;
  const Step now{table, weights, damping};
  // Of few it is the covariance that is learned: enough people for groups of eight of those too.
  const std::size_t rows = 64 * std::min<std::size_t>(stride, 8);
  // A person takes a time that grows with n³: fewer of them at once, so that it can be stopped.
  const std::size_t at_once = std::clamp<std::size_t>(64 * 64 * 16 * 16 * 16 / (rows * n * n * n), 2, 64);
  std::vector<Piece> pieces(std::min(at_once, (block.rows + rows - 1) / rows), Piece(n));
  std::vector<double> scatter(n * n);
  double people = 0;
  for (std::size_t first = 0; first < block.rows; first += pieces.size() * rows) {
    for (Piece& piece : pieces) {
      std::fill(piece.scatter.begin(), piece.scatter.end(), 0.0);
      piece.people = 0;
    }
    team.run(pieces.size(), [&](std::size_t number) noexcept {
      const std::size_t from = std::min(block.rows, first + number * rows), to = std::min(block.rows, from + rows);
      std::array<Group, 2> groups;  // those that the covariance is learned from are the second
      for (std::size_t r = from; r < to; ++r) {
        const float* expected = table.expected.data() + r * block.width;
        if (!std::any_of(expected, expected + n, [](float count) { return count > 0; })) continue;  // did not come
        const std::size_t learned = learn && r % stride == 0 ? 1 : 0;
        Group& group = groups[learned];
        group.people[group.count++] = r;
        if (group.count < kTogether) continue;
        step_of(pieces[number], now, group, learned == 1);
        group.count = 0;
      }
      for (std::size_t learned = 0; learned < 2; ++learned)
        if (groups[learned].count > 0) step_of(pieces[number], now, groups[learned], learned == 1);
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
