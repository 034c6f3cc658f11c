// A text is one of the templates below, filled from the lists of its emotion and of its part of the day. Now and then
// it is written without capitals, with a typo or with an emoji. Weights are of 256. A fifth of the texts uses templates
// without an emotion's own lists and names no feeling.
#include "world/text/input_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "world/text/write_text.h"

namespace synth::world {
namespace {

#include "world/text/input_data.inc"

constexpr Phrase kDot[] = {".", ".", ".", "", "..."};
constexpr Phrase kNothing[] = {""};
// What precedes the name of an emotion that has no lists of its own.
constexpr Phrase kBeforeName[] = {
    "feeling ",       "I feel ",      "mood: ",           "in one word: ", "pretty sure this is ",
    "today's mood: ", "right now: ",  "state of mind: ",  "mostly: ",      "current state: ",
    "how I feel: ",   "once again: ", "my mood, again: ", "so, mood: ",    "log it as "};

constexpr int kEmotions = static_cast<int>(std::size(kTextEmotions));

// --- the gaps of a template: first the emotion's own lists, then common ones, then those of the hour
// --------------------

constexpr std::string_view kGaps[] = {"event",       "did",    "react", "close",   "much", "adj", "adj_about", "about",
                                      "terse",       "opener", "end",   "because", "mid",  "who", "act",       "next",
                                      "someone_did", "topic",  "aside", "dot",     "time", "now", "hour_act"};
constexpr std::size_t kOwnGaps = 13;
constexpr std::size_t kGapCount = std::size(kGaps);
using Lists = std::array<PooledList, kGapCount + 1>;  // and an empty list

enum PartOfDay : std::uint8_t { kNight, kMorning, kMidday, kAfternoon, kEvening, kLate };
constexpr std::size_t kPartsOfDay = 6;
constexpr std::array<PartOfDay, 24> kPartOfDay = [] {
  std::array<PartOfDay, 24> parts{};
  for (std::size_t hour = 0; hour < 24; ++hour)
    parts[hour] = hour < 5    ? kNight
                  : hour < 11 ? kMorning
                  : hour < 14 ? kMidday
                  : hour < 18 ? kAfternoon
                  : hour < 22 ? kEvening
                              : kLate;
  return parts;
}();

// Every list: the seven emotions' own and their emoji, common ones, those of the parts of the day, and the rest.
constexpr PhraseList kEvery[] = {
    kHappyEvent,    kHappyDid,      kHappyReact,     kHappyClose,    kHappyMuch,      kHappyAdj,    kHappyAdjAbout,
    kHappyAbout,    kHappyTerse,    kHappyOpener,    kHappyEnd,      kBecause,        kHappyMid,    kHappyEmoji,
    kSadEvent,      kSadDid,        kSadReact,       kSadClose,      kSadMuch,        kSadAdj,      kSadAdjAbout,
    kSadAbout,      kSadTerse,      kSadOpener,      kSadEnd,        kBecause,        kSadMid,      kSadEmoji,
    kAngryEvent,    kAngryDid,      kAngryReact,     kAngryClose,    kAngryMuch,      kAngryAdj,    kAngryAdjAbout,
    kAngryAbout,    kAngryTerse,    kAngryOpener,    kAngryEnd,      kBecause,        kAngryMid,    kAngryEmoji,
    kFearEvent,     kFearDid,       kFearReact,      kFearClose,     kFearMuch,       kFearAdj,     kFearAdjAbout,
    kFearAbout,     kFearTerse,     kFearOpener,     kFearEnd,       kBecause,        kFearMid,     kFearEmoji,
    kSurpriseEvent, kSurpriseDid,   kSurpriseReact,  kSurpriseClose, kSurpriseMuch,   kSurpriseAdj, kSurpriseAdjAbout,
    kSurpriseAbout, kSurpriseTerse, kSurpriseOpener, kSurpriseEnd,   kBecause,        kSurpriseMid, kSurpriseEmoji,
    kNeutralEvent,  kNeutralDid,    kNeutralReact,   kNeutralClose,  kNeutralMuch,    kNeutralAdj,  kNeutralAdjAbout,
    kNeutralAbout,  kNeutralTerse,  kNeutralOpener,  kNeutralEnd,    kNeutralBecause, kNeutralMid,  kNeutralEmoji,
    kDisgustEvent,  kDisgustDid,    kDisgustReact,   kDisgustClose,  kDisgustMuch,    kDisgustAdj,  kDisgustAdjAbout,
    kDisgustAbout,  kDisgustTerse,  kDisgustOpener,  kDisgustEnd,    kBecause,        kDisgustMid,  kDisgustEmoji,
    kWho,           kAct,           kNext,           kSomebodyDid,   kTopic,          kAside,       kDot,
    kTimeNight,     kNowNight,      kHourNight,      kTimeMorning,   kNowMorning,     kHourMorning, kTimeMidday,
    kNowMidday,     kHourMidday,    kTimeAfternoon,  kNowAfternoon,  kHourAfternoon,  kTimeEvening, kNowEvening,
    kHourEvening,   kTimeLate,      kNowLate,        kHourLate,      kNothing,        kBeforeName,
};
constexpr std::size_t kListsOfEmotion = kOwnGaps + 1;  // and the emoji
constexpr std::size_t kListsOfAll = 7;
constexpr std::size_t kListsOfHour = 3;
static_assert(kOwnGaps + kListsOfAll + kListsOfHour == kGapCount);
static_assert(std::size(kEvery) == kEmotions * kListsOfEmotion + kListsOfAll + kPartsOfDay * kListsOfHour + 2);

constexpr auto kPool = pool_of<kEvery>();

consteval std::array<PooledList, std::size(kEvery)> pooled_lists() {
  std::array<PooledList, std::size(kEvery)> lists;
  for (std::size_t i = 0; i < lists.size(); ++i) lists[i] = pooled<kEvery>(kEvery[i]);
  return lists;
}
constexpr auto kPooled = pooled_lists();

// Every gap's list for every emotion and part of the day, so that filling a gap needs no decision; then the empty one.
constexpr std::array<std::array<Lists, kPartsOfDay>, kEmotions> kLists = [] {
  std::array<std::array<Lists, kPartsOfDay>, kEmotions> all{};
  for (std::size_t emotion = 0; emotion < kEmotions; ++emotion)
    for (std::size_t part = 0; part < kPartsOfDay; ++part) {
      const auto shared = kPooled.begin() + kEmotions * kListsOfEmotion;
      auto list = std::copy_n(kPooled.begin() + emotion * kListsOfEmotion, kOwnGaps, all[emotion][part].begin());
      list = std::copy_n(shared, kListsOfAll, list);
      list = std::copy_n(shared + kListsOfAll + part * kListsOfHour, kListsOfHour, list);
      *list = pooled<kEvery>(kNothing);
    }
  return all;
}();

constexpr const PooledList& emoji_of(std::size_t emotion) noexcept {
  return kPooled[emotion * kListsOfEmotion + kOwnGaps];
}

// --- the templates
// ------------------------------------------------------------------------------------------------------

constexpr bool kCasual = true;

consteval Template text(std::uint32_t weight, std::string_view words, bool casual = false) {
  return shape(weight, words, kGaps, casual);
}

constexpr Template kShapes[] = {
    // Something happened, and how it feels.
    text(16, "{^event} {time}{mid} {^react}{end}"),
    text(14, "{^who} {did} {time}{mid} {^react}{end}"),
    text(10, "{^time} {event}{mid} {^react}{end}"),
    text(8, "{^react}{mid} {^event} {time}{end}"),
    text(8, "{^react}{mid} {^who} {did} {time}{end}"),
    text(7, "{^event} {time}{mid} {^close}{end}"),
    text(6, "{^who} {did} {time}{mid} {^close}{end}"),
    // Naming the feeling.
    text(10, "Feeling {much}{adj}{because}{event}{end}", kCasual),
    text(9, "I'm {much}{adj}{because}{who} {did} {time}{end}"),
    text(9, "I feel {much}{adj} {now}. {^event}{end}"),
    text(8, "I feel {much}{adj} {now}. {^who} {did}{mid} {^close}{end}"),
    text(6, "Mood: {much}{adj}. {^event} {time}{end}", kCasual),
    text(5, "{^now} I'm {much}{adj}{mid} {^event}{mid} {^close}{end}"),
    text(4, "I would describe my mood as {adj}. {^event} {time}."),
    // Terse.
    text(7, "{^much}{adj_about} {about}{end}", kCasual),
    text(6, "{^much}{adj_about} {about}{mid} {^react}{end}", kCasual),
    text(6, "{^terse}{mid} {^event}{end}", kCasual),
    text(5, "{^terse}{mid} {^who} {did} {time}{end}", kCasual),
    text(4, "{^terse}{end}", kCasual),
    text(4, "{^terse}{mid} {^react}{end}", kCasual),
    // Chatty.
    text(9, "{^opener}{event} {time}{mid} {^react}{end}", kCasual),
    text(8, "{^opener}{who} {did} {time}{mid} {^react}{end}", kCasual),
    text(6, "{^opener}{event}{end}", kCasual),
    // Diary: the day, and the feeling in it.
    text(8, "{^act} {time}. {^event}{mid} {^react}{end}"),
    text(7, "I {act} {time}. Feeling {much}{adj}{end}"),
    text(7, "{^hour_act}. {^event} {time}{mid} {^react}{end}"),
    text(5, "{^hour_act}. {^who} {did}{mid} {^close}{end}"),
    text(4, "{^hour_act}, feeling {much}{adj_about} {about}{end}"),
    // The day without a feeling: a fifth of all texts.
    text(9, "{^act} {time}, then {next}{dot}"),
    text(7, "I {act} {time} and {next}. {^aside}{dot}"),
    text(6, "{^act} {time}. {^aside}{dot}"),
    text(6, "{^hour_act}, thinking about {topic}{dot}", kCasual),
    text(6, "{^hour_act}. {^act} {time}. {^aside}{dot}", kCasual),
    text(6, "{^who} {someone_did} {time}. {^aside}{dot}"),
    text(5, "{^who} {someone_did} and then I {next}{dot}"),
    text(5, "Still thinking about {topic}. {^aside}{dot}"),
};
constexpr std::array<std::uint8_t, 256> kShapeTable = shape_table(kShapes);

// For an emotion that has no lists of its own: its name, then one of the templates without a feeling.
constexpr Template kPlainShapes[] = {
    text(40, "{^act} {time}, then {next}{dot}"),
    text(34, "I {act} {time} and {next}. {^aside}{dot}"),
    text(34, "{^act} {time}. {^aside}{dot}"),
    text(34, "{^hour_act}, thinking about {topic}{dot}"),
    text(34, "{^hour_act}. {^act} {time}. {^aside}{dot}"),
    text(40, "{^who} {someone_did} {time}. {^aside}{dot}"),
    text(40, "{^who} {someone_did} and then I {next}{dot}"),
};
constexpr std::array<std::uint8_t, 256> kPlainTable = shape_table(kPlainShapes);

constexpr std::size_t kLongestEmoji = 8;
consteval bool fits(std::size_t room) {
  for (const auto& parts : kLists)
    for (const Lists& lists : parts) {
      for (const Template& each : kShapes)
        if (longest_text(each, lists.data()) > room) return false;
      for (const Template& each : kPlainShapes)
        if (longest_text(each, lists.data()) + PhraseList(kBeforeName).longest + kLongestEmotionInText > room)
          return false;
    }
  return true;
}
static_assert(fits(kLongestInput - kPhraseCopy - kLongestEmoji - 2), "a text may be longer than kLongestInput");

// --- how it is written -----------------------------------------------------------------------------------------------

constexpr bool is_small(char c) noexcept {
  return static_cast<unsigned char>(c - 'a') < 26;
}

/// Swaps, drops or doubles a letter inside a word at or after `from`, if there is one.
char* misspell(char* from, char* end, std::uint32_t how) noexcept {
  for (char* at = from; at + 3 < end; ++at) {
    if (!is_small(at[0]) || !is_small(at[1]) || !is_small(at[2]) || !is_small(at[3]) || at[1] == at[2]) continue;
    if (how < 2) {
      const char second = at[1];
      at[1] = at[2];
      at[2] = second;
      return end;
    }
    const auto rest = static_cast<std::size_t>(end - at);
    if (how == 2) {
      std::memmove(at + 1, at + 2, rest - 2);
      return end - 1;
    }
    std::memmove(at + 2, at + 1, rest - 1);
    return end + 1;
  }
  return end;
}

/// `style` decides on capitals, typos and emoji; most texts stay as they are.
char* finish(char* out, char* end, bool casual, const PooledList& emoji, std::uint64_t style) noexcept {
  Alternatives choices(style);
  const std::uint32_t dice = choices.below(4096);
  if (dice < (casual ? 1700U : 330U))  // 41 % and 8 %
    for (char* at = out; at != end; ++at)
      *at = static_cast<char>(*at + (static_cast<unsigned char>(*at - 'A') < 26 ? 'a' - 'A' : 0));
  const std::uint32_t slip = choices.below(4096);
  if (slip < 120) {  // 3 %
    const auto length = static_cast<std::uint32_t>(end - out);
    end = misspell(out + choices.below(length), end, slip % 4);
  } else if (slip >= 3970) {  // 3 %
    end = put(end, kPool, emoji, choices);
  }
  *end = '\0';
  return end;
}

}  // namespace

std::size_t write_input(int emotion, int local_hour, Rng& rng, char* out) noexcept {
  const std::uint64_t style = rng.bits64();
  Alternatives choices(rng.bits64());
  const Template& chosen = kShapes[kShapeTable[style & 255]];
  const auto which = static_cast<std::size_t>(emotion);
  const Lists& lists = kLists[which][kPartOfDay[static_cast<std::size_t>(local_hour)]];
  char* const end = compose(out, chosen, kPool, lists.data(), choices);
  return static_cast<std::size_t>(finish(out, end, chosen.casual, emoji_of(which), style) - out);
}

std::size_t write_input_for(std::string_view emotion, int local_hour, Rng& rng, char* out) noexcept {
  for (int i = 0; i < kEmotions; ++i)
    if (kTextEmotions[i] == emotion) return write_input(i, local_hour, rng, out);
  const std::uint64_t style = rng.bits64();
  Alternatives choices(rng.bits64());
  const Template& chosen = kPlainShapes[kPlainTable[style & 255]];
  const Lists& lists =
      kLists[0][kPartOfDay[static_cast<std::size_t>(local_hour)]];  // these templates use no emotion's own lists
  char* end = out;
  if (!emotion.empty() && emotion.size() <= kLongestEmotionInText) {
    end = put(end, kPool, kPooled.back(), choices);
    *out = static_cast<char>(*out - (is_small(*out) ? 'a' - 'A' : 0));
    std::memcpy(end, emotion.data(), emotion.size());
    end += emotion.size();
    *end++ = '.';
    *end++ = ' ';
  }
  end = compose(end, chosen, kPool, lists.data(), choices);
  *end = '\0';
  return static_cast<std::size_t>(end - out);
}

}  // namespace synth::world
