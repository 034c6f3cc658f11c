// SELECT * FROM synth_videos: the catalogue that the clicks of a seed choose from. A smaller catalogue is the beginning
// of a larger one.
#pragma once

#include <array>

#include "core/table.h"
#include "world/catalogue.h"
#include "world/window.h"

namespace synth::world {

class SynthVideos {
 public:
  enum ColumnIndex : std::size_t { kVideoId, kVideoTitle, kVideoCategory, kVideoGenre, kPopularity };
  enum ParameterIndex : std::size_t { kVideos, kSeed, kClicks, kWorld };
  static const Description kDescription;

  struct Row {
    std::uint64_t video;
    std::array<char, kLongestTitle + 1> title;
    std::array<char, kVideoIdLength + 1> id;
    std::size_t title_length;
  };

  SynthVideos(const Arguments& arguments, Host& host);

  std::uint64_t size() const noexcept { return catalogue_.videos(); }
  void at(std::uint64_t i, ColumnSet wanted, Row& row) const noexcept;
  Value column(const Row& row, std::size_t column) const noexcept;

 private:
  Value text(const std::string& text) const noexcept { return Value::text(text, text_lifetime_); }

  std::shared_ptr<const WorldSpec> spec_;
  Value::Lifetime text_lifetime_;
  Catalogue catalogue_;
};

}  // namespace synth::world
