#include "fn/sentence.h"

#include <algorithm>
#include <array>
#include <span>

#include "fn/plain_text.h"
#include "fn/wording.h"
#include "nn/exact_math.h"

namespace synth::fn {
namespace {

using nn::Feature;

constexpr std::array<std::string_view, 5> kPersonLeads{
    "You tend to watch {x} {at}", "You often go for {x} {at}", "You like to watch {x} {at}",
    "You choose {x} more than most {at}", "{X} {is} much to your taste {at}"};
constexpr std::array<std::string_view, 4> kPersonTails{"you tend to choose {them} {at}", "you often go for {them} {at}",
                                                       "{it} {is} much to your taste {at}",
                                                       "you like {them} more than most {at}"};
constexpr std::array<std::string_view, 4> kTimeLeads{"{X} {is} popular {at}", "{X} {is} often chosen {at}",
                                                     "{At}, {x} {is} a popular choice",
                                                     "{At}, people often go for {x}"};
constexpr std::array<std::string_view, 3> kTimeTails{"{it} {is} popular {at}", "people often choose {them} {at}",
                                                     "{it} {is} often chosen {at}"};
constexpr std::array<std::string_view, 3> kUnusual{"{X} would be a change from what you mostly choose",
                                                   "For a change from what you mostly choose, how about {x}",
                                                   "{X} could be something new for you"};
constexpr std::array<std::string_view, 3> kPopular{"Many people enjoy {x}", "{X} {is} popular with many people",
                                                   "Many people choose {x}, so {it} might be worth a look"};
constexpr std::array<std::string_view, 4> kPlainest{"{X} might be worth a look", "How about {x}", "You might enjoy {x}",
                                                    "{X} could be worth a try"};

// Fills patterns for one question.
class Writer {
 public:
  Writer(const nn::Model& model, const Asked& asked, std::uint64_t choice)
      : model_(model),
        asked_(asked),
        choice_(choice),
        words_{noun_of(model.labels[asked.label]), short_name(emotion()), ""} {
    if (words_.emotion.empty()) words_.emotion = "like this";
  }

  std::string write(std::span<const std::string_view> patterns, std::string_view when = {}) {
    const std::string_view pattern = patterns[choice_ % patterns.size()];
    choice_ /= patterns.size();
    words_.when = when;
    return fill(pattern, words_);
  }

  std::string_view emotion() const noexcept {
    if (asked_.query.emotion == nn::kAbsent) return {};
    return model_.emotions[static_cast<std::uint32_t>(asked_.query.emotion)];
  }

  // Of those of hour, weekday and place that may be named.
  std::string when(std::span<const Feature> named) const {
    const auto has = [&](Feature feature) { return std::find(named.begin(), named.end(), feature) != named.end(); };
    const nn::Query& query = asked_.query;
    std::string phrase;
    if (asked_.local_time)
      phrase = time_phrase(has(Feature::kHour) ? query.hour : -1, has(Feature::kWeekday) ? query.weekday : -1);
    else if (has(Feature::kHour) || has(Feature::kWeekday))  // they are UTC's, not the person's
      phrase = has(Feature::kHour) ? "at this time of day" : "on this day of the week";
    if (has(Feature::kPlace)) phrase += (phrase.empty() ? "in " : " in ") + city();
    return phrase;
  }

  std::string city() const {
    const std::string name = short_name(model_.cities[static_cast<std::uint32_t>(asked_.query.city)]);
    return name.empty() ? "this place" : name;
  }

 private:
  const nn::Model& model_;
  const Asked& asked_;
  std::uint64_t choice_;
  Words words_;
};

bool is_time_or_place(Feature feature) noexcept {
  return feature != Feature::kPerson && feature != Feature::kEmotion;
}

std::string finished(std::string text) {
  const bool question = text.find("ow about ") != std::string::npos;
  if (!text.ends_with("…")) text += question ? '?' : '.';
  return text;
}

}  // namespace

std::vector<Feature> reasons_of(const nn::Attribution& attribution) {
  const double strongest = *std::max_element(attribution.contribution.begin(), attribution.contribution.end());
  const double least = std::max(kMaterial, kMaterialPart * strongest);
  std::vector<Feature> reasons;
  for (std::size_t f = 0; f < nn::kFeatures; ++f)
    if (attribution.contribution[f] >= least) reasons.push_back(static_cast<Feature>(f));
  std::stable_sort(reasons.begin(), reasons.end(),
                   [&](Feature a, Feature b) { return attribution.of(a) > attribution.of(b); });
  return reasons;
}

std::string reason_phrase(const nn::Model& model, const Asked& asked, Feature reason) {
  const Writer writer(model, asked, 0);
  switch (reason) {
    case Feature::kPerson:
      return "I choose this category more often than most people";
    case Feature::kEmotion:
      return "people often choose it when they feel " + quoted(writer.emotion(), 40);
    case Feature::kPlace:
      return "it is popular in " + quoted(writer.city(), 40);
    default:
      return "it is popular " + writer.when({&reason, 1});
  }
}

Sentence compose(const nn::Model& model, const Asked& asked, const nn::Attribution& attribution, std::uint64_t choice) {
  const std::vector<Feature> reasons = reasons_of(attribution);
  Writer writer(model, asked, choice);
  Sentence sentence;
  if (reasons.empty()) {
    // More than an even share, where nothing is known of the row.
    const double even = -nn::exact_log(std::max(1.0, model.labels.size() - 1.0));
    const bool popular = model.labels.size() > 1 && attribution.baseline > even + kMaterial;
    const std::span<const std::string_view> plainest(kPlainest), common(kPopular), unusual(kUnusual);
    const bool unlike = attribution.of(Feature::kPerson) <= -kMaterial;
    sentence.text = finished(writer.write(unlike ? unusual : popular ? common : plainest));
    return sentence;
  }

  // One clause on each of person and emotion; what is said of time and place is one phrase in the first clause that has
  // room for it.
  std::vector<Feature> around;
  for (const Feature reason : reasons)
    if (is_time_or_place(reason)) around.push_back(reason);
  const bool person = attribution.of(Feature::kPerson) > 0 &&
                      std::find(reasons.begin(), reasons.end(), Feature::kPerson) != reasons.end();
  const bool emotion = std::find(reasons.begin(), reasons.end(), Feature::kEmotion) != reasons.end();
  const std::string when = writer.when(around);
  const EmotionWords words = words_of(writer.emotion());

  sentence.reasons = reasons;
  if (reasons.front() == Feature::kPerson) {
    sentence.text = writer.write(kPersonLeads, when);
    if (emotion) sentence.text += ", and " + writer.write(words.tails);
  } else if (reasons.front() == Feature::kEmotion) {
    sentence.text = writer.write(words.leads);
    if (person)
      sentence.text += ", and " + writer.write(kPersonTails, when);
    else if (!when.empty())
      sentence.text += ", and " + writer.write(kTimeTails, when);
  } else {
    sentence.text = writer.write(kTimeLeads, when);
    if (person && emotion && attribution.of(Feature::kPerson) < attribution.of(Feature::kEmotion))
      sentence.text += ", and " + writer.write(words.tails);
    else if (person)
      sentence.text += ", and " + writer.write(kPersonTails);
    else if (emotion)
      sentence.text += ", and " + writer.write(words.tails);
    if (person && emotion)  // one of them is left out
      std::erase(sentence.reasons, attribution.of(Feature::kPerson) < attribution.of(Feature::kEmotion)
                                       ? Feature::kPerson
                                       : Feature::kEmotion);
  }
  sentence.text = finished(std::move(sentence.text));
  return sentence;
}

}  // namespace synth::fn
