// The code of the kernels, included by one file for each vector level with SYNTH_VECTOR (floats in one register) and
// SYNTH_LEVEL (a namespace) set. No function of std is called here: an inline function of a header compiled for AVX
// could be the copy that the linker keeps for everybody.
//
// no include guard: this is a template of a file

#include "nn/kernels.h"

namespace synth::nn {
namespace SYNTH_LEVEL {
namespace {

using Vector __attribute__((vector_size(SYNTH_VECTOR * 4))) = float;
using Bits __attribute__((vector_size(SYNTH_VECTOR * 4))) = std::int32_t;
constexpr std::size_t kParts = kLanes / SYNTH_VECTOR;

// Sixteen floats, in as many registers as it takes.
struct Lanes {
  Vector part[kParts];
};

// Floats lie anywhere. They are copied in and out: a reference to a vector is taken for aligned by clang, whatever
// alignment its type is given.
inline __attribute__((always_inline)) Vector at(const float* from) noexcept {
  Vector value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}
inline __attribute__((always_inline)) void put(float* to, const Vector& value) noexcept {
  __builtin_memcpy(to, &value, sizeof value);
}

// Half and a quarter of the lanes.
using Half __attribute__((vector_size(kLanes * 2))) = float;
using Quarter __attribute__((vector_size(kLanes))) = float;
template <class Part>
struct Halves {
  Part low, high;
};
inline __attribute__((always_inline)) Halves<Half> halves(const Lanes& lanes) noexcept {
  Halves<Half> result;
  __builtin_memcpy(&result, &lanes, sizeof result);
  return result;
}
inline __attribute__((always_inline)) Halves<Quarter> halves(const Half& half) noexcept {
  Halves<Quarter> result;
  __builtin_memcpy(&result, &half, sizeof result);
  return result;
}

inline __attribute__((always_inline)) void load(Lanes& to, const float* from) noexcept {
  for (std::size_t i = 0; i < kParts; ++i) to.part[i] = at(from + i * SYNTH_VECTOR);
}
inline __attribute__((always_inline)) void store(float* to, const Lanes& from) noexcept {
  for (std::size_t i = 0; i < kParts; ++i) put(to + i * SYNTH_VECTOR, from.part[i]);
}
// The lanes are added in halves: the same tree at every level.
inline __attribute__((always_inline)) float sum_of(const Lanes& lanes) noexcept {
  const auto [low, high] = halves(lanes);
  const auto [a, b] = halves(low + high);
  const Quarter sum = a + b;
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}
inline __attribute__((always_inline)) float largest_of(const Lanes& lanes) noexcept {
  const auto [low, high] = halves(lanes);
  const auto [a, b] = halves(low > high ? low : high);
  const Quarter top = a > b ? a : b;
  const float even = top[0] > top[2] ? top[0] : top[2], odd = top[1] > top[3] ? top[1] : top[3];
  return even > odd ? even : odd;
}

// What lies in the padding, from column `labels` on, becomes `instead`.
inline __attribute__((always_inline)) Vector without_padding(const Vector& x, std::size_t column, std::size_t labels,
                                                             float instead) noexcept {
  Bits lane;
  for (std::size_t i = 0; i < SYNTH_VECTOR; ++i) lane[i] = static_cast<std::int32_t>(i);
  const Bits last = Bits{} + (static_cast<std::int32_t>(labels) - static_cast<std::int32_t>(column));
  return lane < last ? x : Vector{} + instead;
}

// e^x for x <= 0, to 2 units in the last place; 0 below -87.
inline __attribute__((always_inline)) void exp_of(Vector& x) noexcept {
  const Vector low = Vector{} - 87.0f;
  const Bits tiny = x < low;
  const Vector clamped = reinterpret_cast<Vector>(reinterpret_cast<Bits>(x) & ~tiny);
  const Vector turns = (clamped * 1.44269504f + 12582912.0f) - 12582912.0f;
  const Vector r = (clamped - turns * 0.693359375f) + turns * 2.12194440e-4f;
  Vector sum = Vector{} + 1.9875691500e-4f;
  sum = sum * r + 1.3981999507e-3f;
  sum = sum * r + 8.3334519073e-3f;
  sum = sum * r + 4.1665795894e-2f;
  sum = sum * r + 1.6666665459e-1f;
  sum = sum * r + 5.0000001201e-1f;
  sum = sum * (r * r) + r + 1.0f;
  const Bits exponent = (__builtin_convertvector(turns, Bits) + 127) << 23;
  const Vector power = reinterpret_cast<Vector>(exponent);
  const Vector result = sum * power;
  x = reinterpret_cast<Vector>(reinterpret_cast<Bits>(result) & ~tiny);
}

// kRows rows of c, kBlocks times sixteen columns. Each element is summed over k in order, whatever the block.
template <std::size_t kRows, std::size_t kBlocks>
inline __attribute__((always_inline)) void multiply_block(std::size_t depth, Operand a, const float* b,
                                                          std::size_t b_step, float* c, std::size_t c_step,
                                                          bool accumulate) noexcept {
  Lanes sum[kRows][kBlocks];
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t j = 0; j < kBlocks; ++j)
      for (std::size_t i = 0; i < kParts; ++i)
        sum[r][j].part[i] = accumulate ? at(c + r * c_step + j * kLanes + i * SYNTH_VECTOR) : Vector{};
  for (std::size_t k = 0; k < depth; ++k)
    for (std::size_t j = 0; j < kBlocks; ++j) {
      Lanes row;
      load(row, b + k * b_step + j * kLanes);
      for (std::size_t r = 0; r < kRows; ++r) {
        const float factor = a.data[r * a.row_step + k * a.k_step];
        for (std::size_t i = 0; i < kParts; ++i) sum[r][j].part[i] += factor * row.part[i];
      }
    }
  for (std::size_t r = 0; r < kRows; ++r)
    for (std::size_t j = 0; j < kBlocks; ++j) store(c + r * c_step + j * kLanes, sum[r][j]);
}

void multiply(std::size_t rows, std::size_t depth, std::size_t width, Operand a, const float* b, std::size_t b_step,
              float* c, std::size_t c_step, bool accumulate) noexcept {
  // Four rows or four blocks at once: enough sums under way to hide how long an addition takes.
  std::size_t row = 0;
  for (; row + 4 <= rows; row += 4, a.data += 4 * a.row_step)
    for (std::size_t column = 0; column < width; column += kLanes)
      multiply_block<4, 1>(depth, a, b + column, b_step, c + row * c_step + column, c_step, accumulate);
  for (; row < rows; ++row, a.data += a.row_step) {
    std::size_t column = 0;
    for (; column + 4 * kLanes <= width; column += 4 * kLanes)
      multiply_block<1, 4>(depth, a, b + column, b_step, c + row * c_step + column, c_step, accumulate);
    for (; column + 2 * kLanes <= width; column += 2 * kLanes)
      multiply_block<1, 2>(depth, a, b + column, b_step, c + row * c_step + column, c_step, accumulate);
    for (; column < width; column += kLanes)
      multiply_block<1, 1>(depth, a, b + column, b_step, c + row * c_step + column, c_step, accumulate);
  }
}

void combine(std::size_t width, const float* const* rows, std::size_t count, const float* base, const float* emotion,
             float* linear, float* logits) noexcept {
  for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) {
    Vector sum{};
    for (std::size_t i = 0; i < count; ++i) sum += at(rows[i] + k);
    put(linear + k, sum);
    put(logits + k, at(base + k) + at(emotion + k) + sum);
    put(logits + width + k, at(base + width + k) + at(emotion + width + k) + sum);
  }
}

void relu(std::size_t count, float* x) noexcept {
  for (std::size_t i = 0; i < count; i += SYNTH_VECTOR) {
    const Vector v = at(x + i);
    put(x + i, v > 0.0f ? v : Vector{});
  }
}

void rectify_gradient(std::size_t count, const float* rectified, float* gradient) noexcept {
  for (std::size_t i = 0; i < count; i += SYNTH_VECTOR)
    put(gradient + i, at(rectified + i) > 0.0f ? at(gradient + i) : Vector{});
}

void add(std::size_t count, float* a, const float* b) noexcept {
  for (std::size_t i = 0; i < count; i += SYNTH_VECTOR) put(a + i, at(a + i) + at(b + i));
}

// ln x for positive, finite, normal x, to 2 units in the last place (Cephes).
inline __attribute__((always_inline)) Vector logarithm(Vector x) noexcept {
  const Bits bits = reinterpret_cast<Bits>(x);
  // The mantissa in [√½, √2): what is above √2 is halved.
  const Bits large = (bits & 0x007FFFFF) > 0x003504F3;
  const Vector exponent = __builtin_convertvector((bits >> 23) - 127 - large, Vector);
  const Vector m =
      reinterpret_cast<Vector>((bits & 0x007FFFFF) | ((0x3F800000 & ~large) | (0x3F000000 & large))) - 1.0f;
  const Vector square = m * m;
  Vector sum = Vector{} + 7.0376836292e-2f;
  constexpr float kTerms[] = {-1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f,
                              -1.6668057665e-1f, 2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f};
  for (const float term : kTerms) sum = sum * m + term;
  return (m + (sum * m * square - exponent * 2.12194440e-4f - square * 0.5f)) + exponent * 0.693359375f;
}

// Rows are mostly sixteen wide, and then all of a row stays in registers: what works on whole rows is compiled for that
// width too.

// The largest number of a row, but for its padding.
inline __attribute__((always_inline)) float largest_of_labels(std::size_t labels, std::size_t width,
                                                              const float* x) noexcept {
  Lanes top;
  for (std::size_t i = 0; i < kParts; ++i) top.part[i] = Vector{} - 1e30f;
  for (std::size_t column = 0; column < width; column += kLanes)
    for (std::size_t i = 0; i < kParts; ++i) {
      const std::size_t k = column + i * SYNTH_VECTOR;
      const Vector here = without_padding(at(x + k), k, labels, -1e30f);
      top.part[i] = top.part[i] > here ? top.part[i] : here;
    }
  return largest_of(top);
}

// p = softmax(logits · scale) of one row, which may be the same memory; the padding gets 0.
inline __attribute__((always_inline)) void softmax(std::size_t labels, std::size_t width, const float* logits,
                                                   float scale, float* p) noexcept {
  Lanes top;
  for (std::size_t i = 0; i < kParts; ++i) top.part[i] = Vector{} - 1e30f;
  for (std::size_t column = 0; column < width; column += kLanes)
    for (std::size_t i = 0; i < kParts; ++i) {
      const std::size_t k = column + i * SYNTH_VECTOR;
      const Vector scaled = without_padding(at(logits + k) * scale, k, labels, -1e30f);
      put(p + k, scaled);
      top.part[i] = top.part[i] > scaled ? top.part[i] : scaled;
    }
  const float largest = largest_of(top);
  Lanes sum{};
  for (std::size_t column = 0; column < width; column += kLanes)
    for (std::size_t i = 0; i < kParts; ++i) {
      const std::size_t k = column + i * SYNTH_VECTOR;
      Vector power = at(p + k) - largest;
      exp_of(power);
      put(p + k, power);
      sum.part[i] += power;
    }
  const float share = 1.0f / sum_of(sum);
  for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) put(p + k, at(p + k) * share);
}

