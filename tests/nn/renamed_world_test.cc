// The network knows nothing of the invented world's law: with emotions renamed and categories permuted, so that both
// sort otherwise, it is as good as before.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "nn/metrics.h"
#include "nn/model.h"
#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

struct Names {
  std::array<std::string, ClickWorld::kEmotions> emotions;
  std::array<std::string, ClickWorld::kLabels> labels;
};

Names original() {
  Names names;
  for (std::size_t e = 0; e < names.emotions.size(); ++e) names.emotions[e] = ClickWorld::kEmotionNames[e];
  for (std::size_t c = 0; c < names.labels.size(); ++c) names.labels[c] = std::to_string(ClickWorld::kIds[c]);
  return names;
}

// The same ids in other places; emotions as no list of emotions has them, in another order.
Names renamed() {
  Names names = original();
  const Names before = names;
  for (std::size_t c = 0; c < names.labels.size(); ++c) names.labels[c] = before.labels[(7 * c + 4) % 15];
  names.emotions = {"zeta", "Eta", "über", "beta", "delta", "alpha", "gamma"};
  return names;
}

double held_out_log_loss(const std::vector<ClickWorld::Click>& learned, const std::vector<ClickWorld::Click>& later,
                         const Names& names) {
  TestHost host;
  Collector collector;
  const auto city_of = [](const ClickWorld::Click& row) {
    return std::string_view(ClickWorld::kCityNames[static_cast<std::size_t>(row.city)]);
  };
  for (const auto& row : learned) {
    const std::string name = ClickWorld::name_of(row.person);
    const std::string_view view = name, city = city_of(row);
    collector.add(names.labels[static_cast<std::size_t>(row.label)],
                  names.emotions[static_cast<std::size_t>(row.emotion)], row.timestamp, &view, &city);
  }
  TrainingOptions options;
  options.threads = 1;
  Monitor monitor(host, options);
  const Model model = train(collector, options, monitor);
  Predictor predictor(model);
  Metrics metrics;
  for (const auto& row : later) {
    const std::string name = ClickWorld::name_of(row.person);
    const std::string_view view = name, city = city_of(row);
    const auto emotion = model.emotions.find(names.emotions[static_cast<std::size_t>(row.emotion)]);
    metrics.add(
        predictor.probabilities(query_for(model, static_cast<std::int32_t>(emotion), row.timestamp, &view, &city)),
        model.labels.find(names.labels[static_cast<std::size_t>(row.label)]));
  }
  return metrics.log_loss();
}

TEST(RenamedWorld, IsLearnedAsWell) {
  const ClickWorld world(200, 31);
  const auto learned = clicks(world, 0, 16000, 20000), later = clicks(world, 16000, 20000, 20000);
  const double before = held_out_log_loss(learned, later, original());
  const double after = held_out_log_loss(learned, later, renamed());
  ::testing::Test::RecordProperty("before", std::to_string(before));
  ::testing::Test::RecordProperty("after", std::to_string(after));
  EXPECT_NEAR(before, after, 0.005);
  double truth = 0;
  for (const auto& row : later) truth -= std::log(row.probability) / static_cast<double>(later.size());
  EXPECT_LT(before, truth + 0.15) << "so bad that a renaming cannot spoil it";
}

}  // namespace
}  // namespace synth::nn
