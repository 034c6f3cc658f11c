// The videos. Video v of a world belongs to category v mod (number of categories) and is the (v / categories)-th most
// popular there. Its id and title follow from the seed, the name of the category, and the rank in it. So the same id
// means the same video in worlds of different size and with other categories, and a smaller catalogue is the beginning
// of a larger one. Another exponent of popularity changes as few draws as it can; another number of videos changes
// most, because the rows must not depend on which number would be the default.
#pragma once

#include <cstdint>

#include "math/maximal_coupling.h"
#include "math/rng.h"
#include "world/text/video_title.h"
#include "world/world_spec.h"

namespace synth::world {

class Catalogue {
 public:
  /// REQUIRES: videos >= number of categories; spec outlives this object.
  Catalogue(const WorldSpec& spec, std::uint64_t seed, std::uint64_t videos);

  /// The default number of videos for a world with this many clicks in 30 days: tens per category in the smallest
  /// world, thousands with a million clicks (it grows with the square root of the clicks).
  static std::uint64_t default_size(const WorldSpec& spec, double clicks) noexcept;

  std::uint64_t videos() const noexcept { return videos_; }
  std::uint16_t category(std::uint64_t video) const noexcept { return static_cast<std::uint16_t>(video % categories_); }

  /// A video of the category, by popularity.
  std::uint64_t draw(std::uint16_t category, Rng& rng) const noexcept {
    const std::uint64_t step = rng.bits64(), within = rng.bits64();
    // The last ranks may be missing from the categories at the end of the list.
    std::uint64_t video = ranks_.pick(step, within, [&] { return rng.bits64(); }) * categories_ + category;
    if (video >= videos_) video -= categories_;
    return video;
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

  const WorldSpec* spec_;
  std::uint64_t categories_;
  std::uint64_t videos_;
  AnchoredRanks ranks_;
  std::vector<Numbers> numbers_;  // by category
  Key id_key_;
  Key title_key_;
  std::vector<int> styles_;  // of titles, by category
};

}  // namespace synth::world
