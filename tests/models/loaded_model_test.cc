// The cache of parsed models.
#include "models/loaded_model.h"

#include <gtest/gtest.h>

#include "models/model_predict.h"
#include "support/call.h"
#include "support/models.h"

namespace synth::models {
namespace {

using namespace synth::testing;

constexpr int kMoment = 1'700'000'000;

TEST(ModelCache, AFlippedBitIsRefusedAlthoughTheGoodModelIsCached) {
  TestHost host;
  host.keeps = false;
  call<ModelPredict>(host, small_model(), "happy", kMoment);
  Blob damaged{small_model().bytes};
  damaged.bytes[damaged.bytes.size() / 2] ^= 1;
  EXPECT_NE(error_of([&] { call<ModelPredict>(host, damaged, "happy", kMoment); }), "");
}

}  // namespace
}  // namespace synth::models
