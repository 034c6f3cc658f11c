// The sentence of model_explanation, and what it may claim.
//
//   You choose comedy more than others would, and it suits your happy mood.
//
// A reason is named only if its Shapley value is large enough: at least 0.1 in log-odds (odds a tenth higher), for the
// person 0.3, and at least a fifth of the strongest reason. Of person, emotion, and time with place, the two strongest
// are named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/shapley.h"
#include "words/explained_choice.h"

namespace synth::words {

inline constexpr double kMaterial = 0.1;
/// The limit for the person. It is higher because a person has few rows, and part of the value is inferred from others
/// with similar tastes: below it, about one sentence in fourteen contradicted the person's own clicks.
inline constexpr double kMaterialOfPerson = 0.3;
inline constexpr double kMaterialPart = 0.2;

/// The features that may be named, the strongest first.
std::vector<nn::Feature> reasons_of(const nn::Attribution& attribution);

/// A short phrase on one reason, for a prompt: "I choose this category more than others would".
std::string reason_phrase(const nn::Model& model, const ExplainedChoice& asked, nn::Feature reason);

struct Sentence {
  std::string text;                  ///< at most 23 words, never empty
  std::vector<nn::Feature> reasons;  ///< the reasons that it names
};

/// `choice` selects among the wordings; the same choice gives the same sentence.
Sentence compose(const nn::Model& model, const ExplainedChoice& asked, const nn::Attribution& attribution,
                 std::uint64_t choice);

}  // namespace synth::words
