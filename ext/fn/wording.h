// The words of an explanation: what a category, an emotion, an hour and a weekday are called inside a sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace synth::fn {

struct Noun {
  std::string text;  ///< "comedy", "gaming videos"
  bool plural = true;
};

/// Of a category: by YouTube's id, or by its genre, or by whatever the label says.
Noun noun_of(std::string_view label);

/// As a prompt calls it: the genre of YouTube's ids, else the label.
std::string genre_of(std::string_view label);

/// Patterns of a clause on why a category goes with an emotion (fill() completes them). `leads` begin a sentence,
/// `tails` follow an "and" and call the category "it".
struct EmotionWords {
  std::span<const std::string_view> leads, tails;
};
EmotionWords words_of(std::string_view emotion) noexcept;

/// 0 is Monday. "Saturday", ending in NUL.
std::string_view weekday_name(std::int32_t weekday) noexcept;

/// A name from the data, as a few words.
std::string short_name(std::string_view name);

/// "in the evening", "on Saturdays", "on Saturday evenings"; an hour or weekday that is not to be named is negative.
std::string time_phrase(std::int32_t hour, std::int32_t weekday);

/// What completes a pattern. {x} and {X} are the noun, the second with a capital; {it} and {them} stand for it; {s},
/// {go} and {is} agree with it; {e} is the emotion; {at} and {At} are `when`, which may be empty.
struct Words {
  Noun noun;
  std::string emotion, when;
};
std::string fill(std::string_view pattern, const Words& words);

/// The text with a capital in front, where that is a letter of ASCII.
std::string capital(std::string text);

}  // namespace synth::fn
