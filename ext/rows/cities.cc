// The table of cities.
//
// Populations are thousands of people in 2025, rounded: the large agglomerations after the UN's World Urbanization
// Prospects 2025 (Jakarta 41.9 million, Dhaka 36.6, Tokyo 33.4, Delhi 30.2, Shanghai 29.6, ...), the others by
// order of magnitude. They serve as weights, not as statistics. Offsets are standard time (IANA tz database, the offset
// outside summer time).
//
// To add a city, add a line to its country's group, in order of population. The checks below and
// tests/rows/cities_test.cc enforce both rules.
#include "rows/cities.h"

#include <array>
#include <cstddef>

namespace synth {
namespace {

using enum Culture;

constexpr City kCities[] = {
    {"Algiers", "Algeria", 60, 3900, kArabic},
    {"Oran", "Algeria", 60, 1500, kArabic},
    {"Luanda", "Angola", 60, 9400, kPortuguese},
    {"Lobito", "Angola", 60, 800, kPortuguese},
    {"Buenos Aires", "Argentina", -180, 14200, kHispanic},
    {"Córdoba", "Argentina", -180, 1600, kHispanic},
    {"Rosario", "Argentina", -180, 1400, kHispanic},
    {"Sydney", "Australia", 600, 5100, kEnglish},
    {"Melbourne", "Australia", 600, 5000, kEnglish},
    {"Brisbane", "Australia", 600, 2500, kEnglish},
    {"Perth", "Australia", 480, 2200, kEnglish},
    {"Vienna", "Austria", 60, 2000, kGerman},
    {"Graz", "Austria", 60, 300, kGerman},
    {"Dhaka", "Bangladesh", 360, 36600, kBengali},
    {"Chattogram", "Bangladesh", 360, 5700, kBengali},
    {"Khulna", "Bangladesh", 360, 1000, kBengali},
    {"Brussels", "Belgium", 60, 2100, kFrench},
    {"Liège", "Belgium", 60, 700, kFrench},
    {"São Paulo", "Brazil", -180, 18900, kPortuguese},
    {"Rio de Janeiro", "Brazil", -180, 10600, kPortuguese},
    {"Belo Horizonte", "Brazil", -180, 4700, kPortuguese},
    {"Recife", "Brazil", -180, 3600, kPortuguese},
    {"Manaus", "Brazil", -240, 2200, kPortuguese},
    {"Toronto", "Canada", -300, 6100, kEnglish},
    {"Montreal", "Canada", -300, 3700, kFrench},
    {"Vancouver", "Canada", -480, 2500, kEnglish},
    {"Santiago", "Chile", -240, 6700, kHispanic},
    {"Valparaíso", "Chile", -240, 900, kHispanic},
    {"Shanghai", "China", 480, 29600, kChinese},
    {"Guangzhou", "China", 480, 27600, kChinese},
    {"Beijing", "China", 480, 17500, kChinese},
    {"Shenzhen", "China", 480, 12800, kChinese},
    {"Chengdu", "China", 480, 10400, kChinese},
    {"Wuhan", "China", 480, 8900, kChinese},
    {"Hangzhou", "China", 480, 8300, kChinese},
    {"Xi'an", "China", 480, 7600, kChinese},
    {"Bogotá", "Colombia", -300, 9900, kHispanic},
    {"Medellín", "Colombia", -300, 4000, kHispanic},
    {"Kinshasa", "DR Congo", 60, 12800, kCongolese},
    {"Lubumbashi", "DR Congo", 120, 2900, kCongolese},
    {"Guayaquil", "Ecuador", -300, 3100, kHispanic},
    {"Quito", "Ecuador", -300, 2100, kHispanic},
    {"Cairo", "Egypt", 120, 25600, kArabic},
    {"Alexandria", "Egypt", 120, 6200, kArabic},
    {"Paris", "France", 60, 9300, kFrench},
    {"Lyon", "France", 60, 1700, kFrench},
    {"Marseille", "France", 60, 1600, kFrench},
    {"Berlin", "Germany", 60, 3900, kGerman},
    {"Hamburg", "Germany", 60, 2000, kGerman},
    {"Munich", "Germany", 60, 1900, kGerman},
    {"Cologne", "Germany", 60, 1500, kGerman},
    {"Delhi", "India", 330, 30200, kHindi},
    {"Kolkata", "India", 330, 22500, kBengali},
    {"Mumbai", "India", 330, 20200, kHindi},
    {"Bengaluru", "India", 330, 14300, kTamil},
    {"Chennai", "India", 330, 10700, kTamil},
    {"Ahmedabad", "India", 330, 8200, kHindi},
    {"Pune", "India", 330, 6900, kHindi},
    {"Jakarta", "Indonesia", 420, 41900, kIndonesian},
    {"Surabaya", "Indonesia", 420, 7000, kIndonesian},
    {"Bandung", "Indonesia", 420, 6800, kIndonesian},
    {"Medan", "Indonesia", 420, 3900, kIndonesian},
    {"Makassar", "Indonesia", 480, 1700, kIndonesian},
    {"Tehran", "Iran", 210, 9700, kPersian},
    {"Mashhad", "Iran", 210, 3400, kPersian},
    {"Isfahan", "Iran", 210, 2300, kPersian},
    {"Baghdad", "Iraq", 180, 7900, kArabic},
    {"Basra", "Iraq", 180, 1900, kArabic},
    {"Dublin", "Ireland", 0, 1300, kEnglish},
    {"Cork", "Ireland", 0, 230, kEnglish},
    {"Milan", "Italy", 60, 4100, kItalian},
    {"Naples", "Italy", 60, 3300, kItalian},
    {"Rome", "Italy", 60, 3100, kItalian},
    {"Turin", "Italy", 60, 1500, kItalian},
    {"Tokyo", "Japan", 540, 33400, kJapanese},
    {"Osaka", "Japan", 540, 12600, kJapanese},
    {"Nagoya", "Japan", 540, 6800, kJapanese},
    {"Fukuoka", "Japan", 540, 2600, kJapanese},
    {"Sapporo", "Japan", 540, 2200, kJapanese},
    {"Nairobi", "Kenya", 180, 6700, kEastAfrican},
    {"Mombasa", "Kenya", 180, 1600, kEastAfrican},
    {"Mexico City", "Mexico", -360, 17700, kHispanic},
    {"Guadalajara", "Mexico", -360, 5100, kHispanic},
    {"Monterrey", "Mexico", -360, 4900, kHispanic},
    {"Tijuana", "Mexico", -480, 2100, kHispanic},
    {"Casablanca", "Morocco", 60, 4400, kArabic},
    {"Rabat", "Morocco", 60, 1900, kArabic},
    {"Auckland", "New Zealand", 720, 1500, kEnglish},
    {"Wellington", "New Zealand", 720, 400, kEnglish},
    {"Lagos", "Nigeria", 60, 12800, kNigerian},
    {"Ibadan", "Nigeria", 60, 3900, kNigerian},
    {"Abuja", "Nigeria", 60, 3500, kNigerian},
    {"Karachi", "Pakistan", 300, 21400, kPakistani},
    {"Lahore", "Pakistan", 300, 14800, kPakistani},
    {"Islamabad", "Pakistan", 300, 3600, kPakistani},
    {"Lima", "Peru", -300, 10300, kHispanic},
    {"Arequipa", "Peru", -300, 1100, kHispanic},
    {"Manila", "Philippines", 480, 24700, kFilipino},
    {"Cebu City", "Philippines", 480, 2700, kFilipino},
    {"Davao City", "Philippines", 480, 1900, kFilipino},
    {"Warsaw", "Poland", 60, 2200, kPolish},
    {"Kraków", "Poland", 60, 1000, kPolish},
    {"Lisbon", "Portugal", 0, 2700, kPortuguese},
    {"Porto", "Portugal", 0, 1400, kPortuguese},
    {"Moscow", "Russia", 180, 14400, kRussian},
    {"Saint Petersburg", "Russia", 180, 5500, kRussian},
    {"Novosibirsk", "Russia", 420, 1600, kRussian},
    {"Yekaterinburg", "Russia", 300, 1500, kRussian},
    {"Riyadh", "Saudi Arabia", 180, 7000, kArabic},
    {"Jeddah", "Saudi Arabia", 180, 4300, kArabic},
    {"Johannesburg", "South Africa", 120, 9700, kSouthernAfrican},
    {"Cape Town", "South Africa", 120, 4600, kSouthernAfrican},
    {"Durban", "South Africa", 120, 3200, kSouthernAfrican},
    {"Seoul", "South Korea", 540, 22500, kKorean},
    {"Busan", "South Korea", 540, 3500, kKorean},
    {"Daegu", "South Korea", 540, 2300, kKorean},
    {"Madrid", "Spain", 60, 5900, kHispanic},
    {"Barcelona", "Spain", 60, 4800, kHispanic},
    {"Valencia", "Spain", 60, 1500, kHispanic},
    {"Dar es Salaam", "Tanzania", 180, 7600, kEastAfrican},
    {"Mwanza", "Tanzania", 180, 1300, kEastAfrican},
    {"Bangkok", "Thailand", 420, 18200, kThai},
    {"Chiang Mai", "Thailand", 420, 1100, kThai},
    {"Istanbul", "Turkey", 180, 14500, kTurkish},
    {"Ankara", "Turkey", 180, 4800, kTurkish},
    {"Izmir", "Turkey", 180, 2900, kTurkish},
    {"Dubai", "United Arab Emirates", 240, 3900, kArabic},
    {"Abu Dhabi", "United Arab Emirates", 240, 1600, kArabic},
    {"London", "United Kingdom", 0, 9900, kEnglish},
    {"Manchester", "United Kingdom", 0, 2800, kEnglish},
    {"Birmingham", "United Kingdom", 0, 2600, kEnglish},
    {"Glasgow", "United Kingdom", 0, 1700, kEnglish},
    {"New York", "United States", -300, 14600, kEnglish},
    {"Los Angeles", "United States", -480, 12700, kEnglish},
    {"Chicago", "United States", -360, 7000, kEnglish},
    {"Houston", "United States", -360, 5800, kEnglish},
    {"Miami", "United States", -300, 5600, kEnglish},
    {"Denver", "United States", -420, 2500, kEnglish},
    {"Caracas", "Venezuela", -240, 2900, kHispanic},
    {"Maracaibo", "Venezuela", -240, 2300, kHispanic},
    {"Ho Chi Minh City", "Vietnam", 420, 14000, kVietnamese},
    {"Hanoi", "Vietnam", 420, 7600, kVietnamese},
    {"Da Nang", "Vietnam", 420, 1300, kVietnamese},
};

// A hash table with open addressing, built at compile time: a lookup takes one hash and nearly always one comparison.
constexpr std::size_t kSlots = 1024;
constexpr std::uint8_t kEmpty = 255;
static_assert(std::size(kCities) < kEmpty, "the index holds a place in one byte");

constexpr std::size_t slot_of(std::string_view city) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char byte : city) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  return (hash ^ hash >> 15) % kSlots;
}