// The first of two probabilities with these logits, for each of at most sixteen rows.
inline __attribute__((always_inline)) void first_shares(std::size_t rows, const float* gate, float* share) noexcept {
  float apart[kLanes] = {};
  for (std::size_t row = 0; row < rows; ++row) apart[row] = gate[2 * row] - gate[2 * row + 1];
  for (std::size_t k = 0; k < kLanes; k += SYNTH_VECTOR) {
    const Vector x = at(apart + k);
    Vector odds = x > 0.0f ? -x : x;
    exp_of(odds);
    const Vector less = odds / (1.0f + odds);
    put(share + k, x > 0.0f ? 1.0f - less : less);
  }
}

// What is summed up in floats is at most so many rows, then in doubles.
constexpr std::size_t kBlock = kLanes;

inline __attribute__((always_inline)) double mixture_gradient_of_block(std::size_t rows, std::size_t labels,
                                                                       std::size_t width, float* logits, float* gate,
                                                                       const float* target, const float* total,
                                                                       float* sum, float* expected) noexcept {
  float share[kLanes];
  first_shares(rows, gate, share);
  Lanes loss{};
  for (std::size_t row = 0; row < rows; ++row) {
    float* p0 = logits + 2 * row * width;
    float* p1 = p0 + width;
    const float* wanted = target + row * width;
    float* both = sum + row * width;
    float* likely = expected + row * width;
    softmax(labels, width, p0, 1.0f, p0);
    softmax(labels, width, p1, 1.0f, p1);
    const float g0 = share[row], g1 = 1.0f - g0;

    Lanes sum0{}, sum1{};  // how many of the rows each component explains
    for (std::size_t column = 0; column < width; column += kLanes)
      for (std::size_t i = 0; i < kParts; ++i) {
        const std::size_t k = column + i * SYNTH_VECTOR;
        const Vector part0 = at(p0 + k) * g0, part1 = at(p1 + k) * g1;
        const Vector mixed = part0 + part1 + 1e-30f;
        const Vector ratio = at(wanted + k) / mixed;
        put(both + k, ratio);
        sum0.part[i] += part0 * ratio;
        sum1.part[i] += part1 * ratio;
        loss.part[i] -= at(wanted + k) * logarithm(mixed);
      }
    const float rows0 = sum_of(sum0), rows1 = sum_of(sum1);
    for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) {
      const Vector q0 = at(p0 + k), q1 = at(p1 + k), ratio = at(both + k);
      const Vector likely0 = q0 * rows0, likely1 = q1 * rows1;
      const Vector gradient0 = likely0 - q0 * g0 * ratio, gradient1 = likely1 - q1 * g1 * ratio;
      put(likely + k, likely0 + likely1);
      put(p0 + k, gradient0);
      put(p1 + k, gradient1);
      put(both + k, gradient0 + gradient1);
    }
    gate[2 * row] = total[row] * g0 - rows0;
    gate[2 * row + 1] = total[row] * g1 - rows1;
  }
  return static_cast<double>(sum_of(loss));
}

