// The picture of a history: for any numbers, its ticks are readable and it stays small.
#include "draw/training_history.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace synth::draw {
namespace {

struct Epoch {
  double train_loss, validation_loss, validation_accuracy;
};

TrainingHistory history_of(std::size_t epochs, const std::function<Epoch(double)>& epoch, std::size_t best,
                           bool held_out = true) {
  TrainingHistory history;
  for (std::size_t i = 0; i < epochs; ++i) {
    const Epoch at = epoch(static_cast<double>(i));
    history.train_loss.push_back(at.train_loss);
    history.validation_loss.push_back(at.validation_loss);
    history.validation_accuracy.push_back(at.validation_accuracy);
  }
  history.best_epoch = best;
  history.held_out = held_out;
  return history;
}

struct Example {
  const char* name;
  TrainingHistory history;
};

std::vector<Example> examples() {
  const auto falling = [](double i) {
    return Epoch{2.5 * std::exp(-i / 8) + 1.7, 2.4 * std::exp(-i / 6) + 1.9 + i * 0.004, 0.35 - 0.2 * std::exp(-i / 6)};
  };
  std::vector<Example> all;
  all.push_back({"falling", history_of(40, falling, 27)});
  all.push_back({"flat", history_of(
                             12,
                             [](double i) {
                               return Epoch{0.4 + i * 1e-8, 0.4, 0.85};
                             },
                             1)});
  all.push_back({"zero", history_of(
                             12,
                             [](double) {
                               return Epoch{0, 0, 1};
                             },
                             1)});
  all.push_back({"steep", history_of(
                              9,
                              [](double i) {
                                return Epoch{69 / (1 + i * i), 69 / (1 + i), i / 9};
                              },
                              9)});
  all.push_back({"one", history_of(1, falling, 1)});
  all.push_back({"two", history_of(2, falling, 2)});
  all.push_back({"many", history_of(
                             10000, [&](double i) { return falling(i / 250); }, 6000)});
  all.push_back({"no_validation", history_of(40, falling, 40, false)});
  all.push_back({"flat_high", history_of(
                                  7,
                                  [](double i) {
                                    return Epoch{10.0004 + i * 1e-5, 10.01, 0.001};
                                  },
                                  0)});
  all.push_back({"huge", history_of(
                             5,
                             [](double i) {
                               return Epoch{1e308 * (i - 2), -1e308, 1e300 * i};
                             },
                             2)});
  all.push_back({"tiny", history_of(
                             5,
                             [](double i) {
                               return Epoch{1e-12 * i, 1e-9, 1e-9 * i};
                             },
                             2)});
  all.push_back({"none", history_of(0, falling, 0)});
  return all;
}

// The texts of the ticks on the left.
std::vector<std::string> ticks(const std::string& svg) {
  std::vector<std::string> result;
  const std::string mark = "text-anchor=\"end\">";
  for (std::size_t at = svg.find(mark); at != std::string::npos; at = svg.find(mark, at + 1))
    result.push_back(svg.substr(at + mark.size(), svg.find('<', at) - at - mark.size()));
  return result;
}

// SAVE_PICTURES=folder keeps the pictures for a look.
TEST(Picture, HasFewTicksOfFewDigitsWhateverTheNumbersAre) {
  for (const Example& example : examples()) {
    const std::string svg = training_history(example.history);
    if (const char* folder = std::getenv("SAVE_PICTURES"))
      std::ofstream(std::string(folder) + "/" + example.name + ".svg") << svg;
    EXPECT_LT(svg.size(), 600'000U) << example.name;
    EXPECT_EQ(svg.find("nan"), std::string::npos) << example.name;
    EXPECT_EQ(svg.find("inf"), std::string::npos) << example.name;
    const std::vector<std::string> numbers = ticks(svg);
    EXPECT_LE(numbers.size(), 16U) << example.name;
    for (const std::string& tick : numbers) {
      EXPECT_LE(tick.size(), 5U) << example.name;
      EXPECT_TRUE(tick.front() >= '0' && tick.front() <= '9') << example.name << ": " << tick;
    }
    // Two diagrams may have the same tick; within a diagram all differ.
    EXPECT_GE(std::set<std::string>(numbers.begin(), numbers.end()).size() * 2, numbers.size()) << example.name;
  }
}

TEST(Picture, AFlatCurveIsAFlatLine) {
  const std::string svg = training_history(history_of(
      3,
      [](double i) {
        return Epoch{0.4 + i * 2e-7, 0.4, 0.85};
      },
      1));
  const std::vector<std::string> numbers = ticks(svg);
  EXPECT_EQ(numbers.front(), "0.390");
  const std::size_t line = svg.find("class=\"line train\" d=\"M");
  ASSERT_NE(line, std::string::npos);
  const std::string path = svg.substr(line, svg.find('"', line + 24) - line);
  EXPECT_NE(path.find("M70 164L385 164.0L700 164.0"), std::string::npos) << path;
}

TEST(Picture, SaysWhichEpochIsTheBest) {
  const auto epoch = [](double i) { return Epoch{2 - i * 0.1, i == 2 ? 1.5 : 1.6, 0.4}; };
  const auto says = [&](std::uint32_t best, bool held_out, const char* words) {
    return training_history(history_of(5, epoch, best, held_out)).find(words) != std::string::npos;
  };
  EXPECT_TRUE(says(3, true, "epoch (dashed: the best, 3)<"));
  EXPECT_TRUE(says(2, true, "epoch (dashed: the best, 2; later gains were too small to count)<"));
  EXPECT_TRUE(says(0, true, "epoch (none was better than the start, which was kept)<"));
  EXPECT_TRUE(says(5, false, "epoch (no rows were held out: the last one was kept)<"));
  EXPECT_TRUE(training_history(history_of(0, epoch, 0)).find("was not trained: its time ran out") != std::string::npos);
}

}  // namespace
}  // namespace synth::draw
