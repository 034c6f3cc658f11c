#include "fn/wording.h"

#include <algorithm>
#include <array>

#include "core/categories.h"
#include "fn/plain_text.h"

namespace synth::fn {
namespace {

struct KnownNoun {
  std::string_view id;
  std::string_view text;
  bool plural;
};

constexpr KnownNoun kNouns[] = {
    {"1", "films and animation", true},
    {"2", "videos about cars", true},
    {"10", "music videos", true},
    {"15", "animal videos", true},
    {"17", "sports videos", true},
    {"18", "short movies", true},
    {"19", "travel videos", true},
    {"20", "gaming videos", true},
    {"21", "video blogs", true},
    {"22", "people's vlogs", true},
    {"23", "comedy", false},
    {"24", "entertainment", false},
    {"25", "news and politics", true},
    {"26", "how-to and style videos", true},
    {"27", "educational videos", true},
    {"28", "science and technology", true},
    {"29", "videos about good causes", true},
    {"30", "movies", true},
    {"31", "anime", false},
    {"32", "action and adventure", true},
    {"33", "classics", true},
    {"34", "comedy", false},
    {"35", "documentaries", true},
    {"36", "drama", false},
    {"37", "family movies", true},
    {"38", "foreign movies", true},
    {"39", "horror", false},
    {"40", "science fiction and fantasy", true},
    {"41", "thrillers", true},
    {"42", "shorts", true},
    {"43", "shows", true},
    {"44", "trailers", true},
};

struct KnownEmotion {
  std::string_view name;
  std::array<std::string_view, 4> leads;
  std::array<std::string_view, 4> tails;
};

constexpr KnownEmotion kEmotionWords[] = {
    {"happy",
     {"{X} suit{s} your happy mood", "{X} will keep your good mood going", "Your happy mood goes well with {x}",
      "{X} {is} just right while you feel happy"},
     {"{it} suit{s} your happy mood", "{it} will keep your good mood going", "{it} {go} well with feeling happy",
      "{it} {is} just right while you feel happy"}},
    {"sad",
     {"{X} can comfort you when you feel sad", "When you feel sad, {x} can do you good",
      "{X} may lift you up a little in a sad moment", "A sad moment goes easier with {x}"},
     {"{it} can comfort you when you feel sad", "{it} may lift you up in a sad moment",
      "{it} can do you good when you feel sad", "{it} may make a sad moment easier"}},
    {"angry",
     {"{X} can help you cool down", "When you feel angry, {x} can calm you", "{X} may help you let go of your anger",
      "An angry moment passes sooner with {x}"},
     {"{it} can help you cool down", "{it} may help you let go of your anger", "{it} can calm you when you feel angry",
      "{it} may make an angry moment pass"}},
    {"fear",
     {"{X} can calm you when you feel afraid", "When you feel afraid, {x} can take your mind off it",
      "{X} may ease your fear", "An anxious moment passes sooner with {x}"},
     {"{it} can calm you when you feel afraid", "{it} may ease your fear", "{it} can take your mind off your fear",
      "{it} may make an anxious moment pass"}},
    {"surprise",
     {"{X} suit{s} your surprised mood", "{X} will feed your curiosity", "After a surprise, {x} {go} down well",
      "Your surprise goes well with {x}"},
     {"{it} suit{s} your surprised mood", "{it} will feed your curiosity", "{it} {go} well with your surprise",
      "{it} {is} just right after a surprise"}},
    {"neutral",
     {"{X} suit{s} a calm moment", "Your even mood goes well with {x}", "A quiet moment is a good time for {x}",
      "{X} {is} just right while you feel calm"},
     {"{it} suit{s} a calm moment", "{it} {go} well with your even mood", "{it} {is} just right for a quiet moment",
      "{it} suit{s} you while you feel calm"}},
    {"disgust",
     {"{X} can take your mind off your disgust", "When you feel disgust, {x} {is} a pleasant change",
      "{X} may help you shake off your disgust", "After something disgusting, {x} {is} a relief"},
     {"{it} can take your mind off your disgust", "{it} {is} a pleasant change when you feel disgust",
      "{it} may help you shake off your disgust", "{it} {is} a relief after something disgusting"}},
};

constexpr std::array<std::string_view, 4> kOtherLeads{
    "{X} {go} well with feeling {e}", "Feeling {e} goes well with {x}", "{X} {is} a good match for feeling {e}",
    "When you are feeling {e}, {x} {is} a good choice"};
constexpr std::array<std::string_view, 4> kOtherTails{
    "{it} {go} well with feeling {e}", "{it} {is} a good match for feeling {e}",
    "{it} {is} a good choice when you are feeling {e}", "{it} suit{s} you while you are feeling {e}"};

constexpr std::size_t kMostCharacters = 40, kMostWords = 3;

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_letter(char c) noexcept {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

}  // namespace

Noun noun_of(std::string_view label) {
  const Category* category = category_of_id(label);
  if (category == nullptr) category = category_of_genre(label);
  if (category != nullptr)
    for (const KnownNoun& known : kNouns)
      if (known.id == category->id) return {std::string(known.text), known.plural};
  const std::string text = short_name(label);
  if (text.empty()) return {"such videos", true};
  // A code rather than a word: "99", "cat_7".
  const bool word = std::none_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '_'; });
  if (!word) return {"videos of category " + text, true};
  const std::string_view last = std::string_view(text).substr(text.rfind(' ') + 1);
  for (const std::string_view ending : {"videos", "clips", "films", "movies", "shows", "songs", "stories"})
    if (equal_ignoring_case(last, ending)) return {text, true};
  return {text + " videos", true};
}

