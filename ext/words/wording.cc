#include "words/wording.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rows/categories.h"
#include "words/plain_text.h"

namespace synth::words {
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
  EmotionWords words;
};

constexpr KnownEmotion kEmotionWords[] = {
    {"happy", {"happy mood", "feel happy"}},           {"sad", {"sad mood", "feel sad"}},
    {"angry", {"angry mood", "feel angry"}},           {"fear", {"anxious mood", "feel afraid"}},
    {"surprise", {"surprised mood", "are surprised"}}, {"neutral", {"even mood", "are in an even mood"}},
    {"disgust", {"mood of disgust", "feel disgust"}},
};

constexpr std::size_t kMaxCharacters = 40, kMaxWords = 3;
constexpr std::string_view kVideos = "videos";

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

Noun noun_of(std::string_view label, std::string_view things) {
  const std::string own = short_name(things);
  const std::string_view noun = own.empty() ? kVideos : std::string_view(own);
  const Category* category = category_of_id(label);
  if (category == nullptr) category = category_of_genre(label);
  if (category != nullptr)
    for (const KnownNoun& known : kNouns)
      if (known.id == category->id) {
        std::string text(known.text);
        if (const std::size_t at = text.find(kVideos); at != std::string::npos) text.replace(at, kVideos.size(), noun);
        return {std::move(text), known.plural};
      }
  const std::string text = short_name(label);
  if (text.empty()) return {"such " + std::string(noun), true};
  // A code, not a word: "99", "cat_7".
  const bool word = std::none_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '_'; });
  if (!word) return {std::string(noun) + " of category " + plain(text, kMaxCharacters, 1), true};
  const std::string_view last = std::string_view(text).substr(text.rfind(' ') + 1);
  for (const std::string_view ending :
       {noun, kVideos, std::string_view("clips"), std::string_view("films"), std::string_view("movies"),
        std::string_view("shows"), std::string_view("songs"), std::string_view("stories")})
    if (equal_ignoring_case(last, ending)) return {text, true};
  return {text + " " + std::string(noun), true};
}

std::string genre_of(std::string_view label) {
  const Category* category = category_of_id(label);
  if (category == nullptr) category = category_of_genre(label);
  return category != nullptr ? std::string(category->genre) : quoted(label, kMaxCharacters);
}

EmotionWords words_of(std::string_view emotion) noexcept {
  for (const KnownEmotion& known : kEmotionWords)
    if (equal_ignoring_case(known.name, emotion)) return known.words;
  return {};
}

std::string_view weekday_name(std::int32_t weekday) noexcept {
  static constexpr std::string_view kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
  return kNames[weekday];
}

std::string time_phrase(std::int32_t hour, std::int32_t weekday) {
  std::string phrase;
  if (weekday >= 0) phrase.append("on ").append(weekday_name(weekday)).append("s");
  if (hour < 0) return phrase;
  if (!phrase.empty()) phrase += ' ';
  if (hour % 12 == 0) return phrase + (hour == 0 ? "around midnight" : "around noon");
  return phrase + "around " + std::to_string(hour % 12) + (hour < 12 ? " am" : " pm");
}

std::string short_name(std::string_view name) {
  return plain(name, kMaxCharacters, kMaxWords);
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
    if (key == "kind") return words.kind;
    if (key == "m") return std::string(words.mood);
    if (key == "f") return std::string(words.feel);
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

}  // namespace synth::words
