#include "world/catalogue.h"

#include <algorithm>
#include <cmath>

#include "math/streams.h"
#include "world/labels.h"

namespace synth::world {
Catalogue::Catalogue(const WorldSpec& spec, std::uint64_t seed, std::uint64_t videos)
    : spec_(&spec),
      categories_(spec.categories.size()),
      videos_(videos),
      ranks_({(videos + categories_ - 1) / categories_, default_spec().video_exponent},
             {(videos + categories_ - 1) / categories_, spec.video_exponent}),
      numbers_(numbers_of(spec)),
      id_key_(key_for(seed, Stream::kVideoId)),
      title_key_(key_for(seed, Stream::kVideoTitle)) {
  for (const WorldSpec::Category& category : spec.categories) styles_.push_back(title_style(category.id));
}

std::uint64_t Catalogue::default_size(const WorldSpec& spec, double clicks) noexcept {
  return spec.categories.size() * (20 + static_cast<std::uint64_t>(3 * std::sqrt(clicks)));
}

// The categories of the default law count in turns, as in its own catalogue. Each other one has 2^41 numbers above
// those, at a place that follows from its name.
std::vector<Catalogue::Numbers> Catalogue::numbers_of(const WorldSpec& spec) {
  constexpr int kRankBits = 41, kPlaceBits = 63 - kRankBits;
  static_assert(kMaxVideos < std::int64_t{1} << kRankBits);
  const std::vector<std::uint64_t> names = names_of(spec.categories, &WorldSpec::Category::id);
  const std::vector<std::uint64_t> usual = names_of(default_spec().categories, &WorldSpec::Category::id);
  std::vector<Numbers> numbers;
  if (names == usual) return numbers;
  const auto places = match_labels(names, usual);
  std::vector<std::uint64_t> taken;
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (places[c] != kNoLabel) {
      numbers.push_back({places[c], usual.size()});
      continue;
    }
    std::uint64_t place = names[c] >> (64 - kPlaceBits);
    while (std::ranges::find(taken, place) != taken.end()) place = (place + 1) % (std::uint64_t{1} << kPlaceBits);
    taken.push_back(place);
    numbers.push_back({(std::uint64_t{1} << 63) | place << kRankBits, 1});
  }
  return numbers;
}

double Catalogue::popularity(std::uint64_t video) const noexcept {
  const std::uint64_t rank = video / categories_;
  double share = ranks_.own().probability(rank);
  // Draws of the last rank, which this category lacks, go to the rank before it (see `draw`).
  const std::uint64_t next = video + categories_;
  if (next >= videos_ && rank + 1 < ranks_.own().count()) share += ranks_.own().probability(rank + 1);
  return share;
}

std::size_t Catalogue::write_title(std::uint64_t video, char* out) const noexcept {
  const std::uint16_t c = category(video);
  return world::write_title(styles_[c], word_for(title_key_, number(video)), video / categories_,
                            spec_->categories[c].genre, out);
}

}  // namespace synth::world
