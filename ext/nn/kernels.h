// The dense inner loops of the network, compiled once for each vector level and chosen when the library runs. Every
// level gives the same bits: the order of additions is fixed and nothing is contracted.
//
// Matrices are row-major; widths are multiples of kLanes, with zeros in the padding.
#pragma once

#include <cstddef>
#include <cstdint>

namespace synth::nn {

inline constexpr std::size_t kLanes = 16;

/// Of how many people the steps are solved at once (nn/person_prior.h).
inline constexpr std::size_t kTogether = 8;

constexpr std::size_t padded(std::size_t width) noexcept {
  return (width + kLanes - 1) / kLanes * kLanes;
}

/// One operand whose element (row, k) lies at data[row * row_step + k * k_step]: plain or transposed.
struct Operand {
  const float* data;
  std::size_t row_step;
  std::size_t k_step;
};

/// What one step of Adam needs. `decay[i]` times the weight is added to each gradient (the pull to 0).
struct AdamStep {
  float rate;         ///< learning rate, bias corrections included
  float epsilon;      ///< in the scale of the corrected second moment
  float keep_first;   ///< beta 1
  float keep_second;  ///< beta 2
};

enum class VectorLevel : std::uint8_t { kPlain, kAvx2, kAvx512 };

struct Kernels {
  VectorLevel level;
  const char* name;

  /// c (rows, width) = a (rows, depth) · b (depth, width), added to what is there if `accumulate`.
  void (*multiply)(std::size_t rows, std::size_t depth, std::size_t width, Operand a, const float* b,
                   std::size_t b_step, float* c, std::size_t c_step, bool accumulate) noexcept;
  /// x = max(x, 0)
  void (*relu)(std::size_t count, float* x) noexcept;
  /// gradient = 0 where the rectified value is 0
  void (*rectify_gradient)(std::size_t count, const float* rectified, float* gradient) noexcept;
  /// a += b
  void (*add)(std::size_t count, float* a, const float* b) noexcept;
  /// linear (width) = the sum of `count` rows; logits (2, width) = base (2, width) + emotion (2, width) + linear.
  void (*combine)(std::size_t width, const float* const* rows, std::size_t count, const float* base,
                  const float* emotion, float* linear, float* logits) noexcept;
  /// A mixture of two softmaxes. logits: (rows, 2, width), gate: (rows, 2), target, sum and expected: (rows, width),
  /// total: (rows), the sum of each row's target. Gives the loss −Σ target · ln(Σ over m of softmax(gate)[m] ·
  /// softmax(logits[m])). logits and gate become its gradient, `sum` the gradient of what is added to both components'
  /// logits, `expected` how many rows of each label the components, each with the rows that it explains, would give.
  double (*mixture_gradient)(std::size_t rows, std::size_t labels, std::size_t width, float* logits, float* gate,
                             const float* target, const float* total, float* sum, float* expected) noexcept;
  /// The probabilities p (rows, width) of the same mixture, with the logits times `scale`. The padding gets 0.
  void (*mixture)(std::size_t rows, std::size_t labels, std::size_t width, const float* logits, const float* gate,
                  float scale, float* p) noexcept;
  /// top (rows) = the label with the largest of p (rows, width), of equal ones the first.
  void (*most_probable)(std::size_t rows, std::size_t labels, std::size_t width, const float* p,
                        std::uint32_t* top) noexcept;
  /// x = ln(x + least). REQUIRES: x + least is positive, finite and normal.
  void (*logarithms)(std::size_t count, float least, float* x) noexcept;
  /// expected (rows, width) = total (rows) · softmax(logits (rows, width)); the padding gets 0.
  void (*expect)(std::size_t rows, std::size_t labels, std::size_t width, const float* logits, const float* total,
                 float* expected) noexcept;
  /// p ∝ (p + least) · e^linear, of sum 1, for one row; the padding gets 0.
  void (*tilt)(std::size_t labels, std::size_t width, float least, const float* linear, float* p) noexcept;
  /// For eight people at once, each with a number in every lane: `hessian` (n, n, 8) becomes the lower triangle L, its
  /// diagonal inverted, with L·Lᵀ = precision (n, n) + diag(expected (n, 8)) − expected expectedᵀ / rows (8).
  void (*factorise)(std::size_t n, const double* precision, const double* expected, const double* rows,
                    double* hessian) noexcept;
  /// x (n, 8) = (L·Lᵀ)⁻¹ · x, where the numbers before row `from` of x are 0; those before it in the result are not
  /// computed.
  void (*solve)(std::size_t n, std::size_t from, const double* hessian, double* x) noexcept;
  /// sum (n, 8) += matrix (n, n) · x (n, 8)
  void (*add_product)(std::size_t n, const double* matrix, const double* x, double* sum) noexcept;
  void (*adam)(std::size_t count, AdamStep step, const float* gradient, const float* decay, float* weight, float* first,
               float* second) noexcept;
};

/// Those of the widest level that this processor has (or the forced one).
const Kernels& kernels() noexcept;

/// For tests: the kernels of one level, or null where this processor or build has it not.
const Kernels* kernels_of(VectorLevel level) noexcept;
/// For tests and benches: from now on, kernels() gives these; null ends it.
void force_kernels(const Kernels* forced) noexcept;

}  // namespace synth::nn
