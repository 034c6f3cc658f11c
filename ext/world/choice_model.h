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
// so people who like Comedy mostly like Entertainment, and what a person does under one emotion says something about
// the others, as in the latent factor models of recommender systems.
//
// Where the law has topics (session.topic), the category that the person chose before in the session is chosen again
// with that chance, if it is on the side that was drawn.
//
// P(c | emotion, person, hour, topic) has a closed form. It is the column `probability`, and the mean of its -ln is the
// best log loss that any model can reach.
//
// A document's choice is that of the default law wherever the two laws allow it: a maximal coupling of the laws of this
// emotion, person and hour over all categories (math/maximal_coupling.h). Where the default law lacks the emotion, or
// all categories, there is nothing to keep, and each side draws by the names of its categories.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "math/maximal_coupling.h"
#include "math/rng.h"
#include "world/world_spec.h"

namespace synth::world {

struct Choice {
  std::uint16_t category;  ///< index into WorldSpec::categories
  bool matched;
  double probability;
};

/// No category was chosen before.
inline constexpr std::uint16_t kNoTopic = 0xFFFF;

/// The random numbers behind a choice, each uniform in [0, 1). Each side has its own, so that another match_rate moves
/// only the clicks that change side. What the default law leaves unused of them decides what an edited law changes.
struct ChoiceDraws {
  double side;
  double matched;
  double other;
  double topic = 1;  ///< whether the topic is chosen again
};

class ChoiceModel {
 public:
  /// REQUIRES: spec has at least one category; 0 <= match_rate <= 1. An emotion without mapped categories always
  /// chooses among the others; one that is mapped to all of them always matches.
  ChoiceModel(const WorldSpec& spec, std::uint64_t seed, double match_rate);

  /// The same model with another match_rate, at a twentieth of the cost of making it.
  ChoiceModel with_match_rate(double match_rate) const;

  bool has_topics() const noexcept { return topic_rate_ > 0; }

  /// `topic`: the category that the person chose before in the session, or kNoTopic.
  Choice choose(std::uint16_t emotion, std::uint64_t user, int local_hour, const ChoiceDraws& draws,
                std::uint16_t topic = kNoTopic) const noexcept;

  /// The probability of every category, in the order of WorldSpec::categories.
  std::vector<double> probabilities(std::uint16_t emotion, std::uint64_t user, int local_hour,
                                    std::uint16_t topic = kNoTopic) const;

 private:
  struct Option {
    std::uint16_t category;
    std::uint16_t taste;  // which four bits of a person's tastes, or kOwnTaste
    double weight;
  };
  struct Sides {
    std::vector<Option> matched;
    std::vector<Option> other;
    std::uint64_t is_matched = 0;  // a bit for each category
    double match_rate = 0;         // 0 or 1 if a side is empty
    // The default law's sides, if this emotion differs from them in more than the match_rate.
    const Sides* usual = nullptr;
    bool by_name = false;  // this emotion has nothing in common with the default law

    void set_match_rate(double rate) noexcept { match_rate = matched.empty() ? 0 : other.empty() ? 1 : rate; }
  };
  // The default law, as far as an edited one needs it.
  struct Anchor;

  // Normal variables have 16 equally likely values, four random bits each.
  static constexpr std::size_t kSteps = 16;
  using Factor = std::array<float, kSteps>;  // a lognormal variable with mean 1, by step
  // A person's tastes for the default law's first 16 categories are one word. Others have words of their own, by name,
  // so that one more moves no other.
  static constexpr std::uint16_t kOwnTaste = 16;
  static Factor factor(double sigma) noexcept;
  // What a choice reads, with the categories next to each other in few cache lines.
  struct ChoiceContext {
    std::uint64_t user;
    std::uint64_t tastes;
    std::array<const float*, kTasteAxes> along;
    const float* tilt;
  };
  ChoiceContext mind(std::uint64_t user, int local_hour) const noexcept;
  double choice_weight(const Option& option, const ChoiceContext& mind) const noexcept;
  Choice pick(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
              double side_probability) const noexcept;
  /// Puts the topic in place of the choice, if it is on its side and u says so.
  void repeat(std::uint16_t topic, double u, const Sides& sides, std::uint64_t user, int local_hour,
              Choice& choice) const noexcept;
  /// The probability of a category on the side of the topic, from that of a fresh draw.
  double with_topic(double fresh, double side_probability, bool is_topic) const noexcept;
  Choice pick_by_name(const std::vector<Option>& options, std::uint64_t user, int local_hour, double u,
                      double side_probability) const noexcept;
  /// A category with one of these weights, by category.
  std::uint16_t draw_by_name(const double* weights, double u) const noexcept;
  /// The choice of this category, with its probability.
  Choice choice_of(std::uint16_t category, const Sides& sides, std::uint64_t user, int local_hour) const noexcept;
  void probabilities(const Sides& sides, std::uint64_t user, int local_hour, double* result) const noexcept;
  Choice choose_fresh(const Sides& sides, std::uint64_t user, int local_hour, const ChoiceDraws& draws) const noexcept;
  Choice choose_anchored(const Sides& sides, std::uint64_t user, int local_hour,
                         const ChoiceDraws& draws) const noexcept;

  void anchor(const WorldSpec& spec, std::uint64_t seed);

  Key taste_key_;
  Key own_taste_key_;
  std::size_t categories_;
  double topic_rate_;
  std::vector<std::uint64_t> names_;                  // by category
  std::vector<Factor> own_;                           // by category
  std::array<std::vector<float>, kTasteAxes> along_;  // (steps, categories)
  std::vector<float> hour_tilt_;                      // (hours, categories)
  LabelTree by_name_;                                 // the categories of a document
  std::vector<Sides> sides_;                          // by emotion
  std::shared_ptr<const Anchor> anchor_;              // null for the default law
};

}  // namespace synth::world
