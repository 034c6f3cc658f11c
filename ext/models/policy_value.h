// policy_value(reward, propensity, target_probability [, predicted_reward, predicted_value [, slate [, options]]]):
// what another policy would have earned on logged rows, by the estimators of off-policy evaluation, as JSON.
//
//   SELECT policy_value(clicked, propensity, 1.0 * (video_category = model_predict(m, emotion, timestamp, name)))
//   FROM impressions;
//
// A row is an action that was taken: its reward, the probability with which the logging policy took it, and that with
// which the target policy would take it. The weight is their ratio w. With r for the reward, q and v for the
// predictions, and means over rows (with slates, of sums over slates):
//
//   ips        mean(w r)                              Horvitz & Thompson 1952
//   snips      mean(w r) / mean(w)                    Swaminathan & Joachims 2015
//   dm         mean(v)                                the direct method
//   dr         mean(v + w (r - q))                    Dudik et al. 2014
//   sndr       mean(v) + mean(w (r - q)) / mean(w)
//   clipped    mean(min(w, clip) r)
//   switch_dr  mean(v + w (r - q) [w <= switch])      Wang et al. 2017
//   dros       mean(v + lambda w / (w^2 + lambda) (r - q))                          Su et al. 2020
//   sg_ips     mean(w / (1 - lambda + lambda w) r)    Metelli et al. 2021
//
// Standard errors are those of means over rows (slates), by the delta method for ratios.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/field.h"
#include "core/function.h"
#include "math/exact_sum.h"

namespace synth::models {

struct PolicyOptions {
  static constexpr double kNone = -1;
  double level = 0.95;
  double clip = kNone;
  double switch_at = kNone;
  double lambda = kNone;
};

inline constexpr double kLargestReward = 1e30;  // squares of weighted rewards, and their sums, stay far from overflow
inline constexpr Rule kNotGiven = {"not given"};

inline constexpr Field<PolicyOptions> kPolicyFields[] = {
    field<&PolicyOptions::clip>(
        Argument::real_above("clip", kNotGiven, {0, kLargestReward}, "gives clipped: larger weights count as this")),
    field<&PolicyOptions::lambda>(
        Argument::real("lambda", kNotGiven, {0, kLargestReward},
                       "gives dros, with predictions, and sg_ips, if it is at most 1: how much large weights shrink")),
    field<&PolicyOptions::level>(Argument::real_above("level", PolicyOptions{}.level, {0, 0.999999},
                                                      "probability that an interval covers the value")),
    field<&PolicyOptions::switch_at>(Argument::real("switch", kNotGiven, {0, kLargestReward},
                                                    "gives switch_dr: above this weight only the prediction counts")),
};
inline constexpr auto kPolicyArguments = arguments_of(kPolicyFields);

class PolicyValue {
 public:
  static constexpr Argument kArguments[] = {
      Argument::real("reward", Required{}, {-kLargestReward, kLargestReward},
                     "what the action earned, such as 1 for a click"),
      Argument::real_above("propensity", Required{}, {0, 1},
                           "probability with which the logging policy took this action"),
      Argument::real("target_probability", Required{}, {0, 1},
                     "probability with which the target policy would take this action"),
      Argument::real("predicted_reward", kNothing, {-kLargestReward, kLargestReward},
                     "what a model expects of this action"),
      Argument::real("predicted_value", kNothing, {-kLargestReward, kLargestReward},
                     "what a model expects of the target policy here: the sum over all actions of target probability "
                     "times predicted reward"),
      Argument::any("slate", kNothing, "text or an integer; NULL: rows are independent",
                    "rows of one slate: values are per slate, and errors over slates"),
      Argument::text("options", kNothing, "a JSON object", "level of the intervals, and settings of more estimators")};
  static constexpr Description kDescription{
      .name = "policy_value",
      .meaning =
          "What another policy would have earned on the rows of a logging policy, as JSON: rows, slates, skipped (rows "
          "with a NULL), mean_weight and its z against 1, ess (effective number of rows), max_weight, a warning or "
          "null, and the estimates ips, snips, with predictions dm, dr, sndr, and those that options ask for, each "
          "with value, se, low, high. NULL without rows.",
      .arguments = kArguments,
      .keys = kPolicyArguments,
      .example = "SELECT policy_value(matched, probability, probability) FROM synth_video_clicks(200)"};

  void step(const Arguments& arguments, Host& host);
  Result finish(Host& host);

 private:
  // What is summed over the rows of a unit: a unit is a row, or a slate. The estimators from kClipped on are means of
  // quantities of their own; the others are made of the first five.
  enum Quantity : std::uint8_t {
    kRows,
    kWeight,
    kWeightedReward,
    kPredictedValue,
    kCorrection,  // w (r - q)
    kClipped,
    kSwitchDr,
    kDros,
    kSgIps
  };
  static constexpr std::size_t kQuantities = 9;
  static constexpr std::size_t kShared = 5;
  using Unit = std::array<double, kQuantities>;
  using Factors = std::array<double, kShared>;

  // Sums over units, exact, so that their order cannot matter.
  class Sums {
   public:
    void add(const Unit& unit) noexcept;
    std::uint64_t units() const noexcept { return units_; }
    double mean(Quantity quantity) const noexcept;
    /// The standard error of the mean of a quantity; NaN with one unit.
    double error(Quantity quantity) const noexcept;
    /// The standard error of the mean of Σ factor · quantity.
    double error(const Factors& factors) const noexcept;

   private:
    static constexpr std::size_t kPairs = kShared * (kShared + 1) / 2;
    static constexpr std::size_t pair(std::size_t low, std::size_t high) noexcept {
      return high * (high + 1) / 2 + low;
    }
    /// units² times the covariance, from the sum of products.
    DoubleDouble spread(const ExactSum& products, std::size_t a, std::size_t b) const noexcept;
    double error_of(const DoubleDouble& spread) const noexcept;

    std::uint64_t units_ = 0;
    std::array<ExactSum, kQuantities> sums_;
    std::array<ExactSum, kPairs> products_;                // of the shared quantities
    std::array<ExactSum, kQuantities - kShared> squares_;  // of the others
  };

  struct Row {
    double weight, reward, predicted_reward, predicted_value;
    std::uint32_t slate;
    bool predicted;
  };
  // Rows with predictions and rows without: which of them count is known only in the end.
  struct Group {
    Sums sums;
    ExactSum squares;  // of the weights of rows
    double largest = 0;
    std::uint64_t rows = 0;
  };

  void read_options_once(const Arguments& arguments, Host& host);
  std::uint32_t slate_of(const Arguments& arguments);
  static void note_weight(Group& group, double weight) noexcept;
  void add(Group& group, const Row& row) const noexcept;
  Unit quantities(const Row& row) const noexcept;
  void add_slates(bool predicted, Group& group, Host& host) const;
  std::string report(const Group& group, bool slates, bool predicted) const;

  static constexpr std::uint32_t kNoSlate = UINT32_MAX;
  PolicyOptions options_;
  std::optional<std::string> options_text_;
  Group with_;
  Group without_;
  std::vector<Row> rows_;  // only if the argument slate is there
  std::unordered_map<std::string, std::uint32_t> slates_;
  std::uint64_t read_ = 0;
};

}  // namespace synth::models
