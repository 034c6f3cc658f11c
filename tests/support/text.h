// Helpers for texts: words, UTF-8, and how well a bag of words predicts where a text comes from.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace synth::test {

/// Well-formed UTF-8 without control characters.
inline bool is_printable_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (length == 0 || lead < 0x20 || lead == 0x7F || lead == 0xC0 || lead == 0xC1 || i + length > text.size())
      return false;
    for (std::size_t j = 1; j < length; ++j)
      if (static_cast<unsigned char>(text[i + j]) >> 6 != 2) return false;
    i += length;
  }
  return true;
}

/// One space between words, none at either end.
inline bool is_well_spaced(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' && text.find("  ") == std::string_view::npos;
}

inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// In lower case, without punctuation, digits and emoji.
inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (is_letter(c) || c == '\'')
      words.back() += is_letter(c) ? static_cast<char>(c | 32) : c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

inline std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

/// Multinomial naive Bayes with add-one smoothing, over the words of a text.
class NaiveBayes {
 public:
  explicit NaiveBayes(std::size_t classes) : texts_(classes), words_(classes) {}

  void learn(std::size_t label, std::string_view text) {
    ++texts_[label];
    for (const std::string& word : words_of(text)) {
      auto& counts = counts_[word];
      counts.resize(texts_.size());
      ++counts[label];
      ++words_[label];
    }
  }

  std::size_t guess(std::string_view text) const {
    std::vector<double> score(texts_.size());
    const std::vector<std::string> words = words_of(text);
    for (std::size_t label = 0; label < texts_.size(); ++label) {
      score[label] = std::log(texts_[label] + 1.0);
      for (const std::string& word : words) {
        const auto found = counts_.find(word);
        if (found == counts_.end()) continue;
        score[label] += std::log((found->second[label] + 1.0) / (words_[label] + static_cast<double>(counts_.size())));
      }
    }
    return static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  }

 private:
  std::vector<double> texts_;
  std::vector<double> words_;
  std::unordered_map<std::string, std::vector<double>> counts_;
};

}  // namespace synth::test
