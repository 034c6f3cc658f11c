#include "core/arguments.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/error.h"

namespace synth {
namespace {

constexpr Argument kDescribed[] = {{"n", "integer", "50", "", ""}};

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
  return refusal(value, [](const Arguments& arguments) { arguments.integer(0, 50, 0, 10); });
}

TEST(Arguments, NullAndMissingMeanTheDefault) {
  const Value given[] = {Value()};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0, 50), 50);
  EXPECT_EQ(Arguments(kDescribed, {}).integer(0, 50), 50);
}

TEST(Arguments, AnIntegralRealIsAnInteger) {
  const Value given[] = {Value::real(1e6)};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0, 50), 1000000);
}

// Clients without types bind numbers as text.
TEST(Arguments, ATextThatIsANumberIsThatNumber) {
  const Value given[] = {Value::literal("7")};
  EXPECT_EQ(Arguments(kDescribed, given).integer(0, 50, 0, 10), 7);
  EXPECT_EQ(Arguments(kDescribed, given).real(0, 50, 0, 10), 7.0);
  const Value real[] = {Value::literal("0.5")};
  EXPECT_EQ(Arguments(kDescribed, real).real(0, 0, 0, 1), 0.5);
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

TEST(Arguments, RealsRefuseNotANumber) {
  const auto read = [](const Arguments& arguments) { arguments.real(0, 0.5, 0, 1); };
  EXPECT_EQ(refusal(Value::real(std::numeric_limits<double>::quiet_NaN()), read), "n must be between 0 and 1, not nan");
  EXPECT_EQ(refusal(Value::real(1.5), read), "n must be between 0 and 1, not 1.5");
  EXPECT_EQ(refusal(Value::integer(1), read), "accepted");
}

TEST(Arguments, LongTextsAreCutBetweenCharacters) {
  std::string text(39, 'a');
  text += "ü and so on";
  const std::string shown = show(Value::text(text, Value::Lifetime::kRow));
  EXPECT_EQ(shown, "'" + std::string(39, 'a') + "…'");
}

}  // namespace
}  // namespace synth
