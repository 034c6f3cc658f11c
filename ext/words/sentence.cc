#include "words/sentence.h"

#include <algorithm>
#include <array>
#include <span>

#include "math/exact_math.h"
#include "words/plain_text.h"
#include "words/wording.h"

namespace synth::words {
namespace {

using nn::Feature;

// A model knows only relative facts: a contribution above 0 says that the category is more probable with the feature
// than without it, however probable it is. So a clause says "more", never "often", "mostly" or "new": nobody counted.
// (1) person: more than others would in the same mood, place and moment. Not "than most": the comparison is the
// average.
constexpr std::array<std::string_view, 3> kPersonLeads{"You choose {x} more than others would",
                                                       "You go for {x} more than others would",
                                                       "You pick {x} more often than others would"};
constexpr std::array<std::string_view, 3> kPersonTails{"you choose {them} more than others would",
                                                       "you go for {them} more than others would",
                                                       "you pick {them} more often than others would"};
// (2) emotion: more than in other moods. Not that it helps or cheers up: nobody measured that.
constexpr std::array<std::string_view, 4> kMoodLeads{"{X} suit{s} your {m}", "People who {f} choose {x} more often",
                                                     "Your {m} goes well with {x}",
                                                     "{X} {is} chosen more often by people who {f}"};
constexpr std::array<std::string_view, 4> kMoodTails{"{it} suit{s} your {m}", "people who {f} choose {them} more often",
                                                     "{it} {go} well with your {m}",
                                                     "{it} {is} chosen more often by people who {f}"};
constexpr std::array<std::string_view, 4> kFeelingLeads{
    "{X} {go} well with feeling {e}", "Feeling {e} goes well with {x}", "{X} {is} a good match for feeling {e}",
    "People feeling {e} choose {x} more often"};
constexpr std::array<std::string_view, 4> kFeelingTails{
    "{it} {go} well with feeling {e}", "{it} {is} a good match for feeling {e}",
    "people feeling {e} choose {them} more often", "{it} suit{s} you while you are feeling {e}"};
// (3) hour, weekday, place: more than at other times and places.
constexpr std::array<std::string_view, 4> kTimeLeads{
    "{X} {is} chosen more often {at}", "People choose {x} more often {at}", "{At}, people choose {x} more often",
    "{At}, people go for {x} more often"};
constexpr std::array<std::string_view, 3> kTimeTails{
    "{it} {is} chosen more often {at}", "people choose {them} more often {at}", "people go for {them} more often {at}"};
// (4) nothing speaks for it, and the person speaks against it: less than others would.
constexpr std::array<std::string_view, 3> kUnusual{
    "Others would choose {x} more than you do, but {it} might be worth a look",
    "You choose {x} less than others would: how about {them} today",
    "You choose {x} less than others would, but {it} could be worth a try"};
// (5) nothing speaks for it, but it has more than an even share.
constexpr std::array<std::string_view, 3> kCommon{"{X} {is} chosen more often than the average kind of {kind}",
                                                  "People choose {x} more often than the average kind of {kind}",
                                                  "{X} {is} chosen more than average, so {it} might be worth a look"};
constexpr std::array<std::string_view, 4> kPlainest{"{X} might be worth a look", "How about {x}", "You might enjoy {x}",
                                                    "{X} could be worth a try"};

constexpr std::ptrdiff_t kMaxWords = 23;

// Fills in the patterns for one question.
class SentenceWriter {
 public:
  SentenceWriter(const nn::Model& model, const ExplainedChoice& asked, std::uint64_t choice)
      : model_(model),
        asked_(asked),
        choice_(choice),
        known_(words_of(emotion())),
        words_{noun_of(model.labels[asked.label], asked.noun), short_name(emotion()), "", known_.mood, known_.feel} {
    if (const std::string own = short_name(asked.noun); !own.empty()) words_.kind = own;
    if (words_.emotion.empty()) words_.emotion = "like this";
  }

  // Whether there are words for the emotion.
  bool has_mood() const noexcept { return !known_.mood.empty(); }

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

