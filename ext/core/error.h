// The exception for everything that may fail: constructors, `call`, `step`, parsing. Row loops never throw.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace synth {

/// The kind of failure; bind/guard turns it into the matching SQLite result code.
enum class ErrorCode { kInvalid, kDamaged, kCannotOpen, kIo, kTooBig, kInterrupted, kNoMemory, kLocked };

/// The text with U+FFFD in place of what an error message cannot show: control characters other than newline and tab
/// (NUL would even end it), and malformed UTF-8, which some languages reject altogether.
std::string legible(std::string_view text);

/// The message is a sentence without the function's name ("n must be between 0 and 10, not -5"); bind adds the name.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& sentence, ErrorCode code = ErrorCode::kInvalid)
      : std::runtime_error(legible(sentence)), code_(code) {}

  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace synth
