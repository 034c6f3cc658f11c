// ext/core/json: what is JSON, what is not and where, and how long it takes.
#include "core/json.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "core/error.h"

namespace synth {
namespace {

std::string fault_of(std::string_view text) {
  try {
    read_json(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(Json, KeepsTypesNamesAndOrder) {
  const Json json = read_json(R"( {"b": [true, null, -2.5, "x", 7], "a": {"d": {}}, "": false, "b": 1} )");
  ASSERT_EQ(json.type, Json::Type::kObject);
  ASSERT_EQ(json.children.size(), 4U);
  EXPECT_EQ(json.children[0].key, "b");
  EXPECT_EQ(json.children[3].key, "b") << "the caller decides about a key given twice";
  EXPECT_EQ(to_text(json), R"({"b": [true, null, -2.5, "x", 7], "a": {"d": {}}, "": false, "b": 1})");
  const Json& seven = json.children[0].children[4];
  EXPECT_EQ(seven.type, Json::Type::kInteger);
  EXPECT_EQ(seven.real, 7.0);
}

TEST(Json, Numbers) {
  EXPECT_EQ(read_json("9223372036854775807").integer, INT64_MAX);
  EXPECT_EQ(read_json("-9223372036854775808").integer, INT64_MIN);
  EXPECT_EQ(read_json("9223372036854775808").type, Json::Type::kReal);
  EXPECT_EQ(read_json("9223372036854775808").real, 9223372036854775808.0);
  EXPECT_EQ(read_json("1e3").type, Json::Type::kReal);
  EXPECT_EQ(read_json("-0.5e-3").real, -0.5e-3);
  EXPECT_EQ(read_json("1e-400").real, 0.0) << "too small to be told from 0";
  EXPECT_EQ(read_json("0." + std::string(400, '0') + "1").real, 0.0);
  EXPECT_EQ(read_json("123456789.5").real, 123456789.5);
  for (const char* text :
       {"1e400", "-1e400", "01", "+1", ".5", "1.", "1e", "1e+", "-", "0x10", "NaN", "Infinity", "--1"})
    EXPECT_NE(fault_of(text), "none") << text;
}

TEST(Json, Texts) {
  EXPECT_EQ(read_json(R"("a\"\\\/\b\f\n\r\tz")").text, "a\"\\/\b\f\n\r\tz");
  EXPECT_EQ(read_json(R"("\u0041\u00e9\u20AC\ud83d\ude00")").text, "Aé€😀");
  EXPECT_EQ(read_json(R"("\u0000")").text, std::string(1, '\0'));
  EXPECT_EQ(read_json("\"é€😀\"").text, "é€😀");
  for (const char* text : {R"("\ud83d")", R"("\ude00")", R"("\ud83dx")", R"("\ud83d\u0041")", R"("\u12")",
                           R"("\u12g4")", R"("\x")", "\"a\nb\"", "\"a", "\"\\", "\"\xC3\"", "'a'"})
    EXPECT_NE(fault_of(text), "none") << text;
}

TEST(Json, SaysWhatIsWrongAndWhere) {
  for (const auto& [text, fault] : std::initializer_list<std::pair<const char*, const char*>>{
           {"", "'' is not valid JSON: the text ends too early (line 1, column 1)"},
           {"{\"a\": }", "'{\"a\": }' is not valid JSON: a value is expected (line 1, column 7)"},
           {"{\"ä\": 1\n \"b\": 2}", "',' or '}' is expected (line 2, column 2)"},
           {"[1, 2", "',' or ']' is expected (line 1, column 6)"},
           {"{\"ä\" 1}", "':' is expected (line 1, column 6)"},
           {"{a: 1}", "a name in double quotes is expected (line 1, column 2)"},
           {"{} []", "nothing may follow the value (line 1, column 4)"},
           {"[1,]", "a value is expected (line 1, column 4)"},
           {"{\"a\": 1,}", "a name in double quotes is expected (line 1, column 9)"},
           {"[tru]", "a value is expected (line 1, column 2)"}})
    EXPECT_NE(fault_of(text).find(fault), std::string::npos) << fault_of(text);
}

TEST(Json, HasBounds) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_EQ(fault_of(nested(kDeepestJson)), "none");
  EXPECT_NE(fault_of(nested(kDeepestJson + 1)).find("at most 64 levels"), std::string::npos);
  EXPECT_NE(fault_of(std::string(10'000'000, '[')).find("at most 64 levels"), std::string::npos);
  std::string many = "[0";
  for (std::size_t i = 0; i < kMaxJsonValues; ++i) many += ",0";
  EXPECT_NE(fault_of(many + "]").find("at most 1000000 values"), std::string::npos);
}

// For long stretches of any kind: blanks, one text, many values.
TEST(Json, AsksWhetherToStop) {
  std::string values = "[0";
  for (int i = 0; i < 200'000; ++i) values += ", 0";
  for (const std::string& text :
       {std::string(1'000'000, ' ') + "1", "\"" + std::string(1'000'000, 'x') + "\"", values + "]", "\"" + [] {
          std::string escapes;
          for (int i = 0; i < 200'000; ++i) escapes += "\\n";
          return escapes;
        }() + "\""}) {
    int asked = 0;
    read_json(text, [&asked] { ++asked; });
    EXPECT_GE(asked, static_cast<int>(text.size() >> 16) - 1);
    EXPECT_LE(asked, static_cast<int>(text.size() >> 16) + 1);
    EXPECT_THROW(read_json(text, [] { throw Error("stop"); }), Error);
  }
}

}  // namespace
}  // namespace synth
