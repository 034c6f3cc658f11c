#include "core/arguments.h"

#include <gtest/gtest.h>

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"

namespace synth {
namespace {

constexpr Argument kDescribed[] = {
    Argument::integer("n", 5, {0, 10}, "rows"), Argument::real("share", 0.5, {0, 1}, "of all"),
    Argument::integer("users", Rule{"a tenth"}, {1, INT64_MAX}, "people"),
    Argument::real_above("days", 30.0, {0, 36500}, "of the window"), Argument::text("label", "row", "text", "a text")};

template <class Read>
std::string refusal(Value value, Read read) {
  const Value given[] = {value};
  try {
    read(Arguments(kDescribed, given));
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string integer_refusal(Value value) {
  return refusal(value, [](const Arguments& arguments) { arguments.integer(0); });
}

TEST(Arguments, NullAndMissingMeanTheDefault) {
  const Value given[] = {Value()};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0), 5);
  EXPECT_EQ(Arguments(kDescribed, {}).integer(0), 5);
  EXPECT_EQ(Arguments(kDescribed, {}).real(1), 0.5);
  EXPECT_EQ(Arguments(kDescribed, {}).integer(2, 7), 7);
  EXPECT_EQ(Arguments(kDescribed, {}).real(3), 30);
  EXPECT_EQ(Arguments(kDescribed, {}).text(4), "row");
}

TEST(Arguments, AnIntegralRealIsAnInteger) {
  const Value given[] = {Value::real(7.0)};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0), 7);
}

// Clients without types bind numbers as text.
TEST(Arguments, ATextThatIsANumberIsThatNumber) {
  const Value given[] = {Value::literal("7")};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0), 7);
  const Value real[] = {Value(), Value::literal("0.25")};
  EXPECT_EQ(Arguments(kDescribed, real).real(1), 0.25);
}

TEST(Arguments, RefusalsNameTheArgumentWhatIsAllowedAndWhatCame) {
  EXPECT_EQ(integer_refusal(Value::integer(-5)), "n must be between 0 and 10, not -5");
  EXPECT_EQ(integer_refusal(Value::real(2.5)), "n must be an integer between 0 and 10, not 2.5");
  EXPECT_EQ(integer_refusal(Value::literal("x")), "n must be an integer between 0 and 10, not 'x'");
  EXPECT_EQ(integer_refusal(Value::literal("70")), "n must be between 0 and 10, not '70'");
  EXPECT_EQ(integer_refusal(Value::real(std::numeric_limits<double>::infinity())),
            "n must be an integer between 0 and 10, not inf");
  EXPECT_EQ(integer_refusal(Value::blob("abc", Value::Lifetime::kForever)),
            "n must be an integer between 0 and 10, not a BLOB of 3 bytes");
  EXPECT_EQ(integer_refusal(Value::real(1e19)), "n must be an integer between 0 and 10, not 1e+19");
}

std::string real_refusal(std::size_t index, Value value) {
  std::vector<Value> given(index + 1);
  given[index] = value;
  try {
    Arguments(kDescribed, given).real(index);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Arguments, RealsRefuseNotANumber) {
  EXPECT_EQ(real_refusal(1, Value::real(std::numeric_limits<double>::quiet_NaN())),
            "share must be between 0 and 1, not nan");
  EXPECT_EQ(real_refusal(1, Value::real(1.5)), "share must be between 0 and 1, not 1.5");
  EXPECT_EQ(real_refusal(1, Value::literal("x")), "share must be a number between 0 and 1, not 'x'");
  EXPECT_EQ(real_refusal(1, Value::integer(1)), "accepted");
}

TEST(Arguments, ALowEndMayBeOutsideAndAHighEndMayBeMissing) {
  EXPECT_EQ(real_refusal(3, Value::integer(0)), "days must be more than 0 and at most 36500, not 0");
  EXPECT_EQ(real_refusal(3, Value::literal("x")), "days must be a number more than 0 and at most 36500, not 'x'");
  EXPECT_EQ(real_refusal(3, Value::real(1e-300)), "accepted");
  EXPECT_EQ(real_refusal(3, Value::real(36500.5)), "days must be more than 0 and at most 36500, not 36500.5");
  const Value none[] = {Value(), Value(), Value::integer(0)}, half[] = {Value(), Value(), Value::real(0.5)};
  const auto users = [](std::span<const Value> given) {
    try {
      Arguments(kDescribed, given).integer(2, 7);
      return std::string("accepted");
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  EXPECT_EQ(users(none), "users must be at least 1, not 0");
  EXPECT_EQ(users(half), "users must be an integer of at least 1, not 0.5");
}

TEST(Arguments, LongTextsAreCutBetweenCharacters) {
  std::string text(39, 'a');
  text += "ü and so on";
  const std::string shown = show(Value::text(text, Value::Lifetime::kRow));
  EXPECT_EQ(shown, "'" + std::string(39, 'a') + "…'");
}

}  // namespace
}  // namespace synth
