// A title is a template of its category, filled from the category's lists. The deeper in the catalogue, the more titles
// are numbered parts of a series.
#include "world/text/video_title.h"

#include <array>
#include <cstring>
#include <iterator>

#include "math/rng.h"
#include "world/text/write_text.h"

namespace synth::world {
namespace {

#include "world/text/video_title_data.inc"

constexpr Phrase kNothing[] = {""};

// The gaps of a template: five lists of the style, then common ones.
constexpr std::string_view kGaps[] = {"a", "b", "c", "d", "e", "place", "who", "count", "channel"};
constexpr std::size_t kOwnGaps = 5;
constexpr std::size_t kGapCount = std::size(kGaps);
constexpr std::size_t kMaxTemplates = 8;

enum StyleIndex : int {
  kFilm,
  kAutos,
  kMusic,
  kPets,
  kSports,
  kTravel,
  kGaming,
  kPeople,
  kComedy,
  kEntertainment,
  kNews,
  kHowto,
  kEducation,
  kScience,
  kNonprofit,
  kCinema,
  kGeneral,
  kStyleCount
};

// Every list: style by style, its five lists and its word for a part of a series; then the common ones.
constexpr PhraseList kEvery[] = {
    kFilmA,          kFilmB,          kFilmC,          kFilmD,          kFilmE,          kFilmSeries,
    kAutosA,         kAutosB,         kAutosC,         kAutosD,         kAutosE,         kAutosSeries,
    kMusicA,         kMusicB,         kMusicC,         kMusicD,         kMusicE,         kMusicSeries,
    kPetsA,          kPetsB,          kPetsC,          kPetsD,          kPetsE,          kPetsSeries,
    kSportsA,        kSportsB,        kSportsC,        kSportsD,        kSportsE,        kSportsSeries,
    kTravelA,        kTravelB,        kTravelC,        kTravelD,        kTravelE,        kTravelSeries,
    kGamingA,        kGamingB,        kGamingC,        kGamingD,        kGamingE,        kGamingSeries,
    kPeopleA,        kPeopleB,        kPeopleC,        kPeopleD,        kPeopleE,        kPeopleSeries,
    kComedyA,        kComedyB,        kComedyC,        kComedyD,        kComedyE,        kComedySeries,
    kEntertainmentA, kEntertainmentB, kEntertainmentC, kEntertainmentD, kEntertainmentE, kEntertainmentSeries,
    kNewsA,          kNewsB,          kNewsC,          kNewsD,          kNewsE,          kNewsSeries,
    kHowtoA,         kHowtoB,         kHowtoC,         kHowtoD,         kHowtoE,         kHowtoSeries,
    kEducationA,     kEducationB,     kEducationC,     kEducationD,     kEducationE,     kEducationSeries,
    kScienceA,       kScienceB,       kScienceC,       kScienceD,       kScienceE,       kScienceSeries,
    kNonprofitA,     kNonprofitB,     kNonprofitC,     kNonprofitD,     kNonprofitE,     kNonprofitSeries,
    kCinemaA,        kCinemaB,        kCinemaC,        kCinemaD,        kCinemaE,        kCinemaSeries,
    kGeneralA,       kGeneralB,       kGeneralC,       kGeneralD,       kGeneralE,       kGeneralSeries,
    kCity,           kPerson,         kNumber,         kChannel,        kNothing,
};
constexpr std::size_t kListsOfStyle = kOwnGaps + 1;
static_assert(std::size(kEvery) == kStyleCount * kListsOfStyle + kGapCount - kOwnGaps + 1);

constexpr auto kPool = pool_of<kEvery>();

struct Style {
  std::array<PooledList, kGapCount + 1> lists{};  // the last is the empty one
  PooledList series{};
  std::array<Template, kMaxTemplates> shapes{};
  std::uint32_t shape_count = 0;
  bool names_genre = false;
};

template <std::size_t kCount>
consteval Style style(StyleIndex index, const std::string_view (&texts)[kCount], bool names_genre = false) {
  static_assert(kCount <= kMaxTemplates);
  Style made;
  const PhraseList* const own = kEvery + index * kListsOfStyle;
  const PhraseList* const shared = kEvery + kStyleCount * kListsOfStyle;
  for (std::size_t gap = 0; gap <= kGapCount; ++gap)
    made.lists[gap] = pooled<kEvery>(gap < kOwnGaps ? own[gap] : shared[gap - kOwnGaps]);
  made.series = pooled<kEvery>(own[kOwnGaps]);
  for (std::size_t i = 0; i < kCount; ++i) made.shapes[i] = shape(1, texts[i], kGaps);
  made.shape_count = kCount;
  made.names_genre = names_genre;
  return made;
}

constexpr Style kStyles[] = {
    style(kFilm, kFilmShapes),
    style(kAutos, kAutosShapes),
    style(kMusic, kMusicShapes),
    style(kPets, kPetsShapes),
    style(kSports, kSportsShapes),
    style(kTravel, kTravelShapes),
    style(kGaming, kGamingShapes),
    style(kPeople, kPeopleShapes),
    style(kComedy, kComedyShapes),
    style(kEntertainment, kEntertainmentShapes),
    style(kNews, kNewsShapes),
    style(kHowto, kHowtoShapes),
    style(kEducation, kEducationShapes),
    style(kScience, kScienceShapes),
    style(kNonprofit, kNonprofitShapes),
    style(kCinema, kCinemaShapes, true),
    style(kGeneral, kGeneralShapes, true),
};
static_assert(std::size(kStyles) == kStyleCount);

struct StyleOfCategory {
  std::string_view id;
  StyleIndex style;
};
constexpr StyleOfCategory kStyleOfCategory[] = {
    {"1", kFilm},           {"2", kAutos},   {"10", kMusic},     {"15", kPets},    {"17", kSports},
    {"19", kTravel},        {"20", kGaming}, {"22", kPeople},    {"23", kComedy},  {"24", kEntertainment},
    {"25", kNews},          {"26", kHowto},  {"27", kEducation}, {"28", kScience}, {"29", kNonprofit},
    {"18", kFilm},          {"21", kPeople}, {"30", kCinema},    {"31", kCinema},  {"32", kCinema},
    {"33", kCinema},        {"34", kComedy}, {"35", kCinema},    {"36", kCinema},  {"37", kCinema},
    {"38", kCinema},        {"39", kCinema}, {"40", kCinema},    {"41", kCinema},  {"42", kEntertainment},
    {"43", kEntertainment}, {"44", kCinema},
};

constexpr std::size_t kLongestGenreInTitle = 48;
constexpr std::size_t kLongestNumber = 4;
consteval bool fits(std::size_t room) {
  for (const Style& each : kStyles)
    for (const Template& text : each.shapes)
      if (longest_text(text, each.lists.data()) + each.series.longest + kLongestNumber + 3 + kLongestGenreInTitle >
          room)
        return false;
  return true;
}
static_assert(fits(kLongestTitle - kPhraseCopy), "a title may be longer than kLongestTitle");

char* put_number(char* out, std::uint32_t number) noexcept {
  char digits[10];
  int count = 0;
  do digits[count++] = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  while (count > 0) *out++ = digits[--count];
  return out;
}

}  // namespace

int title_style(std::string_view category_id) noexcept {
  for (const StyleOfCategory& each : kStyleOfCategory)
    if (each.id == category_id) return each.style;
  return kGeneral;
}

std::size_t write_title(int style, std::uint64_t video_hash, std::uint64_t rank, std::string_view genre,
                        char* out) noexcept {
  const Style& chosen = kStyles[style];
  const std::uint64_t word = mix64(video_hash ^ 0xA24BAED4963EE407ULL);
  Alternatives choices(word);
  const Template& text = chosen.shapes[choices.below(chosen.shape_count)];
  char* end = compose(out, text, kPool, chosen.lists.data(), choices);
  // Part numbers are small near the top, and spread out where a catalogue would run out of plain titles.
  const std::uint64_t second = mix64(word);
  Alternatives series(second);
  const std::uint32_t of_16 = rank < 100 ? 1 : rank < 10000 ? 4 : 8;
  if (series.below(16) < of_16) {
    end = put(end, kPool, chosen.series, series);
    end = put_number(end, 1 + series.below(rank < 10000 ? 24 : 240));
  }
  if (chosen.names_genre && !genre.empty() && genre.size() <= kLongestGenreInTitle) {
    std::memcpy(end, " | ", 3);
    std::memcpy(end + 3, genre.data(), genre.size());
    end += 3 + genre.size();
  }
  *end = '\0';
  return static_cast<std::size_t>(end - out);
}

void write_video_id(std::uint64_t id64, char* out) noexcept {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::size_t i = 0; i < kVideoIdLength - 1; ++i) out[i] = kAlphabet[id64 >> (58 - 6 * i) & 63];
  out[kVideoIdLength - 1] = kAlphabet[(id64 & 15) << 2];  // the last four bits, padded: one of AEIMQUYcgkosw048
  out[kVideoIdLength] = '\0';
}

}  // namespace synth::world
