#include "world/synth_videos.h"

namespace synth::world {
namespace {

constexpr Argument kArguments[] = {
    {"videos", "integer", "as synth_video_clicks has for so many clicks", "one per category to 1099511627776",
     "videos of the catalogue"},
    kSeedArgument,
    {"clicks", "integer", "20", "0 to 9007199254740991", "the n of synth_video_clicks whose catalogue this is"},
    kWorldArgument,
};

constexpr Column kColumns[] = {
    {"video_id", "TEXT", "in YouTube's form; unique"},
    {"video_title", "TEXT", "of the video"},
    {"video_category", "TEXT", "YouTube's category id"},
    {"video_genre", "TEXT", "the category's name"},
    {"popularity", "REAL", "the video's share of all clicks on its category"},
};

Catalogue make_catalogue(const Arguments& arguments, const WorldSpec& spec) {
  const std::int64_t clicks = arguments.integer(SynthVideos::kClicks, 20, 0, kMaxRows);
  const std::uint64_t usual = Catalogue::default_size(spec, static_cast<double>(clicks));
  const std::int64_t videos = arguments.integer(SynthVideos::kVideos, static_cast<std::int64_t>(usual),
                                                static_cast<std::int64_t>(spec.categories.size()), kMaxVideos);
  return {spec, static_cast<std::uint64_t>(arguments.integer(SynthVideos::kSeed, 0)),
          static_cast<std::uint64_t>(videos)};
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

SynthVideos::SynthVideos(const Arguments& arguments, Host& host)
    : spec_(open_spec(read_document(arguments, kWorld), host)),
      text_lifetime_(text_lifetime_of(*spec_)),
      catalogue_(make_catalogue(arguments, *spec_)) {}

void SynthVideos::at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept {
  row.video = i;
  if (wanted.has(kVideoId)) catalogue_.write_id(i, row.id.data());
  if (wanted.has(kVideoTitle)) row.title_length = catalogue_.write_title(i, row.title.data());
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
