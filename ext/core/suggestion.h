// "did you mean ...?": the known name nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace synth {

/// The known name with the smallest edit distance (insert, delete, replace, swap neighbours), ignoring case. Empty if
/// the distance is more than a third of the typed letters, but 1 is always near enough.
std::string_view suggestion(std::string_view typed, std::span<const std::string_view> known);

/// `unknown <what> 'typo'; did you mean 'type'?`, or a list of all known names if none is near.
std::string unknown_name(std::string_view what, std::string_view typed, std::span<const std::string_view> known);

}  // namespace synth
