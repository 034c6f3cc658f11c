// The videos. Video v of a world belongs to category v mod (number of categories) and is the (v / categories)-th most
// popular there; its id and title follow from (seed, v). A smaller catalogue is the beginning of a larger one, so the
// same id means the same video in worlds of different size. Where categories differ in size, some numbers have no
// video; the rows of synth_videos go rank by rank over the categories that have such a rank.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "math/distributions.h"
#include "math/rng.h"
#include "world/text/own_text.h"
#include "world/text/video_title.h"
#include "world/world_spec.h"

namespace synth::world {

class Catalogue {
 public:
  /// REQUIRES: videos in sizes_of_catalogue(spec), which outlives this object.
  Catalogue(const WorldSpec& spec, std::uint64_t seed, std::uint64_t videos);

  /// The default number of videos for a world with this many clicks in 30 days: tens per category in the smallest
  /// world, thousands with a million clicks (it grows with the square root of the clicks).
  static std::uint64_t default_size(const WorldSpec& spec, double clicks) noexcept;

  std::uint64_t videos() const noexcept { return videos_; }
  /// The video in a row of synth_videos. REQUIRES: row < videos().
  std::uint64_t video_at(std::uint64_t row) const noexcept { return bands_.empty() ? row : video_in_bands(row); }
  std::uint16_t category(std::uint64_t video) const noexcept { return static_cast<std::uint16_t>(video % categories_); }

  /// A video of the category, by popularity, from 128 uniform bits.
  std::uint64_t draw(std::uint16_t category, std::uint64_t step, std::uint64_t within) const noexcept {
    // Categories of a table may lack its last rank.
    const Shelf& shelf = shelves_[category];
    return std::min(tables_[shelf.table].pick(step, within), shelf.videos - 1) * categories_ + category;
  }

  /// The video of the category at the u-th part of its clicks, for u in [0, 1), the most popular videos first.
  std::uint64_t quantile(std::uint16_t category, double u) const noexcept {
    const Shelf& shelf = shelves_[category];
    return std::min(tables_[shelf.table].quantile(u), shelf.videos - 1) * categories_ + category;
  }

  /// The video's share of all clicks on its category.
  double popularity(std::uint64_t video) const noexcept;

  void write_id(std::uint64_t video, char* out) const noexcept { write_video_id(id(video), out); }
  std::size_t write_title(std::uint64_t video, char* out) const noexcept;

 private:
  // A bijection of 64-bit integers, different for every seed. So no two videos of a world share an id.
  std::uint64_t id(std::uint64_t video) const noexcept { return mix64(video ^ id_key_.state) ^ id_key_.stream; }

  // The videos of a category, and the table of their popularity.
  struct Shelf {
    std::uint64_t videos = 0;
    std::size_t table = 0;
  };
  // Ranks that the same categories have.
  struct Band {
    std::uint64_t first_row;
    std::uint64_t first_rank;
    std::vector<std::uint16_t> categories;
  };
  std::uint64_t video_in_bands(std::uint64_t row) const noexcept;

  const WorldSpec* spec_;
  std::uint64_t categories_;
  std::uint64_t videos_;
  std::vector<Shelf> shelves_;     // by category
  std::vector<ZipfTable> tables_;  // the first is that of the categories that say nothing
  std::vector<Band> bands_;        // none if no category says how many videos it has
  Key id_key_;
  Key title_key_;
  std::vector<int> styles_;      // of titles, by category
  std::vector<OwnText> titles_;  // by category; none if no category has its own
};

}  // namespace synth::world
