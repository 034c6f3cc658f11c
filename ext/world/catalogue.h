// The videos. Video v of a world belongs to category v mod (number of categories) and is the (v / categories)-th most
// popular there. Its id and title follow from the seed, the name of the category, and the rank in it. So the same id
// means the same video in worlds of different size and with other categories, and a smaller catalogue is the beginning
// of a larger one. Where categories differ in size, some numbers have no video; the rows of synth_videos go rank by
// rank over the categories that have such a rank.
//
// Another law of popularity changes as few draws as it can; another number of videos changes most, because the rows
// must not depend on which number would be the default.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "math/maximal_coupling.h"
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

  /// A video of the category, by popularity.
  std::uint64_t draw(std::uint16_t category, Rng& rng) const noexcept {
    const Shelf& shelf = shelves_[category];
    const std::uint64_t step = rng.bits64(), within = rng.bits64();
    const std::uint64_t rank = tables_[shelf.table].pick(step, within, [&] { return rng.bits64(); });
    // Categories of a table may lack its last rank.
    return std::min(rank, shelf.videos - 1) * categories_ + category;
  }

  /// The video of the category at the u-th part of its clicks, for u in [0, 1), the most popular videos first.
  std::uint64_t quantile(std::uint16_t category, double u) const noexcept {
    const Shelf& shelf = shelves_[category];
    return std::min(tables_[shelf.table].own().quantile(u), shelf.videos - 1) * categories_ + category;
  }

  /// The video's share of all clicks on its category.
  double popularity(std::uint64_t video) const noexcept;

  void write_id(std::uint64_t video, char* out) const noexcept { write_video_id(id(video), out); }
  std::size_t write_title(std::uint64_t video, char* out) const noexcept;

 private:
  // The number of a video in all worlds of a seed. With the default law's categories it is the video itself, and there
  // are no Numbers.
  struct Numbers {
    std::uint64_t first;
    std::uint64_t step;  // from rank to rank
  };
  static std::vector<Numbers> numbers_of(const WorldSpec& spec);
  std::uint64_t number(std::uint64_t video) const noexcept {
    if (numbers_.empty()) return video;
    const Numbers& numbers = numbers_[video % categories_];
    return numbers.first + video / categories_ * numbers.step;
  }
  // A bijection of 64-bit integers, different for every seed. So no two videos of a world share an id.
  std::uint64_t id(std::uint64_t video) const noexcept { return mix64(number(video) ^ id_key_.state) ^ id_key_.stream; }

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
  std::vector<Numbers> numbers_;       // by category
  std::vector<Shelf> shelves_;         // by category
  std::vector<AnchoredRanks> tables_;  // the first is that of the categories that say nothing
  std::vector<Band> bands_;            // none if no category says how many videos it has
  Key id_key_;
  Key title_key_;
  std::vector<int> styles_;      // of titles, by category
  std::vector<OwnText> titles_;  // by category; none if no category has its own
};

}  // namespace synth::world
