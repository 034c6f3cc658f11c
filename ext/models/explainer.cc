#include "models/explainer.h"

#include <algorithm>

#include "math/rng.h"
#include "words/sentence.h"

namespace synth::models {
namespace {

std::uint64_t hash_of(const words::ExplainedChoice& asked) noexcept {
  const nn::Query& query = asked.query;
  std::uint64_t hash = asked.label * 2 + (asked.local_time ? 1 : 0);
  for (const std::int32_t number : {query.emotion, query.hour, query.weekday, query.person, query.city})
    hash = mix64(hash + static_cast<std::uint32_t>(number) + (std::uint64_t{1} << 32));
  return hash;
}

}  // namespace

const std::string& Explainer::sentence(const words::ExplainedChoice& asked, const InterruptCheck& ask) {
  const std::uint64_t hash = hash_of(asked);
  Entry* const set = memo_.data() + hash % kSets * kWays;
  Entry* entry =
      std::find_if(set, set + kWays, [&](const Entry& at) { return at.asked == asked && !at.sentence.empty(); });
  if (entry == set + kWays) {
    --entry;                  // the least recently used one
    entry->sentence.clear();  // if what follows throws, no half-made entry is left
    std::string made = words::compose(model_, asked, attribution(asked, ask), hash).text;
    entry->asked = asked;
    entry->sentence = std::move(made);
  }
  std::rotate(set, entry, entry + 1);
  return set->sentence;
}

Explainer& explainer_of(const Loaded& loaded) {
  if (loaded.explainer == nullptr) loaded.explainer = std::make_shared<Explainer>(loaded.model);
  return *loaded.explainer;
}

}  // namespace synth::models
