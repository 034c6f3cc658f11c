#include "models/model_hash.h"

#include <gtest/gtest.h>

#include "support/call.h"

namespace synth::models {
namespace {

using namespace synth::testing;

TEST(ModelHash, IsOfTheBytes) {
  TestHost host;
  const auto hash = [&](auto value) { return std::get<std::string>(call<ModelHash>(host, value)); };
  EXPECT_EQ(hash("a prompt").size(), 16U);
  EXPECT_EQ(hash("a prompt"), hash(Blob{"a prompt"}));
  EXPECT_NE(hash("a prompt"), hash("a prompt "));
  EXPECT_NE(hash(""), hash(" "));
  EXPECT_TRUE(is_null(call<ModelHash>(host, nullptr)));
  EXPECT_EQ(error_of([&] { call<ModelHash>(host, 5); }), "value must be text or a BLOB, not 5");
}

// These hashes are keys in users' tables: if they change, everything stored under them has to be made again.
TEST(ModelHash, StaysTheSame) {
  TestHost host;
  EXPECT_EQ(std::get<std::string>(call<ModelHash>(host, "a prompt")), "e3371f7aea9b73a7");
}

TEST(ModelHash, CanBeInterruptedOnManyMegabytes) {
  TestHost host;
  const Blob blob{std::string(std::size_t{30'000'000}, 'x')};
  call<ModelHash>(host, blob);
  EXPECT_GE(host.polls, 5);
  host.stop = true;
  EXPECT_EQ(error_of([&] { call<ModelHash>(host, blob); }), "interrupted");
}

}  // namespace
}  // namespace synth::models
