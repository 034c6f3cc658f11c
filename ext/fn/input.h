// The arguments that the model functions share: category, emotion, timestamp, name, city, read strictly and with hints.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/arguments.h"
#include "core/describe.h"
#include "core/error.h"
#include "core/numbers.h"
#include "nn/clock.h"

namespace synth::fn {

inline constexpr Argument kModel{"model", "blob", "", "what model_train or model_load gives", "the model"};
inline constexpr Argument kCategory{"video_category", "text", "", "text or an integer: '23' and 23 are one category",
                                    "the category that was chosen"};
inline constexpr Argument kEmotion{"emotion", "text", "", "text", "what the person felt"};
inline constexpr Argument kTimestamp{"timestamp", "integer", "", "unix seconds", "when"};
inline constexpr Argument kName{"name", "text", "NULL", "text; NULL or unknown: the average person", "who"};
inline constexpr Argument kCity{
    "city", "text", "NULL",
    "text; NULL: the average place; hours are UTC where it is NULL or none of synth_world()'s cities", "where"};
inline constexpr Argument kOptions{"options", "text", "NULL", "a JSON object", "how to train"};

// The same as arguments of tables: FROM clicks, model_recommend(m, emotion, timestamp) has two columns `emotion` unless
// these are called otherwise.
inline constexpr Argument given(Argument argument, std::string_view name) {
  argument.name = name;
  return argument;
}
inline constexpr Argument kGivenModel = given(kModel, "given_model");
inline constexpr Argument kGivenEmotion = given(kEmotion, "given_emotion");
inline constexpr Argument kGivenTimestamp = given(kTimestamp, "given_timestamp");
inline constexpr Argument kGivenName = given(kName, "given_name");
inline constexpr Argument kGivenCity = given(kCity, "given_city");

/// A text that is there or not; NULL is not.
struct MaybeText {
  std::string_view text;
  bool given = false;
  const std::string_view* pointer() const noexcept { return given ? &text : nullptr; }
};

/// A category as text. The view is into the value or into `buffer`, which outlives it.
struct CategoryText {
  char buffer[24];
  std::string_view read(const Arguments& arguments, std::size_t index);
};

inline std::string_view CategoryText::read(const Arguments& arguments, std::size_t index) {
  const Value value = arguments[index];
  if (value.type() == Value::Type::kText) return value.as_bytes();
  std::int64_t number = 0;
  if (value.type() == Value::Type::kInteger)
    number = value.as_integer();
  else if (value.type() == Value::Type::kReal && std::abs(value.as_real()) < 1e15 &&
           std::trunc(value.as_real()) == value.as_real())
    number = static_cast<std::int64_t>(value.as_real());
  else
    arguments.refuse(index, "text or an integer");
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, static_cast<std::size_t>(end.ptr - buffer)};
}

/// Unix seconds of an INTEGER, a REAL (truncated) or the text of one, as strftime('%s') gives. REQUIRES: not NULL.
inline std::int64_t read_timestamp(const Arguments& arguments, std::size_t index) {
  const Value value = as_number(arguments[index]);
  double seconds = 0;
  if (value.type() == Value::Type::kInteger)
    seconds = static_cast<double>(value.as_integer());
  else if (value.type() == Value::Type::kReal)
    seconds = value.as_real();
  else if (value.type() == Value::Type::kText)
    arguments.refuse(index, "unix seconds (unixepoch() makes them of a date in text)");
  else
    arguments.refuse(index, "unix seconds");
  // Truncated, a REAL is to be within.
  constexpr double kBefore = static_cast<double>(nn::kEarliest) - 1, kAfter = static_cast<double>(nn::kLatest) + 1;
  if (!(seconds > kBefore && seconds < kAfter))
    arguments.refuse(index, seconds >= kAfter && seconds < 1e15
                                ? "unix seconds up to the year 9999 (milliseconds are to be divided by 1000)"
                                : "unix seconds of the years 0 to 9999");
  return value.type() == Value::Type::kInteger ? value.as_integer() : static_cast<std::int64_t>(seconds);
}

/// A name or a city. JSON there is a slip of the arguments' order.
inline MaybeText read_maybe_text(const Arguments& arguments, std::size_t index) {
  const Value value = arguments[index];
  if (value.is_null()) return {};
  if (value.type() != Value::Type::kText) arguments.refuse(index, "text or NULL");
  const std::string_view text = value.as_bytes();
  if (!text.empty() && text.front() == '{')
    throw Error(std::string(arguments.name(index)) +
                " must be text or NULL, not JSON: options are the last argument, " +
                "after name and city (write NULL for those that you do not have)");
  return {text, true};
}

}  // namespace synth::fn
