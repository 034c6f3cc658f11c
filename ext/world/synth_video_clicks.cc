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
      video_key_(key_for(window.world.seed(), Stream::kClickVideo)) {}

template class EngagementTable<VideoClicks>;

}  // namespace synth::world
