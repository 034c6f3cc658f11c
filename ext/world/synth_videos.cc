#include "world/synth_videos.h"

namespace synth::world {
namespace {

Catalogue make_catalogue(const Arguments& arguments, const WorldSpec& spec) {
  double clicks = static_cast<double>(arguments.integer(SynthVideos::kClicks));
  // The same as in synth_video_clicks for the same document.
  const Value &rate = spec.parameter("clicks_per_day"), &of_logs = spec.parameter("logs_per_day");
  if (!arguments.has(SynthVideos::kClicks) && !of_logs.is_null())
    clicks = kDaysOfCatalogue * (rate.is_null() ? of_logs.as_real() / logs_per(kDefaultClicks) : rate.as_real());
  const std::uint64_t usual = Catalogue::default_size(spec, clicks);
  const std::int64_t videos =
      arguments.integer(SynthVideos::kVideos, static_cast<std::int64_t>(usual), sizes_of_catalogue(spec));
  return {spec, static_cast<std::uint64_t>(arguments.integer(SynthVideos::kSeed)), static_cast<std::uint64_t>(videos)};
}

}  // namespace

constinit const Description SynthVideos::kDescription = {
    .name = "synth_videos",
    .meaning = "The catalogue of videos that the clicks of an invented world choose from.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT * FROM synth_videos WHERE video_genre = 'Comedy' ORDER BY popularity DESC LIMIT 5",
    .positional = 2,
    .by_name = true};

SynthVideos::SynthVideos(const Arguments& arguments, Host& host) : SynthVideos(WorldArguments(arguments, {}, host)) {}

SynthVideos::SynthVideos(const WorldArguments& given)
    : spec_(given.law()),
      text_lifetime_(text_lifetime_of(*spec_)),
      catalogue_(make_catalogue(given.arguments(), *spec_)) {}

void SynthVideos::at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept {
  row.video = catalogue_.video_at(i);
  if (wanted.has(kVideoId)) catalogue_.write_id(row.video, row.id.data());
  if (wanted.has(kVideoTitle)) row.title_length = catalogue_.write_title(row.video, row.title.data());
}

Value SynthVideos::column(const Row& row, std::size_t column) const noexcept {
  const WorldSpec::Category& category = spec_->categories[catalogue_.category(row.video)];
  switch (column) {
    case kVideoId:
      return Value::text({row.id.data(), kVideoIdLength}, Value::Lifetime::kRow);
    case kVideoTitle:
      return Value::text({row.title.data(), row.title_length}, Value::Lifetime::kRow);
    case kVideoCategory:
      return text(category.id);
    case kVideoGenre:
      return text(category.genre);
    case kPopularity:
      return Value::real(catalogue_.popularity(row.video));
    default:
      return {};
  }
}

}  // namespace synth::world
