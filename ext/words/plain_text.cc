#include "words/plain_text.h"

namespace synth::words {
namespace {

bool is_space(char32_t c) noexcept {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Control and format characters, fillers without a shape, marks of direction, tags, private use, non-characters.
bool is_hidden(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 ||
         c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x2800 || c == 0x3164 ||
         (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFF) || (c & 0xFFFE) == 0xFFFE || c >= 0xE0000;
}

}  // namespace

char32_t next_character(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
  if (length == 0 || at + length > text.size()) {
    ++at;
    return kNoCharacter;
  }
  constexpr unsigned char kPayload[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t character = lead & kPayload[length];
  for (std::size_t i = 1; i < length; ++i) {
    if (byte(at + i) >> 6 != 2) {
      ++at;
      return kNoCharacter;
    }
    character = character << 6 | (byte(at + i) & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (character < kLeast[length] || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
    ++at;
    return kNoCharacter;
  }
  at += length;
  return character;
}

void append_character(std::string& text, char32_t character) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (character < 0x80) {
    put(character);
    return;
  }
  const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr char32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  put(kLead[more] | character >> (6 * more));
  for (int i = more - 1; i >= 0; --i) put(0x80 | (character >> (6 * i) & 0x3F));
}

std::string plain(std::string_view text, std::size_t most_characters, std::size_t most_words) {
  const bool longer = text.size() > kMaxLooked;
  text = text.substr(0, kMaxLooked);
  std::string result;
  std::size_t characters = 0, words = 0;
  bool space = true;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    if (c == kNoCharacter) continue;
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (is_hidden(c)) continue;
    const bool new_word = space;
    if (characters + (new_word && words > 0 ? 2 : 1) > most_characters || (new_word && words == most_words)) {
      return result.empty() ? result : result + "…";
    }
    if (new_word) {
      if (words++ > 0) {
        result += ' ';
        ++characters;
      }
      space = false;
    }
    append_character(result, c);
    ++characters;
  }
  if (longer && !result.empty()) result += "…";
  return result;
}

std::string quoted(std::string_view text, std::size_t most_characters) {
  const std::string line = plain(text, most_characters);
  std::string result = "\"";
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_character(line, at);
    switch (c) {
      case '<':
      case 0xFE64:  // small and full-width forms: some vocabularies fold them into <, > and |
      case 0xFF1C:
        result += '(';
        break;
      case '>':
      case 0xFE65:
      case 0xFF1E:
        result += ')';
        break;
      case '|':
      case 0xFF5C:
        result += '/';
        break;
      case '"':
      case 0x201C:
      case 0x201D:
      case 0x201E:
      case 0xFF02:
        result += '\'';
        break;
      default:
        append_character(result, c);
    }
  }
  return result += '"';
}

}  // namespace synth::words
