#include "world/catalogue.h"

#include <cmath>

#include "math/streams.h"

namespace synth::world {

Catalogue::Catalogue(const WorldSpec& spec, std::uint64_t seed, std::uint64_t videos)
    : spec_(&spec),
      categories_(spec.categories.size()),
      videos_(videos),
      ranks_((videos + categories_ - 1) / categories_, spec.video_exponent),
      id_key_(key_for(seed, Stream::kVideoId)),
      title_key_(key_for(seed, Stream::kVideoTitle)) {
  for (const WorldSpec::Category& category : spec.categories) styles_.push_back(title_style(category.id));
}

std::uint64_t Catalogue::default_size(const WorldSpec& spec, double clicks) noexcept {
  return spec.categories.size() * (20 + static_cast<std::uint64_t>(3 * std::sqrt(clicks)));
}

double Catalogue::popularity(std::uint64_t video) const noexcept {
  const std::uint64_t rank = video / categories_;
  double share = ranks_.probability(rank);
  // Draws of the last rank, which this category lacks, go to the rank before it (see `draw`).
  const std::uint64_t next = video + categories_;
  if (next >= videos_ && rank + 1 < ranks_.count()) share += ranks_.probability(rank + 1);
  return share;
}

std::size_t Catalogue::write_title(std::uint64_t video, char* out) const noexcept {
  const std::uint16_t c = category(video);
  return world::write_title(styles_[c], word_for(title_key_, video), video / categories_, spec_->categories[c].genre,
                            out);
}

}  // namespace synth::world