  // From hour, weekday and place, as far as they may be named.
  std::string when(std::span<const Feature> named) const {
    const auto has = [&](Feature feature) { return std::find(named.begin(), named.end(), feature) != named.end(); };
    const nn::Query& query = asked_.query;
    std::string phrase;
    if (asked_.local_time)
      phrase = time_phrase(has(Feature::kHour) ? query.hour : -1, has(Feature::kWeekday) ? query.weekday : -1);
    else if (has(Feature::kHour) || has(Feature::kWeekday))  // in UTC, not in the person's local time
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
  const ExplainedChoice& asked_;
  std::uint64_t choice_;
  EmotionWords known_;
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
  std::vector<Feature> reasons;
  for (std::size_t f = 0; f < nn::kFeatures; ++f) {
    const auto feature = static_cast<Feature>(f);
    const double least = feature == Feature::kPerson ? kMaterialOfPerson : kMaterial;
    if (attribution.contribution[f] >= std::max(least, kMaterialPart * strongest)) reasons.push_back(feature);
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [&](Feature a, Feature b) { return attribution.of(a) > attribution.of(b); });
  return reasons;
}

std::string reason_phrase(const nn::Model& model, const ExplainedChoice& asked, Feature reason) {
  const SentenceWriter writer(model, asked, 0);
  switch (reason) {
    case Feature::kPerson:
      return "I choose this category more than others would";
    case Feature::kEmotion:
      return "people choose it more often when they feel " + quoted(writer.emotion(), 40);
    case Feature::kPlace:
      return "people choose it more often in " + quoted(writer.city(), 40);
    default:
      return "people choose it more often " + writer.when({&reason, 1});
  }
}

Sentence compose(const nn::Model& model, const ExplainedChoice& asked, const nn::Attribution& attribution,
                 std::uint64_t choice) {
  const std::vector<Feature> reasons = reasons_of(attribution);
  SentenceWriter writer(model, asked, choice);
  Sentence sentence;
  if (reasons.empty()) {
    // More than an even share even if nothing is known about the row.
    const double even = -exact_log(std::max(1.0, model.labels.size() - 1.0));
    const bool is_common = model.labels.size() > 1 && attribution.baseline > even + kMaterial;
    const std::span<const std::string_view> plainest(kPlainest), common(kCommon), unusual(kUnusual);
    const bool unlike = attribution.of(Feature::kPerson) <= -kMaterialOfPerson;
    sentence.text = finished(writer.write(unlike ? unusual : is_common ? common : plainest));
    return sentence;
  }

  // A clause on the strongest of person, emotion, and time with place; one on the next if there is room.
  enum class Topic { kPerson, kEmotion, kAround };
  const auto topic_of = [](Feature feature) {
    return is_time_or_place(feature) ? Topic::kAround : feature == Feature::kEmotion ? Topic::kEmotion : Topic::kPerson;
  };
  const auto of_topic = [&](Topic topic) {
    std::vector<Feature> features;
    for (const Feature reason : reasons)
      if (topic_of(reason) == topic) features.push_back(reason);
    return features;
  };
  const auto clause = [&](Topic topic, bool leads) {
    const std::span<const std::string_view> person_leads(kPersonLeads), person_tails(kPersonTails),
        time_leads(kTimeLeads), time_tails(kTimeTails), mood_leads(writer.has_mood() ? kMoodLeads : kFeelingLeads),
        mood_tails(writer.has_mood() ? kMoodTails : kFeelingTails);
    switch (topic) {
      case Topic::kPerson:
        return writer.write(leads ? person_leads : person_tails);
      case Topic::kEmotion:
        return writer.write(leads ? mood_leads : mood_tails);
      default:
        return writer.write(leads ? time_leads : time_tails, writer.when(of_topic(topic)));
    }
  };
  const Topic first = topic_of(reasons.front());
  sentence.text = clause(first, true);
  sentence.reasons = of_topic(first);
  const auto second =
      std::find_if(reasons.begin(), reasons.end(), [&](Feature reason) { return topic_of(reason) != first; });
  if (second != reasons.end()) {
    const Topic topic = topic_of(*second);
    const std::string longer = sentence.text + ", and " + clause(topic, false);
    if (std::count(longer.begin(), longer.end(), ' ') < kMaxWords) {
      sentence.text = longer;
      for (const Feature reason : of_topic(topic)) sentence.reasons.push_back(reason);
    }
  }
  sentence.text = finished(std::move(sentence.text));
  return sentence;
}

}  // namespace synth::words
