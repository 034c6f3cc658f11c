// Sums of doubles without rounding errors, so that the order of the terms cannot matter, and numbers of twice the
// precision of a double, to compute with such sums.
//
//   ExactSum sum;
//   sum.add(1e100), sum.add(1.0), sum.add(-1e100);
//   sum.value().high;   // 1.0
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace synth {

/// high + low, where |low| is at most half a unit in the last place of high: some 31 decimal digits. The operations are
/// those of T. J. Dekker, "A floating-point technique for extending the available precision" (1971). REQUIRES: products
/// neither overflow nor underflow, so magnitudes stay within 1e-120 and 1e140.
struct DoubleDouble {
  double high = 0;
  double low = 0;

  /// x + y exactly.
  static DoubleDouble sum(double x, double y) noexcept {
    const double s = x + y;
    const double of_y = s - x;
    return {s, (x - (s - of_y)) + (y - of_y)};
  }
  /// x · y exactly.
  static DoubleDouble product(double x, double y) noexcept {
    const double p = x * y;
    const auto [xh, xl] = halves(x);
    const auto [yh, yl] = halves(y);
    return {p, ((xh * yh - p) + xh * yl + xl * yh) + xl * yl};
  }

  double rounded() const noexcept { return high + low; }
  DoubleDouble operator-() const noexcept { return {-high, -low}; }
  friend DoubleDouble operator+(const DoubleDouble& x, const DoubleDouble& y) noexcept {
    const DoubleDouble s = sum(x.high, y.high);
    const DoubleDouble t = sum(x.low, y.low);
    const DoubleDouble once = sum(s.high, s.low + t.high);
    return sum(once.high, once.low + t.low);
  }
  friend DoubleDouble operator-(const DoubleDouble& x, const DoubleDouble& y) noexcept { return x + -y; }
  friend DoubleDouble operator*(const DoubleDouble& x, const DoubleDouble& y) noexcept {
    const DoubleDouble p = product(x.high, y.high);
    return sum(p.high, p.low + (x.high * y.low + x.low * y.high));
  }
  friend DoubleDouble operator/(const DoubleDouble& x, const DoubleDouble& y) noexcept {
    const double first = x.high / y.high;
    if (!std::isfinite(first)) return {first, 0};
    const DoubleDouble rest = x - y * DoubleDouble{first, 0};
    return sum(first, rest.high / y.high);
  }

 private:
  struct Halves {
    double high, low;
  };
  static Halves halves(double x) noexcept {
    const double spread = x * 134217729.0;  // 2^27 + 1
    const double high = spread - (spread - x);
    return {high, x - high};
  }
};

/// A fixed-point number as wide as the whole range of double. Digits have 32 bits in 64, so that many terms can be
/// added before carries are due (R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015).
class ExactSum {
 public:
  /// REQUIRES: x is finite.
  void add(double x) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    std::uint64_t digits = bits & 0x000FFFFFFFFFFFFFULL;
    unsigned exponent = static_cast<unsigned>(bits >> 52) & 0x7FF;
    if (exponent == 0)
      exponent = 1;
    else
      digits |= 0x0010000000000000ULL;
    const unsigned place = exponent - 1, at = place / 32, shift = place % 32;
    const auto low = static_cast<std::int64_t>((digits << shift) & 0xFFFFFFFFULL);
    const auto high = static_cast<std::int64_t>(digits >> (32 - shift));
    if ((bits >> 63) != 0) {
      digits_[at] -= low;
      digits_[at + 1] -= high;
    } else {
      digits_[at] += low;
      digits_[at + 1] += high;
    }
    if (++pending_ == kMostPending) carry();
  }
  /// Adds x · y without rounding it. REQUIRES: as for DoubleDouble.
  void add_product(double x, double y) noexcept {
    const DoubleDouble product = DoubleDouble::product(x, y);
    add(product.high);
    add(product.low);
  }

  /// The sum, cut to the precision of a DoubleDouble. The same for any order of the terms.
  DoubleDouble value() const noexcept {
    ExactSum copy = *this;
    copy.carry();
    const bool negative = copy.digits_[kDigits - 1] < 0;
    if (negative) {
      for (std::int64_t& digit : copy.digits_) digit = -digit;
      copy.carry();
    }
    std::size_t top = kDigits;
    while (top > 0 && copy.digits_[top - 1] == 0) --top;
    DoubleDouble sum;
    for (std::size_t n = 0; n < 5 && n < top; ++n) {
      const std::size_t at = top - 1 - n;
      const double digit = std::ldexp(static_cast<double>(copy.digits_[at]), static_cast<int>(at) * 32 - 1074);
      sum = sum + DoubleDouble{digit, 0};
    }
    return negative ? -sum : sum;
  }

 private:
  static constexpr std::size_t kDigits = 67;
  static constexpr std::uint32_t kMostPending = 1000;  // below 2^10: a term adds less than 2^53 to a digit

  void carry() noexcept {
    for (std::size_t i = 0; i + 1 < kDigits; ++i) {
      const std::int64_t carried = digits_[i] >> 32;
      digits_[i] -= carried * (std::int64_t{1} << 32);
      digits_[i + 1] += carried;
    }
    pending_ = 0;
  }

  std::array<std::int64_t, kDigits> digits_{};
  std::uint32_t pending_ = 0;
};

}  // namespace synth
