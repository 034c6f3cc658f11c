// The sentence of model_explanation, and what it may say.
//
//   You choose comedy more than others would, and it suits your happy mood.
//
// A reason is named only where its Shapley value is positive and material: at least 0.1 in log-odds (a tenth more
// probable against the rest), for the person 0.3, and at least a fifth of the strongest reason. Of person, emotion, and
// time with place the two strongest are named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/explained_choice.h"
#include "nn/shapley.h"

namespace synth::words {

inline constexpr double kMaterial = 0.1;
/// Of the person: of whom there are few rows, and some of what is told of one is guessed from others with like tastes.
/// Below it about one sentence in fourteen said of a person what their clicks contradict.
inline constexpr double kMaterialOfPerson = 0.3;
inline constexpr double kMaterialPart = 0.2;

/// The features that may be named, the strongest first.
std::vector<nn::Feature> reasons_of(const nn::Attribution& attribution);

/// A short phrase on one reason, for a prompt: "I choose this category more than others would".
std::string reason_phrase(const nn::Model& model, const ExplainedChoice& asked, nn::Feature reason);

struct Sentence {
  std::string text;                  ///< at most 23 words, never empty
  std::vector<nn::Feature> reasons;  ///< that it names
};

/// `choice` chooses among the wordings.
Sentence compose(const nn::Model& model, const ExplainedChoice& asked, const nn::Attribution& attribution,
                 std::uint64_t choice);

}  // namespace synth::words
