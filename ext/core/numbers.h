// Numbers to text and back, whatever decimal point the program that loads us has set.
#pragma once

#include <string>

#include "core/value.h"

namespace synth {

/// As printf's %.*g writes it in the C locale.
std::string in_digits(double number, int digits);

/// As printf's %.*f writes it in the C locale.
std::string in_decimals(double number, int decimals);

/// The number that a text is, all of it: '7', '-0.5', '1e6'. Any other value as it is. Clients without types bind
/// numbers as text (Perl, Tcl, PHP's PDO), and strftime('%s') gives text.
Value as_number(const Value& value) noexcept;

}  // namespace synth
