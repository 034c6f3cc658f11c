#include "world/synth_video_clicks.h"

namespace synth::world {
namespace {

std::uint64_t videos_of(const Arguments& arguments, const Window& window) {
  const WorldSpec& spec = window.world.spec();
  // A growing world has no fixed number of clicks; thirty days at its rate stand for it.
  const double clicks = window.grows ? window.rows_per_day * kDaysOfCatalogue : static_cast<double>(window.rows);
  return static_cast<std::uint64_t>(arguments.integer(VideoClicks::kVideos,
                                                      static_cast<std::int64_t>(Catalogue::default_size(spec, clicks)),
                                                      sizes_of_catalogue(spec)));
}

}  // namespace

VideoClicks::VideoClicks(const Arguments& arguments, const Window& window, Host& host)
    : catalogue_(window.world.population().catalogue(videos_of(arguments, window), host)),
      repeat_(window.world.spec().video_repeat),
      video_key_(key_for(window.world.seed(), Stream::kClickVideo)),
      repeat_key_(key_for(window.world.seed(), Stream::kVideoRepeat)) {}

std::uint64_t VideoClicks::apart(std::uint64_t row, const Engagement& click) const noexcept {
  // The k-th of the n clicks of a session takes the (u + k / n)-th part of popularity: each alone is as any other
  // click, but no two of the session are close.
  const std::uint16_t category = click.choice.category;
  const std::uint64_t session = mix64(click.log.session) + row / Engagements::kBlock * kMaxNames + category;
  const double u =
      unit_of(word_for(repeat_key_, mix64(session))) + static_cast<double>(click.nth) / static_cast<double>(click.of);
  return catalogue_->quantile(category, u < 1 ? u : u - 1);
}

template class EngagementTable<VideoClicks>;

}  // namespace synth::world
