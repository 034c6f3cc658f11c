#include "world/world.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/reader.h"

namespace synth::world {
namespace {

Origin origin(std::uint64_t seed) {
  Origin origin;
  origin.seed = seed;
  origin.per_day = 1;
  return origin;
}

// {"video_exponent": 0.5} among that many blanks
std::string padded(std::size_t blanks) {
  return "{" + std::string(blanks, ' ') + "\"video_exponent\": 0.5}";
}

TEST(World, WorldsOfOneDocumentShareItsTextAndItsLaw) {
  testing::TestHost host;
  const std::string document = R"({"mood": {"persistence": 0.5}})", same = document;
  const auto first = World::open(origin(1), document, host), second = World::open(origin(2), same, host);
  EXPECT_NE(first, second);
  EXPECT_EQ(first->origin().document, second->origin().document);
  EXPECT_EQ(*first->origin().document, document);
  EXPECT_EQ(first->law(), second->law());
  EXPECT_EQ(open_spec(document, host), first->law());
  EXPECT_EQ(World::open(origin(1), same, host), first);
  const auto other = World::open(origin(1), R"({"mood": {"persistence": 0.6}})", host);
  EXPECT_NE(other, first);
  EXPECT_EQ(other->spec().mood_persistence, 0.6);
  const auto usual = World::open(origin(1), std::nullopt, host);
  EXPECT_EQ(usual->origin().document, nullptr);
  EXPECT_EQ(&usual->spec(), &default_spec());
}

TEST(World, OfLongDocumentsOnlyTheLastAreKept) {
  testing::TestHost host;
  std::vector<std::weak_ptr<const std::string>> texts;
  for (std::size_t k = 0; k < 4; ++k)
    texts.push_back(World::open(origin(1), padded(6'000'000 + k), host)->origin().document);
  EXPECT_TRUE(texts[0].expired());
  EXPECT_FALSE(texts[1].expired());
  EXPECT_FALSE(texts[3].expired());
  for (std::uint64_t seed = 2; seed < 8; ++seed) World::open(origin(seed), padded(6'000'003), host);
  EXPECT_FALSE(texts[2].expired()) << "six more worlds of one document are no more text";
}

TEST(World, ADocumentHasAGreatestLength) {
  testing::TestHost host;
  EXPECT_NO_THROW(World::open(origin(1), padded(19'000'000), host));
  for (const std::size_t blanks : {20'000'000, 50'000'000}) {
    const std::string document = padded(blanks);
    try {
      World::open(origin(1), document, host);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()),
                "world must be a document of at most 20000000 bytes, not " + std::to_string(document.size()));
    }
  }
}

}  // namespace
}  // namespace synth::world