std::string genre_of(std::string_view label) {
  const Category* category = category_of_id(label);
  if (category == nullptr) category = category_of_genre(label);
  return category != nullptr ? std::string(category->genre) : quoted(label, kMostCharacters);
}

EmotionWords words_of(std::string_view emotion) noexcept {
  for (const KnownEmotion& known : kEmotionWords)
    if (equal_ignoring_case(known.name, emotion)) return {known.leads, known.tails};
  return {kOtherLeads, kOtherTails};
}

std::string_view weekday_name(std::int32_t weekday) noexcept {
  static constexpr std::string_view kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
  return kNames[weekday];
}

std::string time_phrase(std::int32_t hour, std::int32_t weekday) {
  struct DayPart {
    std::int32_t before;
    std::string_view alone, front, end;  // "late on Saturday evenings"
  };
  static constexpr DayPart kParts[] = {
      {5, "at night", "before dawn on ", "s"},
      {12, "in the morning", "on ", " mornings"},
      {17, "in the afternoon", "on ", " afternoons"},
      {22, "in the evening", "on ", " evenings"},
      {24, "late in the evening", "late on ", " evenings"},
  };
  if (hour < 0) return weekday < 0 ? "" : "on " + std::string(weekday_name(weekday)) + "s";
  const DayPart& part = *std::find_if(std::begin(kParts), std::end(kParts),
                                      [&](const DayPart& candidate) { return hour < candidate.before; });
  if (weekday < 0) return std::string(part.alone);
  return std::string(part.front) + std::string(weekday_name(weekday)) + std::string(part.end);
}

std::string short_name(std::string_view name) {
  return plain(name, kMostCharacters, kMostWords);
}

std::string capital(std::string text) {
  if (!text.empty() && is_letter(text.front())) text.front() = static_cast<char>(text.front() & ~0x20);
  return text;
}

std::string fill(std::string_view pattern, const Words& words) {
  const Noun& noun = words.noun;
  const auto word = [&](std::string_view key) -> std::string {
    if (key == "x") return noun.text;
    if (key == "X") return capital(noun.text);
    if (key == "it") return noun.plural ? "they" : "it";
    if (key == "them") return noun.plural ? "them" : "it";
    if (key == "s") return noun.plural ? "" : "s";
    if (key == "go") return noun.plural ? "go" : "goes";
    if (key == "is") return noun.plural ? "are" : "is";
    if (key == "at") return words.when;
    if (key == "At") return capital(words.when);
    return words.emotion;
  };
  std::string result;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at);
    result.append(pattern.substr(at, open - at));
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string filled = word(pattern.substr(open + 1, close - open - 1));
    if (filled.empty() && !result.empty() && result.back() == ' ') result.pop_back();
    result += filled;
    at = close + 1;
  }
  return result;
}

}  // namespace synth::fn
