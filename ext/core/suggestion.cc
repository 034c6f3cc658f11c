#include "core/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/value.h"

namespace synth {
namespace {

constexpr std::size_t kLongest = 64;  // longer names are compared by their beginning

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

std::string_view suggestion(std::string_view typed, std::span<const std::string_view> known) {
  std::string_view best;
  if (typed.find_first_not_of("0123456789") == std::string_view::npos) return best;  // all numbers are equally near
  std::size_t smallest = std::max<std::size_t>(1, std::min(typed.size(), kLongest) / 3) + 1;
  for (const std::string_view name : known) {
    const std::size_t d = distance(typed, name);
    if (d < smallest) {
      smallest = d;
      best = name;
    }
  }
  return best;
}

std::string unknown_name(std::string_view what, std::string_view typed, std::span<const std::string_view> known) {
  std::string sentence = "unknown ";
  sentence.append(what).append(" ").append(show(Value::text(typed, Value::Lifetime::kRow)));
  const std::string_view near = suggestion(typed, known);
  if (!near.empty()) return sentence.append("; did you mean '").append(near).append("'?");
  sentence += "; known are ";
  for (std::size_t k = 0; k < known.size(); ++k) sentence.append(k == 0 ? "'" : ", '").append(known[k]).append("'");
  return sentence;
}

}  // namespace synth
