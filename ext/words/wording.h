// The words of an explanation: what a category, an emotion, an hour and a weekday are called inside a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace synth::words {

struct Noun {
  std::string text;  ///< "comedy", "gaming videos"
  bool plural = true;
};

/// Of a category: by YouTube's id, or by its genre, or by whatever the label says.
Noun noun_of(std::string_view label);

/// As a prompt calls it: the genre of YouTube's ids, else the label.
std::string genre_of(std::string_view label);

/// Of the seven emotions; of others both are empty.
struct EmotionWords {
  std::string_view mood;  ///< after "your": "happy mood"
  std::string_view feel;  ///< after "people who": "feel happy"
};
EmotionWords words_of(std::string_view emotion) noexcept;

/// 0 is Monday. "Saturday", ending in NUL.
std::string_view weekday_name(std::int32_t weekday) noexcept;

/// A name from the data, as a few words.
std::string short_name(std::string_view name);

/// "around 8 pm", "on Saturdays", "on Saturdays around 8 pm": the hour itself, since what is so at 5 need not be so all
/// evening. An hour or weekday that is not to be named is negative.
std::string time_phrase(std::int32_t hour, std::int32_t weekday);

/// What completes a pattern. {x} and {X} are the noun, the second with a capital; {it} and {them} stand for it; {s},
/// {go} and {is} agree with it; {e} is the emotion, {m} and {f} its mood and feel; {at} and {At} are `when`.
struct Words {
  Noun noun;
  std::string emotion, when;
  std::string_view mood, feel;
};
std::string fill(std::string_view pattern, const Words& words);

/// The text with a capital in front, where that is a letter of ASCII.
std::string capital(std::string text);

}  // namespace synth::words
