// Text from a database as a person or a language model may be shown it: well-formed UTF-8 in one line, without control
// characters, invisible ones and ones that change the direction of writing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace synth::words {

/// The code point at text[at], which it moves on; kNoCharacter for a byte that is no UTF-8 (it moves on by one).
inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;
char32_t next_character(std::string_view text, std::size_t& at) noexcept;
void append_character(std::string& text, char32_t character);

/// Bytes of a text that are looked at: far more than anybody reads, few enough that no text takes long.
inline constexpr std::size_t kMaxLooked = std::size_t{1} << 16;

/// One space between words and none around them; what is no UTF-8, no character or invisible is left out. Of longer
/// texts the first `most_words` words and `most_characters` characters, with an ellipsis in place of the rest; so too
/// of those of more than kMaxLooked bytes.
std::string plain(std::string_view text, std::size_t most_characters, std::size_t most_words = SIZE_MAX);

/// The same between double quotes, for a prompt: without what could end the quotes, or be read as a marker of a chat
/// (<|user|>, </s>).
std::string quoted(std::string_view text, std::size_t most_characters);

}  // namespace synth::words