inline __attribute__((always_inline)) double mixture_gradient_of_width(std::size_t rows, std::size_t labels,
                                                                       std::size_t width, float* logits, float* gate,
                                                                       const float* target, const float* total,
                                                                       float* sum, float* expected) noexcept {
  double loss = 0;
  for (std::size_t from = 0; from < rows; from += kBlock) {
    const std::size_t start = from * width;
    loss += mixture_gradient_of_block(rows - from < kBlock ? rows - from : kBlock, labels, width, logits + 2 * start,
                                      gate + 2 * from, target + start, total + from, sum + start, expected + start);
  }
  return loss;
}

double mixture_gradient(std::size_t rows, std::size_t labels, std::size_t width, float* logits, float* gate,
                        const float* target, const float* total, float* sum, float* expected) noexcept {
  if (width == kLanes)
    return mixture_gradient_of_width(rows, labels, kLanes, logits, gate, target, total, sum, expected);
  return mixture_gradient_of_width(rows, labels, width, logits, gate, target, total, sum, expected);
}

inline __attribute__((always_inline)) void mixture_of_width(std::size_t rows, std::size_t labels, std::size_t width,
                                                            const float* logits, const float* gate, float scale,
                                                            float* p) noexcept {
  float part[kLanes * 64];  // a row of a component: at most 1000 labels
  float share[kLanes];
  for (std::size_t row = 0; row < rows; ++row, p += width, logits += 2 * width) {
    if (row % kBlock == 0) first_shares(rows - row < kBlock ? rows - row : kBlock, gate + 2 * row, share);
    const float g0 = share[row % kBlock], g1 = 1.0f - g0;
    softmax(labels, width, logits, scale, p);
    softmax(labels, width, logits + width, scale, part);
    for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) put(p + k, at(p + k) * g0 + at(part + k) * g1);
  }
}

