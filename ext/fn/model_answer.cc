#include "fn/model_answer.h"

#include <algorithm>
#include <vector>

#include "fn/plain_text.h"

namespace synth::fn {
namespace {

constexpr std::size_t kMostSentences = 2, kMostCharacters = 200;
constexpr std::size_t kLeastWords = 3;

// Words that nearly every English sentence on a video has some of, and other languages few: sorted.
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

// The end of the sentence that starts at `from`, or npos where it has none.
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

// Whole sentences as long as they fit; a single one that is too long, or that breaks off, gets an ellipsis.
std::string shortened(const std::string& text) {
  std::size_t end = 0;
  for (std::size_t n = 0; n < kMostSentences && end < text.size(); ++n) {
    const std::size_t next = sentence_end(text, end);
    if (next == std::string_view::npos || characters(std::string_view(text).substr(0, next)) > kMostCharacters) break;
    end = next;
  }
  if (end > 0) return text.substr(0, end);
  std::string cut = plain(text, kMostCharacters - 1);
  if (cut.ends_with("…")) cut.resize(cut.size() - std::string_view("…").size());
  if (cut.size() < text.size())
    if (const std::size_t space = cut.rfind(' '); space != std::string::npos) cut.resize(space);
  while (!cut.empty() && (cut.back() == ' ' || cut.back() == ',' || cut.back() == ';' || cut.back() == ':'))
    cut.pop_back();
  return cut.empty() ? cut : cut + "…";
}

// Words of letters in lower case; anything outside ASCII counts as a letter.
std::vector<std::string> words_of_answer(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    const bool other = byte >= 0x80;
    if (letter || other) {
      if (!inside) words.emplace_back();
      words.back() += letter ? static_cast<char>(byte | 0x20) : c;
    }
    inside = letter || other;
  }
  return words;
}

bool is_english(std::string_view text) {
  std::vector<std::string> words = words_of_answer(text);
  if (words.size() < kLeastWords) return false;
  std::size_t known = 0, ascii = 0;
  for (const std::string& word : words) {
    known += std::binary_search(std::begin(kEnglish), std::end(kEnglish), word);
    ascii += std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  }
  const std::size_t count = words.size();
  std::sort(words.begin(), words.end());
  const auto distinct = static_cast<std::size_t>(std::unique(words.begin(), words.end()) - words.begin());
  return known * 4 >= count && ascii * 5 >= count * 4 && distinct * 2 >= count;  // the last: it is stuck
}

}  // namespace

std::optional<std::string> usable_answer(std::string_view text) {
  // A model that goes on after its turn has said what it had to say.
  for (const std::string_view marker : {"</s>", "<s>", "<|"}) text = text.substr(0, text.find(marker));
  std::string line = plain(text, SIZE_MAX);
  while (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  std::string answer = shortened(line);
  // Nothing that it was given had an address: it was made up, or came from a title that gives orders.
  const bool address = answer.find("://") != std::string::npos || answer.find("www.") != std::string::npos;
  if (address || !is_english(answer)) return std::nullopt;
  return answer;
}

Result ModelAnswer::call(const Arguments& arguments, Host&) {
  if (!arguments.has(0)) return Value();
  std::optional<std::string> answer = usable_answer(arguments.text(0));
  if (!answer) return Value();
  return *std::move(answer);
}

}  // namespace synth::fn
