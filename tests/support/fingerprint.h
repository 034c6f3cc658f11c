// One number for many rows, which changes if any byte of any cell changes.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/reader.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"

namespace synth::testing {

class Fingerprint {
 public:
  void add(const Value& value) {
    add_word(static_cast<std::uint64_t>(value.type()));
    switch (value.type()) {
      case Value::Type::kNull:
        break;
      case Value::Type::kInteger:
        add_word(static_cast<std::uint64_t>(value.as_integer()));
        break;
      case Value::Type::kReal:
        add_word(std::bit_cast<std::uint64_t>(value.as_real()));
        break;
      case Value::Type::kText:
      case Value::Type::kBlob:
        for (const char c : value.as_bytes()) add_word(static_cast<unsigned char>(c));
        add_word(value.as_bytes().size());
    }
  }
  std::uint64_t value() const { return state_; }

 private:
  void add_word(std::uint64_t word) { state_ = mix64(state_ * 0x9E3779B97F4A7C15U + word + 1); }
  std::uint64_t state_ = 1;
};

/// The fingerprint of `count` rows from `first` on, all columns of the rows, hidden ones too.
template <IsTable Table>
std::uint64_t fingerprint(typename Reader<Table>::Parameters parameters, std::uint64_t first, std::uint64_t count) {
  Reader<Table> reader(parameters);
  Fingerprint print;
  for (std::uint64_t i = first; i < std::min(first + count, reader.size()); ++i) {
    const auto& row = reader.at(i);
    for (std::size_t column = 0; column < columns_of_rows<Table>(); ++column)
      print.add(reader.table().column(row, column));
  }
  return print.value();
}

/// A line per table and seed: the signatures that tests/known/fingerprints.txt pins.
inline std::string fingerprints() {
  std::string lines = "# table, seed, n, rows read: signature of all their cells\n";
  const auto add = [&lines](std::string_view table, std::int64_t seed, std::int64_t n, std::uint64_t print) {
    constexpr char kHex[] = "0123456789abcdef";
    lines.append(table).append(" ").append(std::to_string(seed)).append(" ").append(std::to_string(n)).append(" ");
    for (int shift = 60; shift >= 0; shift -= 4) lines += kHex[print >> shift & 15];
    lines += '\n';
  };
  for (const std::int64_t seed :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{3141592653589793238}})
    for (const std::int64_t n : {50, 5000, 2000000, 1000000000}) {
      const auto middle = static_cast<std::uint64_t>(n) / 3;
      constexpr std::uint64_t kRows = 4000;
      const auto count = static_cast<std::uint64_t>(n);
      const std::uint64_t first = count <= kRows ? 0 : middle;
      add("synth_emotion_logs", seed, n,
          fingerprint<world::SynthEmotionLogs>({{world::SynthEmotionLogs::kN, integer(n)},
                                                {world::SynthEmotionLogs::kSeed, integer(seed)},
                                                {world::SynthEmotionLogs::kUntil, integer(kUntil)}},
                                               first, kRows));
      add("synth_video_clicks", seed, n,
          fingerprint<world::SynthVideoClicks>({{world::SynthVideoClicks::kN, integer(n)},
                                                {world::SynthVideoClicks::kSeed, integer(seed)},
                                                {world::SynthVideoClicks::kUntil, integer(kUntil)}},
                                               first, kRows));
      add("synth_video_interactions", seed, n,
          fingerprint<world::SynthVideoInteractions>({{world::SynthVideoInteractions::kN, integer(n)},
                                                      {world::SynthVideoInteractions::kSeed, integer(seed)},
                                                      {world::SynthVideoInteractions::kUntil, integer(kUntil)}},
                                                     first, kRows));
    }
  return lines;
}

}  // namespace synth::testing
