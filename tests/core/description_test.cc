#include "core/description.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace synth {
namespace {

constexpr std::string_view kChoices[] = {"time", "random"};

constexpr Argument kArguments[] = {
    Argument::integer("seed", 0, kAnyInteger, "a"),
    Argument::integer("progress", 0, {0, 1}, "b"),
    Argument::integer("best", Rule{"all"}, {1, INT64_MAX}, "c"),
    Argument::integer("videos", kNothing, {1, 1099511627776}, "d").with_least("one per category"),
    Argument::integer("timestamp", Required{}, {-5, 5}, "e").in_words("unix seconds"),
    Argument::real("rate", 0.8, {0, 1}, "f"),
    Argument::real("per_day", Rule{"n a day"}, {1e-6, 2.5e14}, "g"),
    Argument::real_above("days", 30.0, {0, 36500}, "h"),
    Argument::real("share", 1.0, kAnyReal, "i"),
    Argument::boolean("refit", true, "j"),
    Argument::choice("by", "time", kChoices, "k"),
    Argument::text("model", "clicks", "a name", "l"),
    {.name = "hours",
     .type = Type::kNumbers,
     .otherwise = Rule{"flat"},
     .meaning = "m",
     .reals = {-1, 1},
     .size = {24, 24}},
    {.name = "hidden",
     .type = Type::kIntegers,
     .otherwise = Rule{"[64]"},
     .meaning = "n",
     .integers = {1, 1024},
     .size = {0, 8}},
    {.name = "city", .type = Type::kText, .otherwise = kNothing, .meaning = "o", .size = {1, 100}},
};

constexpr Argument kLetters[] = {Argument::boolean("a", true, "m"), Argument::boolean("b", true, "m")};

TEST(Describe, NamesAreFoundWhenTheCodeIsCompiled) {
  static_assert(index_of(kArguments, "seed") == 0 && index_of(kArguments, "days") == 7);
  static_assert(find_index(std::span<const Argument>(kArguments), "day") == kNone);
  static_assert(kArguments[index_of(kArguments, "rate")].renamed("match_rate").name == "match_rate");
}

template <std::int64_t kDefault>
concept IsDefault = requires {
  typename std::bool_constant<(Argument::integer("n", kDefault, {0, 10}, "m").required())>;
};
template <int kTenths>
concept IsRealDefault = requires {
  typename std::bool_constant<(Argument::real("r", kTenths / 10.0, {0, 1}, "m").required())>;
};
template <char kLetter>
struct Name {
  static constexpr char kText[] = {kLetter};
};
template <char kLetter>
concept IsName = requires {
  typename std::integral_constant<std::size_t, index_of(kLetters, std::string_view(Name<kLetter>::kText, 1))>;
};

TEST(Describe, AWrongDefaultOrNameDoesNotCompile) {
  static_assert(IsDefault<0> && IsDefault<10> && !IsDefault<-1> && !IsDefault<11>);
  static_assert(IsRealDefault<0> && IsRealDefault<10> && !IsRealDefault<-1> && !IsRealDefault<11>);
  static_assert(IsName<'a'> && IsName<'b'> && !IsName<'c'>);
}

struct Words {
  std::string_view name, otherwise, range, must_be, of_another_type;
};
constexpr Words kWords[] = {
    {"seed", "0", "any 64-bit integer", "an integer", "an integer"},
    {"progress", "0", "0 or 1", "between 0 and 1", "an integer between 0 and 1"},
    {"best", "all", "at least 1", "at least 1", "an integer of at least 1"},
    {"videos", "NULL", "one per category to 1099511627776", "between 1 and 1099511627776",
     "an integer between 1 and 1099511627776"},
    {"timestamp", "", "unix seconds", "between -5 and 5", "an integer between -5 and 5"},
    {"rate", "0.8", "0 to 1", "between 0 and 1", "a number between 0 and 1"},
    {"per_day", "n a day", "1e-06 to 2.5e+14", "between 1e-06 and 2.5e+14", "a number between 1e-06 and 2.5e+14"},
    {"days", "30", "more than 0, at most 36500", "more than 0 and at most 36500",
     "a number more than 0 and at most 36500"},
    {"share", "1", "any number", "a number", "a number"},
    {"refit", "true", "true, false", "true or false", "true or false"},
    {"by", "time", "\"time\", \"random\"", "\"time\" or \"random\"", "\"time\" or \"random\""},
    {"model", "clicks", "a name", "text", "text"},
    {"hours", "flat", "24 numbers, -1 to 1", "an array of 24 numbers between -1 and 1",
     "an array of 24 numbers between -1 and 1"},
    {"hidden", "[64]", "at most 8 integers, 1 to 1024", "an array of at most 8 integers between 1 and 1024",
     "an array of at most 8 integers between 1 and 1024"},
    {"city", "NULL", "1 to 100 bytes", "text of 1 to 100 bytes in UTF-8", "text of 1 to 100 bytes in UTF-8"},
};

TEST(Describe, TheWordsFollowFromTheValues) {
  for (std::size_t k = 0; k < std::size(kWords); ++k) {
    const Argument& argument = kArguments[k];
    ASSERT_EQ(argument.name, kWords[k].name);
    EXPECT_EQ(default_words(argument, false), kWords[k].otherwise) << argument.name;
    EXPECT_EQ(range_words(argument), kWords[k].range) << argument.name;
    EXPECT_EQ(must_be(argument, true), kWords[k].must_be) << argument.name;
    EXPECT_EQ(must_be(argument, false), kWords[k].of_another_type) << argument.name;
  }
  EXPECT_EQ(default_words(kArguments[index_of(kArguments, "by")], true), "\"time\"");
  EXPECT_EQ(type_word(Type::kReal, true), "number");
  EXPECT_EQ(type_word(Type::kReal, false), "real");
}

}  // namespace
}  // namespace synth
