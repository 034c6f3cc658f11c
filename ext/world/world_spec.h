// The law of the invented world: every weight and strength that is not a parameter of the tables. The sources of the
// defaults are in world_spec.cc. A `world` document overrides what it names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/host.h"
#include "rows/cities.h"
#include "world/world_parameters.h"

namespace synth::world {

/// The axes along which tastes differ: fun against knowledge, action against home, art against plain talk.
inline constexpr std::size_t kTasteAxes = 3;

/// The most emotions, and the most categories, that a law can have.
inline constexpr std::size_t kMaxNames = 64;

struct WorldSpec {
  // The defaults of a new emotion, category, city and entry of the map.
  static constexpr double kNewRate = 0.1, kNewHourTilt = 0, kNewWeight = 0.05, kNewCityWeight = 100, kNewMapWeight = 1;
  static constexpr int kNewPeakHour = 12;

  struct Emotion {
    std::string name;
    double rate = kNewRate;           ///< share of all logs, before normalising
    double hour_tilt = kNewHourTilt;  ///< how far `mood_by_hour` moves the rate: 0.15 is 15 % up at its best hour
    int text_style = -1;  ///< vocabulary of its input texts (index into kTextEmotions), or -1: the texts name it
    std::vector<std::string> inputs{};  ///< patterns in place of it, see text/own_text.h
  };
  struct Category {
    std::string id;
    std::string genre;
    double weight = kNewWeight;    ///< among the categories that an emotion is not mapped to
    int peak_hour = kNewPeakHour;  ///< local hour at which it is chosen most
    /// The position on the axes of taste: people who like a category like its neighbours. The squared length, at most
    /// 1, is the share of a taste's variance that follows the axes; the rest is specific to the category.
    std::array<double, kTasteAxes> appeal{};
    std::optional<std::uint64_t> videos{};  ///< none: an equal share of what the others leave of the catalogue
    std::optional<std::vector<double>> popularity{};  ///< knots over the ranks, see ZipfTable::of_curve; none: Zipf
    std::vector<std::string> titles{};  ///< patterns of its videos' titles, see text/own_text.h; empty: built-in ones
  };
  struct MapEntry {
    std::uint16_t emotion = 0;   ///< index
    std::uint16_t category = 0;  ///< index
    double weight = kNewMapWeight;
    std::string keyword;  ///< what to search for
  };
  struct City {
    std::string city;
    std::string country;
    std::int32_t utc_offset = 0;  ///< minutes
    double weight = kNewCityWeight;
    Culture culture = Culture::kEnglish;
  };

  /// Texts that the gaps of patterns are filled with.
  struct Words {
    std::string name;
    std::vector<std::string> texts;
  };
  /// What people of a country are called, see text/own_names.h.
  struct Names {
    std::string country;
    std::vector<std::string> given;
    std::vector<std::string> family;  ///< may be empty
  };

  std::vector<Emotion> emotions;
  std::vector<Category> categories;
  std::vector<MapEntry> map;  ///< emotion by emotion
  std::vector<City> cities;   ///< the cities of one country stand together
  std::vector<Words> words;
  std::vector<Names> names;  ///< of the countries that do not have built-in ones

  double mood_persistence = 0.74;         ///< probability that a mood survives one step
  std::int64_t mood_minutes = 30;         ///< one step
  double mood_individuality = 0.5;        ///< share of a person's baseline that is the person's own
  double mood_noise = 0;                  ///< share of logs whose emotion is a draw of its own from the baseline
  std::array<double, 24> mood_by_hour{};  ///< in [-1, 1], mean 0: Golder & Macy 2011

  /// Numbers at equal steps of probability, straight lines between them.
  using Quantiles = std::optional<std::vector<double>>;

  std::array<double, 24> weekday{};  ///< relative activity by local hour
  std::array<double, 24> weekend{};
  std::optional<std::array<std::array<double, 24>, 7>> week;  ///< from Monday; in place of weekday and weekend
  std::optional<std::vector<double>> trend;                   ///< weights of the weeks from the beginning of the world
  double chronotype_minutes = 60;  ///< how far early and late people are off the mean (or twice as far)
  double top_fifth_share = 0.70;   ///< the most active fifth's share of all activity (0.78 with ten logs a person)
  Quantiles people_activity;       ///< the Lorenz curve of people's activity, in place of Zipf's law
  Quantiles people_join;           ///< days from the beginning of the world at which people come
  Quantiles people_stay;           ///< days from then on until they leave

  double session_rows = 4;  ///< mean rows of a session (geometric)
  /// The median gap between a session's rows, and its spread (lognormal). Sessions last 103 seconds in the median and
  /// 335 on average, those of LSApp (292 people, 76,247 sessions) 106 and 326.
  double session_seconds = 37;
  double session_sigma = 1.5;
  Quantiles session_gaps;         ///< seconds, in place of session_seconds and session_sigma
  Quantiles session_sizes;        ///< rows, in place of session_rows
  Quantiles session_first_sizes;  ///< of a person's first session
  double trip_days = 3;           ///< how long a trip lasts
  double abroad_rate = 0.2;       ///< share of trips that leave the country

  double session_topic = 0;  ///< chance that a choice repeats the category of the one before it in the session

  double taste_strength = 0.9;  ///< sigma of a person's lognormal taste over categories
  double hour_strength = 0.7;   ///< amplitude of the hour's tilt over categories
  double delay_seconds = 120;   ///< median from log to click
  double delay_sigma = 1.1;
  double video_exponent = 0.9;  ///< Zipf, within a category
  double video_repeat = 1;      ///< share of clicks whose video does not depend on the others of the session

  std::string noun = "videos";  ///< what people choose, in the sentences of explanations; plural

  GivenParameters parameters{};  ///< the tables' parameters that the document gives

  /// REQUIRES: `name` is one of kWorldParameters.
  const Value& parameter(std::string_view name) const noexcept { return parameters[find_world_parameter(name)]; }
};

/// The vocabulary of an emotion's input texts (index into kTextEmotions), or -1.
int text_style_of(std::string_view emotion) noexcept;

/// How many videos a catalogue can have: those of the categories that say it, and at least one of each other.
Range<std::int64_t> sizes_of_catalogue(const WorldSpec& spec) noexcept;

/// The default law.
const WorldSpec& default_spec();

/// The default law with the document's changes. Throws Error that names the place of an unknown key, or of a value of
/// the wrong type or out of range.
WorldSpec read_world_spec(const Json& document);

/// The whole law in its normal form: equal laws give equal texts, whatever the form of their documents.
std::string json_from_spec(const WorldSpec& spec);

}  // namespace synth::world
