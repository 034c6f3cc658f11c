// SELECT * FROM synth_videos: the catalogue that the clicks of a seed choose from. A smaller catalogue is the beginning
// of a larger one.
#pragma once

#include <array>

#include "core/table.h"
#include "world/catalogue.h"
#include "world/window.h"

namespace synth::world {

class SynthVideos {
 public:
  static constexpr Argument kArguments[] = {
      Argument::integer("videos", Rule{"as in synth_video_clicks with this many clicks"}, {1, kMaxVideos},
                        "videos in the catalogue")
          .with_least("one per category"),
      kSeedArgument,
      Argument::integer("clicks", kDefaultClicks, {0, kMaxRows},
                        "the n of the synth_video_clicks that choose from this catalogue"),
      kWorldArgument};
  static constexpr Column kColumns[] = {
      {"video_id", "TEXT", "in YouTube's form; unique"},
      {"video_title", "TEXT", "of the video"},
      {"video_category", "TEXT", "YouTube's category id"},
      {"video_genre", "TEXT", "the category's name"},
      {"popularity", "REAL", "the video's share of all clicks on its category"},
  };
  static constexpr std::size_t kVideoId = index_of(kColumns, "video_id");
  static constexpr std::size_t kVideoTitle = index_of(kColumns, "video_title");
  static constexpr std::size_t kVideoCategory = index_of(kColumns, "video_category");
  static constexpr std::size_t kVideoGenre = index_of(kColumns, "video_genre");
  static constexpr std::size_t kPopularity = index_of(kColumns, "popularity");
  static constexpr std::size_t kVideos = index_of(kArguments, "videos");
  static constexpr std::size_t kSeed = index_of(kArguments, "seed");
  static constexpr std::size_t kClicks = index_of(kArguments, "clicks");
  static constexpr std::size_t kWorld = index_of(kArguments, "world");

  static const Description kDescription;

  struct Row {
    std::uint64_t video;
    std::array<char, kLongestTitle + 1> title;
    std::array<char, kVideoIdLength + 1> id;
    std::size_t title_length;
  };

  SynthVideos(const Arguments& arguments, Host& host);

  std::uint64_t size() const noexcept { return catalogue_.videos(); }
  void at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  explicit SynthVideos(const WorldArguments& given);
  Value text(const std::string& text) const noexcept { return Value::text(text, text_lifetime_); }

  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
  Catalogue catalogue_;
};

}  // namespace synth::world
