// Numbers to text and back, independent of the decimal point of the host's locale.
#pragma once

#include <string>

#include "core/value.h"

namespace synth {

/// As printf's %.*g writes it in the C locale.
std::string in_digits(double number, int digits);

/// As printf's %.*f writes it in the C locale.
std::string in_decimals(double number, int decimals);

/// The number, if the value is a text that is a number as a whole: '7', '-0.5', '1e6'. Any other value is returned
/// unchanged. Clients without types bind numbers as text (Perl, Tcl, PHP's PDO), and strftime('%s') returns text.
Value as_number(const Value& value) noexcept;

}  // namespace synth
