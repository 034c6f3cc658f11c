#include "nn/format.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/error.h"
#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using synth::testing::error_of;
using synth::testing::small_model;

// The bytes with a right checksum, as somebody who changes a model on purpose would leave them.
std::string repaired(std::string bytes) {
  const std::uint64_t sum = checksum(std::string_view(bytes).substr(0, bytes.size() - 8));
  for (std::size_t i = 0; i < 8; ++i) bytes[bytes.size() - 8 + i] = static_cast<char>(sum >> (8 * i) & 0xFF);
  return bytes;
}

TEST(Format, AModelComesBackAsItWas) {
  EXPECT_EQ(to_bytes(from_bytes(small_model().bytes)), small_model().bytes);
}

TEST(Format, WhatCouldNotBeReadIsNotWritten) {
  Model model = from_bytes(small_model().bytes);
  model.network.weights[0] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(error_of([&] { to_bytes(model); }),
            "training came to a number that is not finite; a smaller option \"learning_rate\" may help");
}

TEST(Format, EveryTruncationIsRefused) {
  const std::string& bytes = small_model().bytes;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    ASSERT_THROW(from_bytes(std::string_view(bytes).substr(0, size)), Error) << size;
}

TEST(Format, EveryFlippedBitIsRefused) {
  std::string bytes = small_model().bytes;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    ASSERT_THROW(from_bytes(bytes), Error) << bit;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  }
}

TEST(Format, TrailingBytesAreRefused) {
  EXPECT_THROW(from_bytes(small_model().bytes + '\0'), Error);
  std::string longer = small_model().bytes;
  longer.insert(longer.size() - 8, "more");
  EXPECT_EQ(error_of([&] { from_bytes(repaired(longer)); }), "holds more than it should");
}

// Whatever a repaired checksum lets through is either refused or a model that can be used and written.
TEST(Format, BehindARepairedChecksumTheStructureIsValidated) {
  const std::string& bytes = small_model().bytes;
  std::size_t refused = 0;
  for (std::size_t at = 0; at + 8 < bytes.size(); ++at) {
    if (at > 700 && at % 13 != 0) continue;
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ flip);
      try {
        const Model model = from_bytes(repaired(changed));
        Predictor predictor(model);
        double sum = 0;
        for (const double p : predictor.probabilities({0, 5, 2, 1, 0})) sum += p;
        ASSERT_NEAR(sum, 1.0, 1e-9) << at;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDamaged);
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 500U);
}

TEST(Format, ANewerVersionSaysSo) {
  std::string bytes = small_model().bytes;
  bytes[8] = 9;
  EXPECT_NE(error_of([&] { from_bytes(repaired(bytes)); }).find("format version 9, which needs a newer sqlite-synth"),
            std::string::npos);
}

TEST(Format, OtherBytesAreNoModel) {
  EXPECT_EQ(error_of([] { from_bytes(""); }), "is no model: it does not begin as model_train's do");
  EXPECT_EQ(error_of([] { from_bytes("synthNN\n"); }), "is cut short");
}

}  // namespace
}  // namespace synth::nn
