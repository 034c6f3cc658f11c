// Makes text from a database fit to be shown to a person or a language model: well-formed UTF-8 in one line, without
// control characters, invisible characters, and those that change the writing direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace synth::words {

/// The code point at text[at]; advances `at` past it. kNoCharacter for a byte that is not UTF-8 (advances by one).
inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;
char32_t next_character(std::string_view text, std::size_t& at) noexcept;
void append_character(std::string& text, char32_t character);

/// How many bytes of a text are looked at: far more than anybody reads, and few enough to be fast for any text.
inline constexpr std::size_t kMaxLooked = std::size_t{1} << 16;

/// The text with single spaces between words and none around them, without invalid UTF-8, non-characters and invisible
/// characters. A text of more than `most_words` words, `most_characters` characters or kMaxLooked bytes is cut and ends
/// in an ellipsis.
std::string plain(std::string_view text, std::size_t most_characters, std::size_t most_words = SIZE_MAX);

/// The same in double quotes, for a prompt: without anything that could end the quotes or look like a chat marker
/// (<|user|>, </s>).
std::string quoted(std::string_view text, std::size_t most_characters);

}  // namespace synth::words
