#include "models/model_answer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "words/plain_text.h"

namespace synth::models {
namespace {

constexpr std::size_t kMaxSentences = 2, kMaxCharacters = 200;
constexpr std::size_t kLeastWords = 3;
constexpr std::string_view kEllipsis = "…";

// Words that occur in nearly every English sentence about a video, and rarely in other languages. Sorted.
constexpr std::string_view kEnglish[] = {
    "a",       "about", "after", "all",   "always", "an",      "and",   "are",      "as",      "at",    "be",
    "because", "but",   "by",    "can",   "choice", "could",   "day",   "enjoy",    "evening", "feel",  "feeling",
    "find",    "for",   "from",  "get",   "give",   "good",    "great", "happy",    "has",     "have",  "help",
    "helps",   "here",  "how",   "i",     "if",     "in",      "is",    "it",       "its",     "just",  "keep",
    "like",    "love",  "may",   "might", "moment", "mood",    "more",  "most",     "my",      "need",  "not",
    "of",      "often", "on",    "or",    "our",    "perfect", "right", "sad",      "should",  "since", "so",
    "some",    "suits", "take",  "than",  "that",   "the",     "their", "them",     "there",   "these", "they",
    "this",    "those", "time",  "to",    "up",     "was",     "watch", "watching", "we",      "what",  "when",
    "which",   "while", "who",   "why",   "will",   "with",    "would", "you",      "your",    "yours",
};
static_assert(std::is_sorted(std::begin(kEnglish), std::end(kEnglish)));

bool ends_sentence(char c) noexcept {
  return c == '.' || c == '!' || c == '?';
}

// The end of the sentence that starts at `from`, or npos if it does not end.
std::size_t sentence_end(std::string_view text, std::size_t from) noexcept {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (!ends_sentence(text[i])) continue;
    std::size_t end = i + 1;
    while (end < text.size() && (ends_sentence(text[end]) || text[end] == '"' || text[end] == '\'' || text[end] == ')'))
      ++end;
    if (end == text.size() || text[end] == ' ') return end;
    i = end - 1;
  }
  return std::string_view::npos;
}

std::size_t characters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// Whole sentences, as many as fit. A single one that is too long or breaks off gets an ellipsis.
std::string shortened(std::string_view text) {
  while (text.ends_with(kEllipsis)) text.remove_suffix(kEllipsis.size());
  std::size_t end = 0;
  for (std::size_t n = 0; n < kMaxSentences && end < text.size(); ++n) {
    const std::size_t next = sentence_end(text, end);
    if (next == std::string_view::npos || characters(text.substr(0, next)) > kMaxCharacters) break;
    end = next;
  }
  if (end > 0) return std::string(text.substr(0, end));
  std::string cut = words::plain(text, kMaxCharacters - 1);
  if (cut.ends_with(kEllipsis)) cut.resize(cut.size() - kEllipsis.size());
  if (cut.size() < text.size())
    if (const std::size_t space = cut.rfind(' '); space != std::string::npos) cut.resize(space);
  while (!cut.empty() && (cut.back() == ' ' || cut.back() == ',' || cut.back() == ';' || cut.back() == ':'))
    cut.pop_back();
  if (!cut.empty()) cut += kEllipsis;
  return cut;
}

bool is_ascii_letter(char32_t c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Outside ASCII, everything counts except punctuation, symbols and emoji.
bool is_letter(char32_t c) noexcept {
  return is_ascii_letter(c) || (c >= 0xC0 && c < 0x2000) || (c >= 0x2C00 && c < 0x1F000) || c >= 0x20000;
}

std::vector<std::string> words_of_answer(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = words::next_character(text, at);
    const bool letter = c != words::kNoCharacter && is_letter(c);
    if (letter) {
      if (!inside) words.emplace_back();
      words::append_character(words.back(), is_ascii_letter(c) ? c | 0x20 : c);
    }
    inside = letter;
  }
  return words;
}

// Whether there is a web or mail address, with or without a scheme.
bool names_address(std::string_view answer) {
  if (answer.find("://") != std::string_view::npos || answer.find('@') != std::string_view::npos) return true;
  constexpr std::string_view kDomains[] = {"app", "biz", "cn",  "com", "info", "io",
                                           "ly",  "net", "org", "ru",  "tv",   "xyz"};
  for (std::size_t dot = answer.find('.'); dot != std::string_view::npos; dot = answer.find('.', dot + 1)) {
    std::string domain;
    std::size_t end = dot + 1;
    for (; end < answer.size() && is_letter(static_cast<unsigned char>(answer[end])); ++end)
      domain += static_cast<char>(answer[end] | 0x20);
    const bool named = dot > 0 && is_letter(static_cast<unsigned char>(answer[dot - 1])) &&
                       std::find(std::begin(kDomains), std::end(kDomains), domain) != std::end(kDomains);
    const bool www = dot >= 3 && words_of_answer(answer.substr(dot - 3, 3)) == std::vector<std::string>{"www"};
    if (named || (www && !domain.empty())) return true;
  }
  return false;
}

// Whether four of five characters are letters or digits: noise is full of punctuation.
bool is_prose(std::string_view text) noexcept {
  std::size_t of_words = 0, all = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = words::next_character(text, at);
    if (c == ' ') continue;
    ++all;
    of_words += c != words::kNoCharacter && (is_letter(c) || (c >= '0' && c <= '9')) ? 1U : 0U;
  }
  return of_words * 5 >= all * 4;
}

bool is_english(std::string_view text) {
  std::vector<std::string> words = words_of_answer(text);
  if (words.size() < kLeastWords || !is_prose(text)) return false;
  std::size_t known = 0, ascii = 0;
  for (const std::string& word : words) {
    known += std::binary_search(std::begin(kEnglish), std::end(kEnglish), word);
    ascii += std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  }
  const std::size_t count = words.size();
  std::sort(words.begin(), words.end());
  const auto distinct = static_cast<std::size_t>(std::unique(words.begin(), words.end()) - words.begin());
  return known * 4 >= count && ascii * 5 >= count * 4 && distinct * 2 >= count;  // the last: it repeats itself
}

}  // namespace

std::optional<std::string> usable_answer(std::string_view text) {
  // What comes later cannot be part of the first sentences, unless everything before it is invisible.
  text = text.substr(0, words::kMaxLooked);
  // A model may repeat the beginning of its turn, or go on with further turns after its answer.
  constexpr std::string_view kTurn = "<|assistant|>";
  if (const std::size_t turn = text.find(kTurn);
      turn != std::string_view::npos && words::plain(text.substr(0, turn), 1).empty())
    text.remove_prefix(turn + kTurn.size());
  for (const std::string_view marker : {"</s>", "<s>", "<|"}) text = text.substr(0, text.find(marker));
  const std::string whole = words::plain(text, SIZE_MAX);
  std::string_view line = whole;
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"“", "”"}})
    while (line.size() >= open.size() + close.size() && line.starts_with(open) && line.ends_with(close))
      line = line.substr(open.size(), line.size() - open.size() - close.size());
  std::string answer = shortened(line);
  // The prompt has no addresses, so this one is made up or comes from a title that contains instructions.
  if (names_address(answer) || !is_english(answer)) return std::nullopt;
  return answer;
}

Result ModelAnswer::call(const Arguments& arguments, Host&) {
  if (!arguments.has(0)) return Value();
  std::optional<std::string> answer = usable_answer(arguments.text(0));
  if (!answer) return Value();
  return *std::move(answer);
}

}  // namespace synth::models
