#include "nn/format.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "core/error.h"
#include "nn/limits.h"
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
            "training produced numbers that are too large; a smaller \"learning_rate\" may help");
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

// Where the content of a section begins.
std::size_t section(const std::string& bytes, std::string_view tag) {
  const std::size_t at = bytes.find(std::string(tag) + std::string(4, '\0'));
  EXPECT_NE(at, std::string::npos) << tag;
  return at + 16;
}

template <class Number>
std::string forged(std::string_view tag, std::size_t offset, Number number) {
  std::string bytes = small_model().bytes;
  std::memcpy(bytes.data() + section(bytes, tag) + offset, &number, sizeof number);
  return repaired(std::move(bytes));
}

std::string refusal(const std::string& bytes) {
  return error_of([&] { from_bytes(bytes); });
}

TEST(Format, NumbersThatNoTrainingComesToAreRefused) {
  constexpr double kHuge = 1e308;
  const auto version = static_cast<std::size_t>(from_bytes(small_model().bytes).provenance.made_by.size());
  const std::size_t facts = 4 + version;
  constexpr std::uint64_t kManyRows = (std::uint64_t{1} << 53) + 1;
  const std::pair<const char*, std::string> cases[] = {
      {"epochs", forged("OPTS", 0, 10001U)},
      {"patience", forged("OPTS", 4, 0xFFFFFFFFU)},
      {"batch", forged("OPTS", 8, 0xFFFFFFFFU)},
      {"learning_rate", forged("OPTS", 20, 1.5)},
      {"l2", forged("OPTS", 28, kHuge)},
      {"validation", forged("OPTS", 36, -1.0)},
      {"min_rows", forged("OPTS", 60, kManyRows)},
      {"the version's length", forged("FACT", 0, 101U)},
      {"rows", forged("FACT", facts, kManyRows)},
      {"skipped", forged("FACT", facts + 8, kManyRows)},
      {"no distinct row", forged("FACT", facts + 16, std::uint64_t{0})},
      {"more distinct rows than rows", forged("FACT", facts + 16, std::uint64_t{401})},
      {"training_rows", forged("FACT", facts + 24, std::uint64_t{1})},
      {"validation_rows", forged("FACT", facts + 32, std::uint64_t{401})},
      {"first_time", forged("FACT", facts + 56, INT64_MIN)},
      {"last_time before the first", forged("FACT", facts + 64, std::int64_t{0})},
      {"last_time", forged("FACT", facts + 64, INT64_MAX)},
      {"validation_from", forged("FACT", facts + 72, INT64_MAX)},
      {"best_epoch", forged("FACT", facts + 84, 4U)},
      {"training loss", forged("FACT", facts + 92, kHuge)},
      {"training accuracy", forged("FACT", facts + 100, 1.5)},
      {"validation loss", forged("FACT", facts + 108, -1.0)},
      {"validation accuracy", forged("FACT", facts + 116, -0.5)},
      {"temperature", forged("FACT", facts + 124, 0.0)},
      {"history's train loss", forged("HIST", 4, kHuge)},
      {"history's validation loss", forged("HIST", 12, -kHuge)},
      {"history's accuracy", forged("HIST", 20, 2.0)},
      {"history's learning rate", forged("HIST", 28, kHuge)},
      {"emotion counts", forged("EMOC", 0, kHuge)},
      {"half a row", forged("EMOC", 0, 0.5)},
      {"the prior's gate", forged("BASE", 0, 3e38F)},
      {"the prior", forged("BASE", 7 * 2 * 4, -3e38F)},
      {"a weight", forged("WGTS", 0, 1e7F)},
  };
  for (const auto& [what, bytes] : cases) EXPECT_NE(refusal(bytes), "") << what;
  EXPECT_EQ(refusal(forged("HIST", 4, kHuge)), "holds a loss that cannot be");
  EXPECT_EQ(refusal(forged("EMOC", 0, kHuge)), "holds a count that cannot be");
  EXPECT_EQ(refusal(repaired(small_model().bytes)), "");
}

// A few weights of the hidden layers, each of them small enough, whose product is no number any more.
TEST(Format, HiddenLayersThatOverflowAreRefused) {
  Model model{Network(NetworkShape{2, 1, 0, 0, std::vector<std::uint32_t>(kMaxLayers, 1024)})};
  const Model small = from_bytes(small_model().bytes);
  model.provenance = small.provenance;
  model.labels.intern("1");
  model.labels.intern("2");
  model.emotions.intern("calm");
  model.emotion_count = {400};
  model.network.deep = true;
  std::string bytes = to_bytes(model);
  EXPECT_EQ(refusal(bytes), "holds a best epoch that cannot be") << "it has no history";
  model.provenance.best_epoch = 0;
  bytes = to_bytes(model);
  ASSERT_EQ(refusal(bytes), "");
  for (float& weight : model.network.weights) weight = 1e4F;
  EXPECT_EQ(error_of([&] { to_bytes(model); }),
            "training produced numbers that are too large; a smaller \"learning_rate\" may help");
  const float large = 1e4F;
  const std::size_t end = section(bytes, "CROS") - 16;
  for (std::size_t at = section(bytes, "WGTS"); at < end; at += 4) std::memcpy(&bytes[at], &large, 4);
  EXPECT_EQ(refusal(repaired(bytes)), "holds weights that cannot be");
}

TEST(Format, TheMostThatTrainingCanComeToIsRead) {
  Model model = from_bytes(small_model().bytes);
  constexpr std::uint64_t kMax = std::uint64_t{1} << 53;
  model.options.epochs = model.options.patience = kMaxEpochs;
  model.options.batch = kMaxBatch;
  model.options.min_rows = kMax;
  model.options.learning_rate = 1;
  model.options.l2 = kMaxL2;
  model.options.validation = 0.9;
  model.history.assign(kMaxEpochs, {69.1, -1e-7, 1.0000001, 1.0});
  model.emotion_count.assign(model.emotion_count.size(), 0x1p53);
  Provenance& facts = model.provenance;
  facts.rows = facts.distinct_rows = facts.skipped = kMax;
  facts.training_rows = 1;
  facts.validation_rows = kMax - 1;
  facts.first_time = -62167219200;  // of the year 0
  facts.last_time = 253402300799;
  facts.validation_from = facts.last_time;
  facts.best_epoch = kMaxEpochs;
  facts.updates = 0xFFFFFFFF;
  facts.training = {69.1, 1.0000001};
  EXPECT_EQ(to_bytes(from_bytes(to_bytes(model))), to_bytes(model));

  // One label, one emotion, nobody and nowhere.
  synth::testing::TestHost host;
  Collector collector;
  for (int i = 0; i < 12; ++i) collector.add("only", "calm", 0, nullptr, nullptr);
  TrainingOptions options = synth::testing::quick();
  Monitor monitor(host, options);
  const std::string bytes = to_bytes(train(collector, options, monitor));
  EXPECT_EQ(to_bytes(from_bytes(bytes)), bytes);
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
