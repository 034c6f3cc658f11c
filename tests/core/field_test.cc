#include "core/field.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace synth {
namespace {

struct Document {
  enum class Kind : std::uint8_t { kRound, kSquare };
  std::uint32_t count = 3;
  double share = 0.5;
  bool quick = true;
  Kind kind = Kind::kSquare;
  std::array<double, 3> weights{};
  std::vector<std::uint32_t> sizes = {4, 5};
  std::vector<std::string> labels;
  std::uint64_t seed = 0;
};

constexpr std::string_view kKinds[] = {"round", "square"};

constexpr Field<Document> kFields[] = {
    field<&Document::count>("count", {1, 9}, "how many"),
    field<&Document::share>("part.share", {0, 1}, "of all"),
    field<&Document::quick>("part.quick", "whether"),
    field<&Document::weights>("part.weights", Rule{"zeros"}, {0, 10}, "of three"),
    field<&Document::kind>("kind", kKinds, "which"),
    field<&Document::sizes>({.name = "sizes",
                             .type = Type::kIntegers,
                             .otherwise = Rule{"[4, 5]"},
                             .meaning = "of each",
                             .integers = {1, 100},
                             .size = {0, 2}}),
    field<&Document::labels>({.name = "labels",
                              .type = Type::kTexts,
                              .otherwise = Rule{"[]"},
                              .meaning = "names",
                              .allowed = "an array of texts or integers"}),
    field<&Document::seed>("seed", kAnyInteger, "chance"),
};
constexpr auto kArguments = arguments_of(kFields);

std::string name_of(std::string_view path) {
  return path.empty() ? "document" : "$." + std::string(path);
}

Document read(const std::string& text) {
  Document document;
  read_fields<Document>(read_json(text), kFields, name_of, document);
  return document;
}

std::string refusal(const std::string& text) {
  try {
    read(text);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string written(const Document& document) {
  JsonWriter json;
  json.open('{');
  write_fields<Document>(document, kFields, json);
  json.close('}');
  return json.text();
}

TEST(Field, TheDefaultIsTheMembersOwn) {
  EXPECT_EQ(std::get<std::int64_t>(kArguments[index_of(kArguments, "count")].otherwise), 3);
  EXPECT_EQ(std::get<double>(kArguments[index_of(kArguments, "part.share")].otherwise), 0.5);
  EXPECT_TRUE(std::get<bool>(kArguments[index_of(kArguments, "part.quick")].otherwise));
  EXPECT_EQ(std::get<std::string_view>(kArguments[index_of(kArguments, "kind")].otherwise), "square");
}

TEST(Field, WhatIsNotNamedStays) {
  const Document document = read(R"({"part": {"quick": false}, "sizes": [], "labels": ["a", 23], "seed": -1})");
  EXPECT_EQ(document.count, 3U);
  EXPECT_EQ(document.share, 0.5);
  EXPECT_FALSE(document.quick);
  EXPECT_TRUE(document.sizes.empty());
  EXPECT_EQ(document.labels, (std::vector<std::string>{"a", "23"}));
  EXPECT_EQ(document.seed, ~std::uint64_t{0});
}

TEST(Field, TellsWhatWasGiven) {
  Document document;
  const GivenFields given =
      read_fields<Document>(read_json(R"({"part": {"quick": true}, "count": 3})"), kFields, name_of, document);
  for (std::size_t k = 0; k < given.size(); ++k)
    EXPECT_EQ(given[k], kArguments[k].name == "part.quick" || kArguments[k].name == "count") << kArguments[k].name;
}

TEST(Field, WhatIsWrittenReadsBackAsTheSame) {
  const std::string text =
      R"({"count": 7.0, "part": {"share": 0.1, "quick": false, "weights": [1, 2.5, 0]}, "kind": "round",
          "sizes": [100], "labels": ["x"], "seed": -7})";
  const std::string first = written(read(text));
  EXPECT_EQ(first, written(read(first)));
  EXPECT_NE(first, written(Document()));
  EXPECT_EQ(read_json(first).find("part")->find("share")->real, 0.1);
  EXPECT_EQ(read_json(first).find("seed")->integer, -7);
  EXPECT_EQ(read_json(first).find("count")->integer, 7);
}

TEST(Field, ErrorsNameThePlaceWhatIsAllowedAndWhatWasGiven) {
  EXPECT_EQ(refusal("[]"), "document must be an object, not an array");
  EXPECT_EQ(refusal(R"({"count": 0})"), "$.count must be between 1 and 9, not 0");
  EXPECT_EQ(refusal(R"({"count": 1.5})"), "$.count must be an integer between 1 and 9, not 1.5");
  EXPECT_EQ(refusal(R"({"part": 5})"), "$.part must be an object, not 5");
  EXPECT_EQ(refusal(R"({"part": {"share": 2}})"), "$.part.share must be between 0 and 1, not 2");
  EXPECT_EQ(refusal(R"({"part": {"weights": [1, 2]}})"),
            "$.part.weights must be an array of 3 numbers between 0 and 10, not an array");
  EXPECT_EQ(refusal(R"({"part": {"weights": [1, 2, 11]}})"), "$.part.weights[2] must be between 0 and 10, not 11");
  EXPECT_EQ(refusal(R"({"kind": "flat"})"), "$.kind must be \"round\" or \"square\", not 'flat'");
  EXPECT_EQ(refusal(R"({"sizes": [1, 2, 3]})"),
            "$.sizes must be an array of at most 2 integers between 1 and 100, not an array");
  EXPECT_EQ(refusal(R"({"labels": [1.5]})"), "$.labels must be an array of texts or integers, not an array");
  EXPECT_EQ(refusal(R"({"part": {"quick": 1}})"), "$.part.quick must be true or false, not 1");
}

TEST(Field, UnknownAndRepeatedKeysAreRefused) {
  EXPECT_EQ(refusal(R"({"cuont": 1})"), "document: unknown key 'cuont'; did you mean 'count'?");
  EXPECT_EQ(refusal(R"({"part": {"shares": 1}})"), "$.part: unknown key 'shares'; did you mean 'share'?");
  EXPECT_EQ(refusal(R"({"part.share": 1})").substr(0, 34), "document: unknown key 'part.share'") << "no path";
  EXPECT_EQ(refusal(R"({"part": {"share": 1, "share": 1}})"), "$.part.share is given twice");
}

}  // namespace
}  // namespace synth
