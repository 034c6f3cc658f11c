// SELECT * FROM synth_video_clicks(400000, 42): the videos that people clicked on after they logged an emotion. Click i
// follows log `log_id` of synth_emotion_logs with the same seed, users and window.
#pragma once

#include <array>
#include <span>

#include "world/catalogue.h"
#include "world/engagement_table.h"

namespace synth::world {

class VideoClicks {
 public:
  enum OwnColumn : std::size_t { kVideoId = 1, kVideoTitle, kVideoCategory };
  enum OwnParameter : std::size_t { kVideos = 12 };

  static constexpr std::string_view kTable = "synth_video_clicks";
  static constexpr std::string_view kMeaning = "The videos that people clicked on after they logged an emotion.";
  static constexpr std::string_view kExample =
      "SELECT name, emotion, video_title, matched, probability FROM synth_video_clicks(20)";
  static constexpr std::int64_t kDefaultRows = kDefaultClicks;
  static constexpr std::string_view kRate = "clicks_per_day";
  static constexpr Engagements::Streams kStreams = {Stream::kClickLog, Stream::kClick, Stream::kClickPlace};
  static constexpr std::array<Column, 3> kOwnColumns = {
      {{"video_id", "TEXT", "in YouTube's form; one id has one title and one category"},
       {"video_title", "TEXT", "of the video"},
       {"video_category", "TEXT", "YouTube's category id, '23' is Comedy"}}};
  static constexpr std::string_view kMatchedMeaning = "1 if the category is mapped to the emotion";
  static constexpr std::string_view kProbabilityMeaning =
      "exact probability of this category, given person, emotion, local hour and topic_category";
  static constexpr std::array<Argument, 1> kOwnParameters = {{kVideosArgument}};

  struct Cells {
    std::uint64_t video;
    std::array<char, kLongestTitle + 1> title;
    std::array<char, kVideoIdLength + 1> id;
    std::size_t title_length;
  };

 protected:
  VideoClicks(const Arguments& arguments, const Window& window, Host& host);

  bool needs_order(ColumnSet wanted) const noexcept {
    return repeat_ < 1 && wanted.any(ColumnSet::of(kVideoId, kVideoTitle));
  }
  template <class Row>
  void fill_cells(const Block& block, ColumnSet wanted, std::span<Row> rows) const noexcept {
    if (!wanted.any(ColumnSet::of(kVideoId, kVideoTitle))) return;
    const Catalogue& catalogue = *catalogue_;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      Cells& own = rows[k].own;
      const std::uint16_t category = rows[k].engagement.choice.category;
      if (repeat_ < 1 && unit_of(word_for(repeat_key_, block[k])) >= repeat_) {
        own.video = apart(block[k], rows[k].engagement);
      } else {
        Rng rng(video_key_, block[k]);
        own.video = catalogue.draw(category, rng);
      }
      if (wanted.has(kVideoId)) catalogue.write_id(own.video, own.id.data());
      if (wanted.has(kVideoTitle)) own.title_length = catalogue.write_title(own.video, own.title.data());
    }
  }
  template <class Row>
  Value cell(const World& world, const Row& row, std::size_t column) const noexcept {
    switch (column) {
      case kVideoId:
        return Value::text({row.own.id.data(), kVideoIdLength}, Value::Lifetime::kRow);
      case kVideoTitle:
        return Value::text({row.own.title.data(), row.own.title_length}, Value::Lifetime::kRow);
      case kVideoCategory:
        return world.text(world.spec().categories[row.engagement.choice.category].id);
      default:
        return {};
    }
  }
  Value own_parameter(std::size_t) const noexcept {
    return Value::integer(static_cast<std::int64_t>(catalogue_->videos()));
  }

 private:
  /// A video unlike those of the session's other clicks.
  std::uint64_t apart(std::uint64_t row, const Engagement& click) const noexcept;

  std::shared_ptr<const Catalogue> catalogue_;
  double repeat_;  // WorldSpec::video_repeat
  Key video_key_;
  Key repeat_key_;
};

using SynthVideoClicks = EngagementTable<VideoClicks>;
static_assert(SynthVideoClicks::kArguments[SynthVideoClicks::kVideos].name == "videos");

extern template class EngagementTable<VideoClicks>;

}  // namespace synth::world