void mixture(std::size_t rows, std::size_t labels, std::size_t width, const float* logits, const float* gate,
             float scale, float* p) noexcept {
  if (width == kLanes) return mixture_of_width(rows, labels, kLanes, logits, gate, scale, p);
  mixture_of_width(rows, labels, width, logits, gate, scale, p);
}

void most_probable(std::size_t rows, std::size_t labels, std::size_t width, const float* p,
                   std::uint32_t* top) noexcept {
  for (std::size_t row = 0; row < rows; ++row, p += width) {
    const float largest = largest_of_labels(labels, width, p);
    std::uint32_t label = 0;
    while (label + 1 < labels && !(p[label] == largest)) ++label;
    top[row] = label;
  }
}

void logarithms(std::size_t count, float least, float* x) noexcept {
  for (std::size_t i = 0; i < count; i += SYNTH_VECTOR) put(x + i, logarithm(at(x + i) + least));
}

inline __attribute__((always_inline)) void expect_of_width(std::size_t rows, std::size_t labels, std::size_t width,
                                                           const float* logits, const float* total,
                                                           float* expected) noexcept {
  for (std::size_t row = 0; row < rows; ++row, logits += width, expected += width) {
    softmax(labels, width, logits, 1.0f, expected);
    const float times = total[row];
    for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) put(expected + k, at(expected + k) * times);
  }
}

