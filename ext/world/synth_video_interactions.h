// SELECT * FROM synth_video_interactions(600000, 42): the genres that people turned to after they logged an emotion.
// The choice follows the same law as a click, is independent of the clicks, and is given as the name of a genre.
#pragma once

#include <array>
#include <span>

#include "world/engagement_table.h"

namespace synth::world {

class VideoInteractions {
 public:
  enum OwnColumn : std::size_t { kVideoGenre = 1 };

  static constexpr std::string_view kTable = "synth_video_interactions";
  static constexpr std::string_view kMeaning = "The genres that people turned to after they logged an emotion.";
  static constexpr std::string_view kExample = "SELECT name, emotion, video_genre FROM synth_video_interactions(30)";
  static constexpr std::int64_t kDefaultRows = kDefaultInteractions;
  static constexpr std::string_view kRate = "interactions_per_day";
  static constexpr Engagements::Streams kStreams = {Stream::kInteractionLog, Stream::kInteraction,
                                                    Stream::kInteractionPlace};
  static constexpr std::array<Column, 1> kOwnColumns = {{{"video_genre", "TEXT", "the genre's name, 'Comedy'"}}};
  static constexpr std::string_view kMatchedMeaning = "1 if the genre's category is mapped to the emotion";
  static constexpr std::string_view kProbabilityMeaning =
      "exact probability of the genre's category, given person, emotion, local hour and topic_category";
  static constexpr std::array<Argument, 0> kOwnParameters = {};

  struct Cells {};

 protected:
  VideoInteractions(const Arguments&, const Window&, Host&) {}

  static bool needs_order(ColumnSet) noexcept { return false; }
  template <class Row>
  void fill_cells(const Block&, ColumnSet, std::span<Row>) const noexcept {}
  template <class Row>
  Value cell(const World& world, const Row& row, std::size_t column) const noexcept {
    if (column != kVideoGenre) return {};
    return world.text(world.spec().categories[row.engagement.choice.category].genre);
  }
  Value own_parameter(std::size_t) const noexcept { return {}; }
};

using SynthVideoInteractions = EngagementTable<VideoInteractions>;

extern template class EngagementTable<VideoInteractions>;

}  // namespace synth::world
