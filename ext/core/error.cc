#include "core/error.h"

#include "core/utf8.h"

namespace synth {

std::string legible(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = character_size(text, i);
    const auto first = static_cast<unsigned char>(text[i]);
    const bool control = first < 0x20 || first == 0x7F;
    if (size == 0 || (control && first != '\n' && first != '\t'))
      result += "\xEF\xBF\xBD";  // U+FFFD, the sign for what cannot be shown
    else
      result += text.substr(i, size);
    i += size == 0 ? 1 : size;
  }
  return result;
}

}  // namespace synth
