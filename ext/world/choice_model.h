// Which category a person chooses, and the exact probability of that choice.
//
// With probability match_rate the category is one of the emotion's mapped categories, otherwise one of the others.
// Inside either side category c is chosen in proportion to
//
//   weight(emotion, c) * taste(person, c) * tilt(local hour, c)
//
// A taste is lognormal with mean 1. Tastes are related: their logarithms are normal with the covariance
//
//   taste_strength^2 * appeal(c) . appeal(d)          between categories, and taste_strength^2 on the diagonal,
//
// so who likes Comedy mostly likes Entertainment, and what a person does under one emotion tells something about the
// others, as in the factor models by which recommenders describe people.
//
// P(c | emotion, person, hour) is known in closed form: it is the column `probability`, and the mean of -ln of it is
// the best log loss that any model can reach.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "math/rng.h"
#include "world/world_spec.h"

namespace synth::world {

struct Choice {
  std::uint16_t category;  ///< index into WorldSpec::categories
  bool matched;
  double probability;
};

/// What decides a choice, each uniform in [0, 1): one draw per side, so that a change of match_rate moves only the
/// clicks that change side.
struct ChoiceDraws {
  double side;
  double matched;
  double other;
};

class ChoiceModel {
 public:
  /// REQUIRES: spec has at least one category; 0 <= match_rate <= 1. An emotion without mapped categories always
  /// chooses among the others; one that is mapped to all of them always matches.
  ChoiceModel(const WorldSpec& spec, std::uint64_t seed, double match_rate);

  /// The same law with another match_rate, which costs a twentieth of making it.
  ChoiceModel with_match_rate(double match_rate) const;

  Choice choose(std::uint16_t emotion, std::uint64_t user, int local_hour, const ChoiceDraws& draws) const noexcept;

  /// The probability of every category, in the order of WorldSpec::categories.
  std::vector<double> probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour) const;

 private:
  struct Option {
    std::uint16_t category;
    double weight;
  };
  struct Sides {
    std::vector<Option> matched;
    std::vector<Option> other;
    double match_rate = 0;  // 0 or 1 where one side is empty

    void set_match_rate(double rate) noexcept { match_rate = matched.empty() ? 0 : other.empty() ? 1 : rate; }
  };

  // Normal variables come as 16 equally likely steps, four bits each.
  static constexpr std::size_t kSteps = 16;
  using Factor = std::array<float, kSteps>;  // a lognormal variable with mean 1, by step
  // The parts of a person's tastes that are the categories' own, read 16 at a time.
  struct Tastes {
    std::uint64_t user;
    std::uint64_t block = ~std::uint64_t{0};
    std::uint64_t word = 0;
  };
  static Factor factor(double sigma) noexcept;
  // What a choice reads: the categories side by side, so that a few lines of memory hold all of them.
  struct ChoiceContext {
    Tastes tastes;
    std::array<const float*, kTasteAxes> along;
    const float* tilt;
  };
  ChoiceContext mind(std::uint64_t user, int local_hour) const noexcept;
  double choice_weight(const Option& option, ChoiceContext& mind) const noexcept;
  Choice pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
              double side_probability) const noexcept;

  Key taste_key_;
  std::size_t categories_;
  std::vector<Factor> own_;                           // by category
  std::array<std::vector<float>, kTasteAxes> along_;  // (steps, categories)
  std::vector<float> hour_tilt_;                      // (hours, categories)
  std::vector<Sides> sides_;                          // by emotion
};

}  // namespace synth::world
