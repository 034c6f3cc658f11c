// What the core throws while opening (constructors, `call`, `step`, parsing). Row loops never throw.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace synth {

/// The kind of failure; bind/guard turns it into the SQLite result code of the same meaning.
enum class ErrorCode { kInvalid, kDamaged, kCannotOpen, kIo, kTooBig, kInterrupted, kNoMemory, kLocked };

/// The text without what would end an error message early (NUL) or could not be read in one: malformed UTF-8, which
/// some languages refuse altogether, and control characters.
std::string legible(std::string_view text);

/// A sentence without the function's name ("n must be between 0 and 10, not -5"): bind puts the name in front.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& sentence, ErrorCode code = ErrorCode::kInvalid)
      : std::runtime_error(legible(sentence)), code_(code) {}

  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace synth
