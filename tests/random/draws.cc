// Writes the generator's draws to standard output without end, as 32-bit words: eight words of each (seed, purpose,
// row), cycling through rows, purposes and seeds, so that a test battery sees neighbouring rows, columns, tables and
// seeds next to each other.
//
//   draws [rows|words|seeds]      Rng of consecutive rows; word_for of consecutive rows; Rng of consecutive seeds
#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "math/rng.h"

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "rows";
  std::array<std::uint32_t, 8192> buffer{};
  std::size_t used = 0;
  const auto put = [&](std::uint32_t word) {
    buffer[used++] = word;
    if (used < buffer.size()) return true;
    used = 0;
    return std::fwrite(buffer.data(), sizeof buffer[0], buffer.size(), stdout) == buffer.size();
  };
  for (std::uint64_t row = 0;; ++row)
    for (std::uint32_t purpose = 1; purpose <= 4; ++purpose) {
      const bool seeds = what == "seeds";
      const synth::Key key = synth::key_for(seeds ? row : 0, purpose);
      if (what == "words") {
        const std::uint64_t word = synth::word_for(key, row);
        if (!put(static_cast<std::uint32_t>(word)) || !put(static_cast<std::uint32_t>(word >> 32))) return 0;
        continue;
      }
      synth::Rng rng(key, seeds ? 0 : row);
      for (int k = 0; k < 8; ++k)
        if (!put(rng.bits())) return 0;
    }
}
