// The cities of the world that the generator invents, with their country and offset from UTC. The model looks a city's
// offset up here too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace synth {

/// Which names people have (world/text/names): one per city, that of most of its people.
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
  std::int16_t utc_offset;   ///< minutes east of UTC, standard time: daylight saving is left out
  std::uint32_t population;  ///< thousands of people (UN World Urbanization Prospects 2025)
  Culture culture;
};

/// All places, grouped by country (the cities of one country stand together), the largest first in each country. A
/// city's name is in the table once.
std::span<const City> known_cities() noexcept;

/// The place with exactly this city name, or null.
const City* find_city(std::string_view city) noexcept;

}  // namespace synth
