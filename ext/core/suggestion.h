// "did you mean ...?": the known name nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace synth {

/// The known name with the smallest edit distance (insert, delete, replace, swap neighbours), upper and lower case
/// taken as equal; empty when even that differs in more than a third of its letters.
std::string_view suggestion(std::string_view typed, std::span<const std::string_view> known);

/// `unknown <what> 'typo'; did you mean 'type'?`, or with all the known names where none is near.
std::string unknown_name(std::string_view what, std::string_view typed, std::span<const std::string_view> known);

}  // namespace synth
