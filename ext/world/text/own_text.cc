#include "world/text/own_text.h"

#include <algorithm>

#include "core/error.h"
#include "core/suggestion.h"
#include "math/rng.h"
#include "world/text/fragment.h"

namespace synth::world {

WordLists word_lists(const WorldSpec& spec) {
  WordLists lists;
  for (const WorldSpec::Words& words : spec.words) lists.emplace(words.name, words.texts);
  return lists;
}

OwnText::OwnText(const std::vector<std::string>& patterns, const WordLists& lists, std::string_view place,
                 std::size_t longest) {
  std::map<std::string_view, std::size_t> used;  // place in lists_
  std::vector<std::size_t> longest_of;           // by list
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    const std::string& text = patterns[k];
    const std::string at = std::string(place) + "[" + std::to_string(k) + "]";
    Pattern pattern;
    std::size_t begin = 0, length = 0;
    for (std::size_t open; (open = text.find('{', begin)) != std::string::npos;) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) throw Error(at + " has a { without its }: what stands in braces names a list");
      const std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
      const auto list = lists.find(name);
      if (list == lists.end()) {
        std::vector<std::string_view> known;
        for (const auto& each : lists) known.push_back(each.first);
        throw Error(at + ": " +
                    (known.empty() ? "what stands in braces names a list of $.words, which has none"
                                   : unknown_name("list of $.words", name, known)));
      }
      const auto [mine, is_new] = used.emplace(list->first, lists_.size());
      if (is_new) {
        lists_.push_back(list->second);
        longest_of.push_back(std::ranges::max(list->second, {}, &std::string::size).size());
      }
      pattern.steps.push_back({text.substr(begin, open - begin), mine->second});
      length += open - begin + longest_of[mine->second];
      begin = close + 1;
    }
    pattern.end = text.substr(begin);
    length += pattern.end.size();
    if (length > longest)
      throw Error(at + " can become " + std::to_string(length) + " bytes long, more than " + std::to_string(longest));
    patterns_.push_back(std::move(pattern));
  }
}

std::size_t OwnText::write(std::uint64_t word, char* out) const noexcept {
  // A word for each choice, as a pattern may have many gaps and its lists many texts.
  const auto choose = [&word](std::size_t n) {
    word = mix64(word + kGoldenRatio);
    return static_cast<std::size_t>(multiply128(word, n).high);
  };
  const Pattern& pattern = patterns_[choose(patterns_.size())];
  char* end = out;
  for (const Step& step : pattern.steps) {
    end = put(end, step.literal);
    const std::span<const std::string> list = lists_[step.list];
    end = put(end, list[choose(list.size())]);
  }
  end = put(end, pattern.end);
  *end = '\0';
  return static_cast<std::size_t>(end - out);
}

}  // namespace synth::world
