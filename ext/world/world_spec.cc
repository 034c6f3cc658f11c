#include "world/world_spec.h"

#include <algorithm>
#include <iterator>

#include "math/elementary.h"
#include "rows/categories.h"
#include "world/text/input_text.h"

namespace synth::world {
namespace {

// GoEmotions, MELD and Trampe 2015, rounded to values between theirs. Only the rate of "happy" follows the hour.
struct DefaultEmotion {
  std::string_view name;
  double rate;
  double hour_tilt;
};
constexpr DefaultEmotion kEmotions[] = {
    {"happy", 0.33, 0.15}, {"sad", 0.08, 0},     {"angry", 0.10, 0},   {"fear", 0.03, 0},
    {"surprise", 0.11, 0}, {"neutral", 0.33, 0}, {"disgust", 0.02, 0},
};

// Appeal: our own judgement of the categories. The length is such that 85 % of a taste follows the axes.
struct DefaultCategory {
  std::string_view id;
  double weight;
  int peak_hour;
  std::array<double, kTasteAxes> appeal;
};
constexpr DefaultCategory kCategories[] = {
    {"1", 0.07, 21, {0.48, 0.19, 0.76}},    {"2", 0.03, 17, {0, 0.88, -0.26}},
    {"10", 0.16, 8, {0.37, -0.09, 0.84}},   {"15", 0.03, 16, {0.49, -0.78, 0}},
    {"17", 0.08, 18, {0.28, 0.74, -0.46}},  {"19", 0.03, 13, {-0.25, -0.49, 0.74}},
    {"20", 0.12, 22, {0.55, 0.74, 0}},      {"22", 0.11, 19, {0.4, -0.8, -0.2}},
    {"23", 0.07, 21, {0.91, -0.09, -0.09}}, {"24", 0.16, 20, {0.85, -0.19, 0.28}},
    {"25", 0.05, 7, {-0.73, 0.09, -0.55}},  {"26", 0.06, 11, {-0.31, -0.84, -0.21}},
    {"27", 0.05, 10, {-0.89, -0.18, 0.18}}, {"28", 0.04, 14, {-0.73, 0.55, 0.09}},
    {"29", 0.02, 12, {-0.66, -0.57, 0.28}},
};

// The emotion map of the original system (which wrote 22 for Music; Music is 10).
struct DefaultMapEntry {
  std::string_view emotion;
  std::string_view category;
  double weight;
  std::string_view keyword;
};
constexpr DefaultMapEntry kMap[] = {
    {"happy", "10", 0.35, "uplifting music"},
    {"happy", "23", 0.35, "comedy"},
    {"happy", "24", 0.30, "funny moments, feel-good"},
    {"sad", "10", 0.50, "relaxing music, calming"},
    {"sad", "25", 0.20, "inspirational stories"},
    {"sad", "27", 0.30, "motivational speeches"},
    {"angry", "10", 0.60, "calming music, meditation"},
    {"angry", "28", 0.40, "relaxation techniques, nature sounds"},
    {"fear", "10", 0.60, "soothing music"},
    {"fear", "26", 0.40, "positive affirmations, guided relaxation"},
    {"surprise", "28", 0.40, "discoveries"},
    {"surprise", "24", 0.35, "mind-blowing"},
    {"surprise", "27", 0.25, "amazing facts"},
    {"neutral", "27", 0.40, "documentaries, educational"},
    {"neutral", "28", 0.30, "informative"},
    {"neutral", "26", 0.30, "how-to"},
    {"disgust", "24", 0.50, "satisfying, art"},
    {"disgust", "26", 0.50, "clean organisation, aesthetic"},
};

// ATUS 2003-07 and 2014: lowest 3-5, a ramp from 7, a shoulder 12-17, a peak 20-22; weekends 1.2 times as
// much, with mornings one to two hours later.
constexpr std::array<double, 24> kWeekday = {0.45, 0.25, 0.15, 0.10, 0.10, 0.15, 0.30, 0.50, 0.65, 0.75, 0.80, 0.85,
                                             1.00, 0.95, 0.95, 1.00, 1.05, 1.15, 1.30, 1.50, 1.80, 1.90, 1.50, 0.90};
constexpr std::array<double, 24> kWeekend = {0.70, 0.45, 0.28, 0.17, 0.12, 0.12, 0.18, 0.32, 0.52, 0.76, 0.98, 1.12,
                                             1.25, 1.25, 1.28, 1.32, 1.38, 1.44, 1.60, 1.75, 2.00, 2.10, 1.78, 1.20};

// Golder & Macy, Science 2011: high in the morning, falling over the day, rising again at night. The sum is 0.
constexpr std::array<double, 24> kMoodByHour = {0.2,  0.0,  -0.2, -0.3, -0.2, 0.2,  0.7,  1.0,  0.9, 0.6, 0.3, 0.0,
                                                -0.3, -0.5, -0.7, -0.8, -0.8, -0.7, -0.5, -0.2, 0.2, 0.4, 0.4, 0.3};

std::uint16_t index_of(const std::vector<WorldSpec::Emotion>& emotions, std::string_view name) {
  std::uint16_t i = 0;
  while (emotions[i].name != name) ++i;
  return i;
}

std::uint16_t index_of(const std::vector<WorldSpec::Category>& categories, std::string_view id) {
  std::uint16_t i = 0;
  while (categories[i].id != id) ++i;
  return i;
}

WorldSpec make_default() {
  WorldSpec spec;
  for (const DefaultEmotion& emotion : kEmotions)
    spec.emotions.push_back({std::string(emotion.name), emotion.rate, emotion.hour_tilt, text_style_of(emotion.name)});
  for (const DefaultCategory& category : kCategories)
    spec.categories.push_back({std::string(category.id), std::string(category_of_id(category.id)->genre),
                               category.weight, category.peak_hour, category.appeal});
  for (const DefaultMapEntry& entry : kMap)
    spec.map.push_back({index_of(spec.emotions, entry.emotion), index_of(spec.categories, entry.category), entry.weight,
                        std::string(entry.keyword)});
  for (const City& place : known_cities())
    spec.cities.push_back({std::string(place.city), std::string(place.country), place.utc_offset,
                           portable_pow(static_cast<double>(place.population), 0.8), place.culture});
  spec.weekday = kWeekday;
  spec.weekend = kWeekend;
  spec.mood_by_hour = kMoodByHour;
  return spec;
}

}  // namespace

int text_style_of(std::string_view emotion) noexcept {
  const auto found = std::find(std::begin(kTextEmotions), std::end(kTextEmotions), emotion);
  return found == std::end(kTextEmotions) ? -1 : static_cast<int>(found - std::begin(kTextEmotions));
}

Range<std::int64_t> sizes_of_catalogue(const WorldSpec& spec) noexcept {
  std::int64_t own = 0, others = 0;
  for (const WorldSpec::Category& category : spec.categories) {
    own += static_cast<std::int64_t>(category.videos.value_or(0));
    others += category.videos ? 0 : 1;
  }
  return {own + others, others == 0 ? own : kMaxVideos};
}

const WorldSpec& default_spec() {
  static const WorldSpec kSpec = make_default();
  return kSpec;
}

}  // namespace synth::world
