#include "world/population.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/reader.h"

namespace synth::world {
namespace {

std::shared_ptr<const Population> open(std::uint64_t seed, std::optional<std::string_view> document, Host& host) {
  return Population::open({.seed = seed}, document, host);
}

// {"video_exponent": 0.5} among that many blanks
std::string padded(std::size_t blanks) {
  return "{" + std::string(blanks, ' ') + "\"video_exponent\": 0.5}";
}

TEST(Population, ThoseOfOneDocumentShareItsTextAndItsLaw) {
  testing::TestHost host;
  const std::string document = R"({"mood": {"persistence": 0.5}})", same = document;
  const auto first = open(1, document, host), second = open(2, same, host);
  EXPECT_NE(first, second);
  EXPECT_EQ(first->document(), second->document());
  EXPECT_EQ(*first->document(), document);
  EXPECT_EQ(first->law(), second->law());
  EXPECT_EQ(open_spec(document, host), first->law());
  EXPECT_EQ(open(1, same, host), first);
  const auto other = open(1, R"({"mood": {"persistence": 0.6}})", host);
  EXPECT_NE(other, first);
  EXPECT_EQ(other->spec().mood_persistence, 0.6);
  const auto usual = open(1, std::nullopt, host);
  EXPECT_EQ(usual->document(), nullptr);
  EXPECT_EQ(&usual->spec(), &default_spec());
}

TEST(Population, OnlyTheLastLongDocumentsAreKept) {
  testing::TestHost host;
  std::vector<std::weak_ptr<const std::string>> texts;
  for (std::size_t k = 0; k < 4; ++k) texts.push_back(open(1, padded(6'000'000 + k), host)->document());
  EXPECT_TRUE(texts[0].expired());
  EXPECT_FALSE(texts[1].expired());
  EXPECT_FALSE(texts[3].expired());
  for (std::uint64_t seed = 2; seed < 8; ++seed) open(seed, padded(6'000'003), host);
  EXPECT_FALSE(texts[2].expired()) << "six more of one document are no more text";
}

TEST(Population, ADocumentHasAMaximumLength) {
  testing::TestHost host;
  EXPECT_NO_THROW(open(1, padded(19'000'000), host));
  for (const std::size_t blanks : {20'000'000, 50'000'000}) {
    const std::string document = padded(blanks);
    try {
      open(1, document, host);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()),
                "world must be a document of at most 20000000 bytes, not " + std::to_string(document.size()));
    }
  }
}

// Making a population can be stopped, with any number of people. A stopped one is not kept.
TEST(Population, MakingOneCanBeInterrupted) {
  std::string cities;
  for (int k = 0; k < 9000; ++k)
    cities += (k == 0 ? "" : ",") + std::string(R"({"city": "c)") + std::to_string(k) + R"(", "weight": 1})";
  const std::string document = R"({"cities": [)" + cities + "]}";
  const auto make = [&](testing::TestHost& host) { return Population::open({.users = 10'000'000}, document, host); };
  testing::TestHost patient;
  open_spec(document, patient);
  const int read = patient.polls;  // the document is read anew: no population has it yet
  make(patient);
  EXPECT_GT(patient.polls - 2 * read, 9000 / 256) << "asked every few milliseconds";
  testing::TestHost host;
  host.stop = true;
  EXPECT_THROW(make(host), Error);
  host.stop = false;
  const auto made = make(host);
  EXPECT_EQ(made->spec().cities.size(), 9000U);
  EXPECT_EQ(make(host), made);
}

}  // namespace
}  // namespace synth::world
