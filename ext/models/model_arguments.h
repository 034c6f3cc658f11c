// The arguments that the model functions share: category, emotion, timestamp, name, city. Reading them is strict, and
// errors give hints.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/arguments.h"
#include "core/description.h"
#include "core/error.h"
#include "core/moments.h"
#include "core/numbers.h"
#include "rows/local_time.h"

namespace synth::models {

inline constexpr Argument kModel =
    Argument::blob("model", Required{}, "what model_train or model_load returned", "the model");
inline constexpr Argument kCategory =
    Argument::text("video_category", Required{}, "text or an integer: '23' and 23 are the same category",
                   "the category that was chosen");
inline constexpr Argument kEmotion =
    Argument::text("emotion", Required{}, "text or an integer", "what the person felt");
inline constexpr Argument kTimestamp =
    Argument::integer("timestamp", Required{}, {kEarliest, kLatest}, "when").in_words("unix seconds");
inline constexpr Argument kName =
    Argument::text("name", kNothing, "text or an integer; NULL or unknown: the average person", "who");
inline constexpr Argument kCity = Argument::text(
    "city", kNothing,
    "text or an integer; NULL: the average place; hours are in UTC if it is NULL or not a city of synth_world()",
    "where");
inline constexpr Argument kOptions = Argument::text("options", kNothing, "a JSON object", "how to train");

// The same as arguments of tables. With equal names, FROM clicks, model_recommend(m, emotion, timestamp) would have two
// columns `emotion`.
inline constexpr Argument kGivenModel = kModel.renamed("given_model");
inline constexpr Argument kGivenEmotion = kEmotion.renamed("given_emotion");
inline constexpr Argument kGivenTimestamp = kTimestamp.renamed("given_timestamp");
inline constexpr Argument kGivenName = kName.renamed("given_name");
inline constexpr Argument kGivenCity = kCity.renamed("given_city");

/// A category, an emotion, a name or a city: a text, or an integer, which is taken as text: '23' and 23 are the same.
/// Views point into the value or into this object.
class TextArgument {
 public:
  /// A REAL without a fraction (23.0) counts as an integer: categories from JSON or data frames look like that.
  static constexpr bool kWholeReals = true;

  /// The text; unset for NULL. Throws Error for any other type.
  TextArgument(const Arguments& arguments, std::size_t index, bool whole_reals = false);
  TextArgument(const TextArgument&) = delete;
  TextArgument& operator=(const TextArgument&) = delete;

  bool given() const noexcept { return given_; }
  std::string_view text() const noexcept { return text_; }
  const std::string_view* pointer() const noexcept { return given_ ? &text_ : nullptr; }

 private:
  void write(std::int64_t number) noexcept {
    const auto end = std::to_chars(buffer_, buffer_ + sizeof buffer_, number);
    text_ = {buffer_, static_cast<std::size_t>(end.ptr - buffer_)};
  }

  std::string_view text_;
  bool given_;
  char buffer_[24];
};

inline TextArgument::TextArgument(const Arguments& arguments, std::size_t index, bool whole_reals)
    : given_(arguments.has(index)) {
  const Value value = arguments[index];
  switch (value.type()) {
    case Value::Type::kNull:
      return;
    case Value::Type::kText:
      text_ = value.as_bytes();
      // The arguments are in the wrong order.
      if (!text_.empty() && text_.front() == '{' &&
          (arguments.name(index) == kName.name || arguments.name(index) == kCity.name))
        throw Error(std::string(arguments.name(index)) +
                    " must be text or NULL, not JSON: options are the last argument, " +
                    "after name and city (write NULL for those that you do not have)");
      return;
    case Value::Type::kInteger:
      write(value.as_integer());
      return;
    case Value::Type::kReal:
      if (whole_reals && std::abs(value.as_real()) < 1e15 && std::trunc(value.as_real()) == value.as_real()) {
        write(static_cast<std::int64_t>(value.as_real()));
        return;
      }
      arguments.refuse(index, "text or an integer (convert a REAL with CAST(x AS TEXT) or CAST(x AS INTEGER))");
    default:
      arguments.refuse(index,
                       "text or an integer (convert a BLOB with CAST(x AS TEXT); a NumPy integer arrives as a BLOB: "
                       "pass int(x))");
  }
}

/// Unix seconds from an INTEGER, a REAL (truncated) or the text of one, as strftime('%s') gives. REQUIRES: not NULL.
inline std::int64_t read_timestamp(const Arguments& arguments, std::size_t index) {
  const Value value = as_number(arguments[index]);
  if (const std::string_view allowed = unix_seconds_in_place_of(value); !allowed.empty())
    arguments.refuse(index, allowed);
  const bool whole = value.type() == Value::Type::kInteger;
  const double seconds = whole ? static_cast<double>(value.as_integer()) : value.as_real();
  // A REAL must be in the range after truncation.
  constexpr double kBefore = static_cast<double>(kEarliest) - 1, kAfter = static_cast<double>(kLatest) + 1;
  if (!(seconds > kBefore && seconds < kAfter)) arguments.refuse(index, "unix seconds of the years 0 to 9999");
  return whole ? value.as_integer() : static_cast<std::int64_t>(seconds);
}

}  // namespace synth::models
