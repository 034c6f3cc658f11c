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

/// The noun for a category: from YouTube's id, or its genre, or the label itself. `things` is what is chosen, as a
/// plural; empty: videos.
Noun noun_of(std::string_view label, std::string_view things = {});

/// The category's name in a prompt: the genre for one of YouTube's ids, else the label.
std::string genre_of(std::string_view label);

/// The words for one of the seven default emotions; empty for any other.
struct EmotionWords {
  std::string_view mood;  ///< after "your": "happy mood"
  std::string_view feel;  ///< after "people who": "feel happy"
};
EmotionWords words_of(std::string_view emotion) noexcept;

/// 0 is Monday. "Saturday", ending in NUL.
std::string_view weekday_name(std::int32_t weekday) noexcept;

/// A name from the data, cut to a few words.
std::string short_name(std::string_view name);

/// "around 8 pm", "on Saturdays", "on Saturdays around 8 pm". It names the exact hour, since what holds at 5 need not
/// hold all evening. A negative hour or weekday is not named.
std::string time_phrase(std::int32_t hour, std::int32_t weekday);

/// Fills the gaps of a pattern. {x} and {X} are the noun, the second with a capital; {it} and {them} stand for it; {s},
/// {go} and {is} agree with it; {kind} is what its kind is of; {e} is the emotion, {m} and {f} its mood and feel; {at}
/// and {At} are `when`.
struct Words {
  Noun noun;
  std::string emotion, when;
  std::string_view mood, feel;
  std::string kind = "video";
};
std::string fill(std::string_view pattern, const Words& words);

/// The text with its first letter in upper case, if that is ASCII.
std::string capital(std::string text);

}  // namespace synth::words
