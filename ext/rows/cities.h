// The cities of the default world, with country and offset from UTC. The model looks up offsets here too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace synth {

/// Which names people have (world/text/names): for each city, the culture of most of its people.
enum class Culture : std::uint8_t {
  kArabic,
  kBengali,
  kChinese,
  kCongolese,
  kEastAfrican,
  kEnglish,
  kFilipino,
  kFrench,
  kGerman,
  kHindi,
  kHispanic,
  kIndonesian,
  kItalian,
  kJapanese,
  kKorean,
  kNigerian,
  kPakistani,
  kPersian,
  kPolish,
  kPortuguese,
  kRussian,
  kSouthernAfrican,
  kTamil,
  kThai,
  kTurkish,
  kVietnamese,
};
inline constexpr int kCultures = 26;

struct City {
  std::string_view city;
  std::string_view country;
  std::int16_t utc_offset;   ///< minutes east of UTC, standard time, without daylight saving
  std::uint32_t population;  ///< thousands of people (UN World Urbanization Prospects 2025)
  Culture culture;
};

/// All cities, grouped by country, the largest first in each. City names are unique.
std::span<const City> known_cities() noexcept;

/// The city with exactly this name, or null.
const City* find_city(std::string_view city) noexcept;

}  // namespace synth
