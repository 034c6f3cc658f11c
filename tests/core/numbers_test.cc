#include "core/numbers.h"

#include <gtest/gtest.h>

#include <clocale>
#include <limits>

namespace synth {
namespace {

std::string read(std::string_view text) {
  const Value number = as_number(Value::literal(text));
  return show(number);
}

TEST(Numbers, AreReadWhereTheWholeTextIsOne) {
  EXPECT_EQ(read("7"), "7");
  EXPECT_EQ(read("-7"), "-7");
  EXPECT_EQ(read("+7"), "7");
  EXPECT_EQ(read("007"), "7");
  EXPECT_EQ(read("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(read("9223372036854775808"), "9.2233720368547758e+18");
  EXPECT_EQ(read("0.5"), "0.5");
  EXPECT_EQ(read(".5"), "0.5");
  EXPECT_EQ(read("-1e3"), "-1000");
  for (const char* text : {"",    " ",   "x", "7x", " 7", "7 ", "0x7", "inf", "nan",        "1e999", "--7",
                           "+-7", "-+7", "+", "-",  ".",  "e",  "1e",  "0,5", "2024-01-01", "1 000"})
    EXPECT_EQ(read(text), show(Value::literal(text)));
}

TEST(Numbers, OtherValuesStayWhatTheyAre) {
  EXPECT_TRUE(as_number(Value()).is_null());
  EXPECT_EQ(as_number(Value::integer(7)).as_integer(), 7);
  EXPECT_EQ(as_number(Value::blob("7", Value::Lifetime::kForever)).type(), Value::Type::kBlob);
}

TEST(Numbers, AreWrittenAsPrintfDoes) {
  EXPECT_EQ(in_digits(0.1, 15), "0.1");
  EXPECT_EQ(in_digits(1e300, 15), "1e+300");
  EXPECT_EQ(in_decimals(2.345, 1), "2.3");
  EXPECT_EQ(in_decimals(-1e300, 0).size(), 302U);
  EXPECT_EQ(in_digits(std::numeric_limits<double>::infinity(), 15), "inf");
}

// tests/clients/surroundings has a locale made for it.
TEST(Numbers, AreTheSameInALocaleWithAComma) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  const bool comma = std::setlocale(LC_NUMERIC, "de_DE.UTF-8") != nullptr;
  const std::string written = in_digits(0.5, 15) + in_decimals(0.5, 1) + read("0.5") + read("0,5");
  std::setlocale(LC_NUMERIC, before.c_str());
  if (!comma) GTEST_SKIP() << "there is no locale de_DE.UTF-8";
  EXPECT_EQ(written, "0.50.50.5'0,5'");
}

}  // namespace
}  // namespace synth