consteval std::array<std::uint8_t, kSlots> index_of_cities() {
  std::array<std::uint8_t, kSlots> index{};
  index.fill(kEmpty);
  for (std::size_t i = 0; i < std::size(kCities); ++i) {
    std::size_t slot = slot_of(kCities[i].city);
    while (index[slot] != kEmpty) {
      if (kCities[index[slot]].city == kCities[i].city) throw "a city's name is in the table twice";
      slot = (slot + 1) % kSlots;
    }
    index[slot] = static_cast<std::uint8_t>(i);
  }
  return index;
}
constexpr std::array<std::uint8_t, kSlots> kIndex = index_of_cities();

// No name is longer, so a longer text is refused without reading it.
constexpr std::size_t kLongestCity = [] {
  std::size_t longest = 0;
  for (const City& place : kCities) longest = place.city.size() > longest ? place.city.size() : longest;
  return longest;
}();

}  // namespace

std::span<const City> known_cities() noexcept {
  return kCities;
}

const City* find_city(std::string_view city) noexcept {
  if (city.size() > kLongestCity) return nullptr;
  for (std::size_t slot = slot_of(city); kIndex[slot] != kEmpty; slot = (slot + 1) % kSlots) {
    const City& place = kCities[kIndex[slot]];
    if (place.city == city) return &place;
  }
  return nullptr;
}

}  // namespace synth