void expect(std::size_t rows, std::size_t labels, std::size_t width, const float* logits, const float* total,
            float* expected) noexcept {
  if (width == kLanes) return expect_of_width(rows, labels, kLanes, logits, total, expected);
  expect_of_width(rows, labels, width, logits, total, expected);
}

void tilt(std::size_t labels, std::size_t width, float least, const float* linear, float* p) noexcept {
  const float largest = largest_of_labels(labels, width, linear);
  Lanes sum{};
  for (std::size_t column = 0; column < width; column += kLanes)
    for (std::size_t i = 0; i < kParts; ++i) {
      const std::size_t k = column + i * SYNTH_VECTOR;
      Vector up = without_padding(at(linear + k), k, labels, -1e30f) - largest;
      exp_of(up);
      const Vector tilted = (at(p + k) + least) * up;
      put(p + k, tilted);
      sum.part[i] += tilted;
    }
  const float scale = 1.0f / sum_of(sum);
  for (std::size_t k = 0; k < width; k += SYNTH_VECTOR) put(p + k, at(p + k) * scale);
}

// Eight doubles, in as many registers as it takes.
using Doubles __attribute__((vector_size(SYNTH_VECTOR * 4))) = double;
constexpr std::size_t kEach = SYNTH_VECTOR / 2, kRegisters = kTogether / kEach;
struct Eight {
  Doubles part[kRegisters];
};
inline __attribute__((always_inline)) void load(Eight& to, const double* from) noexcept {
  for (std::size_t i = 0; i < kRegisters; ++i) __builtin_memcpy(&to.part[i], from + i * kEach, sizeof(Doubles));
}
inline __attribute__((always_inline)) void store(double* to, const Eight& from) noexcept {
  for (std::size_t i = 0; i < kRegisters; ++i) __builtin_memcpy(to + i * kEach, &from.part[i], sizeof(Doubles));
}

