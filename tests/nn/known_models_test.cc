// A model of every format version, kept in tests/known/: it still loads and gives the probabilities that it gave when
// it was written. UPDATE_KNOWN=1 writes those of a new version; those of older versions are never written again.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "nn/format.h"
#include "nn/predictor.h"
#include "support/models.h"

namespace synth::nn {
namespace {

using namespace synth::testing;

std::string path_of(std::uint32_t version, const char* ending) {
  return std::string(SYNTH_SOURCE_DIR) + "/tests/known/model_format_" + std::to_string(version) + ending;
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Two components, a cross, people, cities, a label that no row has, and texts beyond ASCII.
std::string write_model() {
  TestHost host;
  Collector collector;
  for (int i = 0; i < 4000; ++i) {
    const int emotion = i % 2, person = i / 2 % 2;
    const std::string_view name = person == 0 ? "Zoë" : "Ben", city = i % 5 == 0 ? "Tokyo" : "Paris";
    collector.add(i % 37 == 0         ? "maybe"
                  : emotion != person ? "yes"
                                      : "no",
                  emotion == 0 ? "calm" : "wild", 1'700'000'000 + 1800 * (i / 4), &name, &city);
  }
  TrainingOptions options;
  options.labels = {"never"};
  options.threads = 1;
  Monitor monitor(host, options);
  return to_bytes(train(collector, options, monitor));
}

// One line for each query: emotion, time, person, city, then the probability of each label in their order.
std::string answers(const Model& model) {
  Predictor predictor(model);
  std::string lines;
  for (const std::string_view emotion : {"calm", "wild"})
    for (const std::int64_t moment : {1'700'000'000, 1'700'040'000})
      for (const std::string_view name : {"Zoë", "Ben", "Nobody"})
        for (const std::string_view city : {"Tokyo", "Nowhere"}) {
          const auto number = static_cast<std::int32_t>(model.emotions.find(emotion));
          lines.append(emotion).append("|").append(std::to_string(moment)).append("|");
          lines.append(name).append("|").append(city).append("|");
          for (const double p : predictor.probabilities(query_for(model, number, moment, &name, &city))) {
            char text[32];
            std::snprintf(text, sizeof text, " %.9f", p);
            lines += text;
          }
          lines += "\n";
        }
  return lines;
}

void expect_same(const std::string& ours, const std::string& known) {
  std::istringstream our_lines(ours), known_lines(known);
  std::string our_line, known_line;
  int compared = 0;
  while (std::getline(known_lines, known_line)) {
    ASSERT_TRUE(std::getline(our_lines, our_line));
    const std::size_t end = known_line.rfind('|');
    ASSERT_EQ(our_line.substr(0, end + 1), known_line.substr(0, end + 1));
    std::istringstream our_numbers(our_line.substr(end + 1)), known_numbers(known_line.substr(end + 1));
    double our_number = 0, known_number = 0;
    while (known_numbers >> known_number) {
      ASSERT_TRUE(our_numbers >> our_number) << known_line;
      EXPECT_NEAR(our_number, known_number, 1e-6) << known_line;
      ++compared;
    }
    EXPECT_FALSE(our_numbers >> our_number) << known_line;
  }
  EXPECT_FALSE(std::getline(our_lines, our_line));
  EXPECT_EQ(compared, 24 * 4);
}

TEST(KnownModels, OfEveryFormatVersionStillLoadAndPredictWhatTheyDid) {
  for (std::uint32_t version = 1; version <= kFormatVersion; ++version) {
    const std::string model_path = path_of(version, ".bin"), answers_path = path_of(version, ".txt");
    if (std::getenv("UPDATE_KNOWN") != nullptr && version == kFormatVersion && !std::filesystem::exists(model_path)) {
      const std::string bytes = write_model();
      std::ofstream(model_path, std::ios::binary) << bytes;
      std::ofstream(answers_path, std::ios::binary) << answers(from_bytes(bytes));
    }
    const std::string bytes = read(model_path);
    ASSERT_FALSE(bytes.empty()) << model_path << " is not there: UPDATE_KNOWN=1 writes it";
    EXPECT_EQ(static_cast<std::uint32_t>(bytes[8]), version);
    const Model model = from_bytes(bytes);
    EXPECT_EQ(model.network.deep, version == 1) << "version 1 had hidden layers by default";
    EXPECT_EQ(model.network.crosses.empty(), version == 1);
    EXPECT_EQ(model.rows.empty(), version == 1);
    expect_same(answers(model), read(answers_path));
  }
}

}  // namespace
}  // namespace synth::nn
