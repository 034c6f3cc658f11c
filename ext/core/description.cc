#include "core/description.h"

#include "core/numbers.h"

namespace synth {
namespace {

std::string in_words(double number) {
  return in_digits(number, 10);
}
std::string in_words(std::int64_t number) {
  return std::to_string(number);
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// The range of an integer, or of each integer in an array.
std::string range_of_integer(const Argument& argument) {
  const auto [low, high] = argument.integers;
  const std::string least = argument.least.empty() ? in_words(low) : std::string(argument.least);
  if (low == INT64_MIN && high == INT64_MAX) return "any 64-bit integer";
  if (high == INT64_MAX) return "at least " + least;
  return least + (low + 1 == high ? " or " : " to ") + in_words(high);
}

std::string range_of_real(const Argument& argument) {
  const auto [low, high] = argument.reals;
  const bool bounded = high < kAnyReal.high;
  if (low == kAnyReal.low && !bounded) return "any number";
  if (argument.above) return "more than " + in_words(low) + (bounded ? ", at most " + in_words(high) : "");
  return bounded ? in_words(low) + " to " + in_words(high) : "at least " + in_words(low);
}

std::string array_of(const Argument& argument, const char* what) {
  const auto [low, high] = argument.size;
  const std::string least = low == high ? "" : low < 2 ? "at most " : std::to_string(low) + " to ";
  return least + std::to_string(high) + what;
}

std::string choices_of(const Argument& argument, const char* between) {
  std::string text;
  for (const std::string_view choice : argument.choices) text += (text.empty() ? "" : between) + quoted(choice);
  return text;
}

template <class T>
std::string between(Range<T> range) {
  return "between " + in_words(range.low) + " and " + in_words(range.high);
}

std::string integer_must_be(const Argument& argument, bool type_is_right) {
  const auto [low, high] = argument.integers;
  if (low == INT64_MIN && high == INT64_MAX) return "an integer";
  const std::string within = high == INT64_MAX ? "at least " + in_words(low) : between(argument.integers);
  return type_is_right ? within : "an integer " + (high == INT64_MAX ? "of " + within : within);
}

std::string real_must_be(const Argument& argument, bool type_is_right) {
  const auto [low, high] = argument.reals;
  const bool bounded = high < kAnyReal.high;
  if (low == kAnyReal.low && !bounded) return "a number";
  std::string within = between(argument.reals);
  if (argument.above)
    within = "more than " + in_words(low) + (bounded ? " and at most " + in_words(high) : "");
  else if (!bounded)
    within = "at least " + in_words(low);
  return type_is_right ? within : "a number " + within;
}

}  // namespace

std::string_view type_word(Type type, bool json) noexcept {
  switch (type) {
    case Type::kAny:
      return "any";
    case Type::kInteger:
      return "integer";
    case Type::kReal:
      return json ? "number" : "real";
    case Type::kText:
      return "text";
    case Type::kBlob:
      return "blob";
    case Type::kBoolean:
      return "boolean";
    case Type::kNumbers:
    case Type::kIntegers:
    case Type::kTexts:
      return "array";
    case Type::kObject:
      return "object";
  }
  return {};
}

std::string default_words(const Argument& argument, bool json) {
  struct InWords {
    bool json;
    std::string operator()(Required) const { return {}; }
    std::string operator()(Rule rule) const { return std::string(rule.words); }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return in_words(value); }
    std::string operator()(double value) const { return in_words(value); }
    std::string operator()(std::string_view value) const { return json ? quoted(value) : std::string(value); }
  };
  return std::visit(InWords{json}, argument.otherwise);
}

std::string range_words(const Argument& argument) {
  if (!argument.allowed.empty()) return std::string(argument.allowed);
  if (!argument.choices.empty()) return choices_of(argument, ", ");
  switch (argument.type) {
    case Type::kInteger:
      return range_of_integer(argument);
    case Type::kReal:
      return range_of_real(argument);
    case Type::kText:
      return argument.size.high == SIZE_MAX
                 ? "text"
                 : std::to_string(argument.size.low) + " to " + std::to_string(argument.size.high) + " bytes";
    case Type::kBlob:
      return "a BLOB";
    case Type::kBoolean:
      return "true, false";
    case Type::kNumbers:
      return array_of(argument, " numbers, ") + range_of_real(argument);
    case Type::kIntegers:
      return array_of(argument, " integers, ") + range_of_integer(argument);
    case Type::kTexts:
      return "texts";
    case Type::kObject:
      return "an object";
    case Type::kAny:
      return "any";
  }
  return {};
}

std::string must_be(const Argument& argument, bool type_is_right) {
  if (!argument.choices.empty()) return choices_of(argument, " or ");
  switch (argument.type) {
    case Type::kInteger:
      return integer_must_be(argument, type_is_right);
    case Type::kReal:
      return real_must_be(argument, type_is_right);
    case Type::kBoolean:
      return "true or false";
    case Type::kText:
      return argument.size.high == SIZE_MAX ? "text" : "text of " + range_words(argument) + " in UTF-8";
    case Type::kNumbers:
      if (!argument.allowed.empty()) return std::string(argument.allowed);
      return "an array of " + array_of(argument, " numbers ") + between(argument.reals);
    case Type::kIntegers:
      return "an array of " + array_of(argument, " integers ") + between(argument.integers);
    case Type::kBlob:
    case Type::kTexts:
    case Type::kObject:
    case Type::kAny:
      return range_words(argument);
  }
  return {};
}

}  // namespace synth