void factorise(std::size_t n, const double* precision, const double* expected, const double* rows,
               double* hessian) noexcept {
  Eight inverse;
  load(inverse, rows);
  for (std::size_t i = 0; i < kRegisters; ++i) inverse.part[i] = 1.0 / inverse.part[i];
  for (std::size_t i = 0; i < n; ++i) {
    Eight share;
    load(share, expected + i * kTogether);
    const Eight own = share;
    for (std::size_t p = 0; p < kRegisters; ++p) share.part[p] *= inverse.part[p];
    for (std::size_t j = 0; j <= i; ++j) {
      Eight sum, other;
      load(other, expected + j * kTogether);
      for (std::size_t p = 0; p < kRegisters; ++p) {
        sum.part[p] = precision[i * n + j] - share.part[p] * other.part[p];
        if (i == j) sum.part[p] += own.part[p];
      }
      for (std::size_t k = 0; k < j; ++k) {
        Eight a, b;
        load(a, hessian + (i * n + k) * kTogether);
        load(b, hessian + (j * n + k) * kTogether);
        for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] -= a.part[p] * b.part[p];
      }
      // Of the diagonal the inverse is kept: what divides by it multiplies.
      if (i == j) {
        for (std::size_t p = 0; p < kRegisters; ++p) {
          Doubles value = sum.part[p];
          for (std::size_t k = 0; k < kEach; ++k) value[k] = __builtin_sqrt(value[k] > 1e-9 ? value[k] : 1e-9);
          sum.part[p] = 1.0 / value;
        }
      } else {
        Eight diagonal;
        load(diagonal, hessian + (j * n + j) * kTogether);
        for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] *= diagonal.part[p];
      }
      store(hessian + (i * n + j) * kTogether, sum);
    }
  }
}

void solve(std::size_t n, std::size_t from, const double* hessian, double* x) noexcept {
  for (std::size_t i = from; i < n; ++i) {
    Eight sum, diagonal;
    load(sum, x + i * kTogether);
    for (std::size_t k = from; k < i; ++k) {
      Eight a, b;
      load(a, hessian + (i * n + k) * kTogether);
      load(b, x + k * kTogether);
      for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] -= a.part[p] * b.part[p];
    }
    load(diagonal, hessian + (i * n + i) * kTogether);
    for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] *= diagonal.part[p];
    store(x + i * kTogether, sum);
  }
  for (std::size_t i = n; i-- > from;) {
    Eight sum, diagonal;
    load(sum, x + i * kTogether);
    for (std::size_t k = i + 1; k < n; ++k) {
      Eight a, b;
      load(a, hessian + (k * n + i) * kTogether);
      load(b, x + k * kTogether);
      for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] -= a.part[p] * b.part[p];
    }
    load(diagonal, hessian + (i * n + i) * kTogether);
    for (std::size_t p = 0; p < kRegisters; ++p) sum.part[p] *= diagonal.part[p];
    store(x + i * kTogether, sum);
  }
}

void add_product(std::size_t n, const double* matrix, const double* x, double* sum) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    Eight all;
    load(all, sum + i * kTogether);
    for (std::size_t k = 0; k < n; ++k) {
      Eight each;
      load(each, x + k * kTogether);
      for (std::size_t p = 0; p < kRegisters; ++p) all.part[p] += matrix[i * n + k] * each.part[p];
    }
    store(sum + i * kTogether, all);
  }
}

void adam(std::size_t count, AdamStep step, const float* gradient, const float* decay, float* weight, float* first,
          float* second) noexcept {
  const float new_first = 1.0f - step.keep_first, new_second = 1.0f - step.keep_second;
  for (std::size_t i = 0; i < count; i += SYNTH_VECTOR) {
    const Vector w = at(weight + i);
    const Vector g = at(gradient + i) + at(decay + i) * w;
    const Vector m = at(first + i) * step.keep_first + g * new_first;
    const Vector v = at(second + i) * step.keep_second + g * g * new_second;
    Vector root;
    for (std::size_t k = 0; k < SYNTH_VECTOR; ++k) root[k] = __builtin_sqrtf(v[k]);
    put(first + i, m);
    put(second + i, v);
    put(weight + i, w - step.rate * m / (root + step.epsilon));
  }
}

}  // namespace

extern const Kernels kKernels;
const Kernels kKernels = {SYNTH_ENUM,
                          SYNTH_NAME,
                          multiply,
                          relu,
                          rectify_gradient,
                          add,
                          combine,
                          mixture_gradient,
                          mixture,
                          most_probable,
                          logarithms,
                          expect,
                          tilt,
                          factorise,
                          solve,
                          add_product,
                          adam};

}  // namespace SYNTH_LEVEL
}  // namespace synth::nn
