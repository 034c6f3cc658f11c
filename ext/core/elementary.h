// exp, log, pow and the normal quantile from + - * / and sqrt alone, so that they give the same bits with every
// compiler, C library and processor. Used where tables are built, never per row.
#pragma once

namespace synth {

/// Natural logarithm, within 2 units in the last place. REQUIRES: x > 0 and finite and normal.
double portable_log(double x) noexcept;

/// e to the x, within 2 units in the last place. REQUIRES: |x| <= 700.
double portable_exp(double x) noexcept;

/// REQUIRES: base > 0.
double portable_pow(double base, double exponent) noexcept;

/// The x with P(Z <= x) = p for a standard normal Z, within 1.2e-9 relative (P. J. Acklam 2003). REQUIRES: 0 < p < 1.
double normal_quantile(double p) noexcept;

}  // namespace synth
