#include "world/catalogue.h"

#include <cmath>

#include "math/streams.h"

namespace synth::world {

Catalogue::Catalogue(const WorldSpec& spec, std::uint64_t seed, std::uint64_t videos)
    : spec_(&spec),
      categories_(spec.categories.size()),
      videos_(videos),
      id_key_(key_for(seed, Stream::kVideoId)),
      title_key_(key_for(seed, Stream::kVideoTitle)) {
  for (const WorldSpec::Category& category : spec.categories) styles_.push_back(title_style(category.id));
  if (std::ranges::any_of(spec.categories, [](const auto& category) { return !category.titles.empty(); })) {
    const WordLists lists = word_lists(spec);
    for (const WorldSpec::Category& category : spec.categories)
      titles_.emplace_back(category.titles, lists, "titles", kLongestTitle);
  }
  std::uint64_t rest = videos, others = 0;
  for (const WorldSpec::Category& category : spec.categories) {
    rest -= category.videos.value_or(0);
    others += category.videos ? 0 : 1;
  }
  const std::uint64_t shared_ranks = others == 0 ? 1 : (rest + others - 1) / others;
  tables_.emplace_back(shared_ranks, spec.video_exponent);
  std::uint64_t other = 0;
  for (const WorldSpec::Category& category : spec.categories) {
    Shelf shelf;
    shelf.videos = category.videos ? *category.videos : rest / others + (other++ < rest % others ? 1 : 0);
    if (category.videos || category.popularity) {
      shelf.table = tables_.size();
      if (category.popularity)
        tables_.push_back(ZipfTable::of_curve(shelf.videos, *category.popularity));
      else
        tables_.emplace_back(shelf.videos, spec.video_exponent);
    }
    shelves_.push_back(shelf);
  }
  if (others == shelves_.size()) return;
  std::vector<std::uint64_t> ends;
  for (const Shelf& shelf : shelves_) ends.push_back(shelf.videos);
  std::ranges::sort(ends);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  std::uint64_t row = 0, rank = 0;
  for (const std::uint64_t end : ends) {
    Band band{row, rank, {}};
    for (std::size_t c = 0; c < shelves_.size(); ++c)
      if (shelves_[c].videos >= end) band.categories.push_back(static_cast<std::uint16_t>(c));
    row += (end - rank) * band.categories.size();
    rank = end;
    bands_.push_back(std::move(band));
  }
}

std::uint64_t Catalogue::video_in_bands(std::uint64_t row) const noexcept {
  const Band& band = *(std::ranges::upper_bound(bands_, row, {}, &Band::first_row) - 1);
  const std::uint64_t of_band = row - band.first_row, width = band.categories.size();
  return (band.first_rank + of_band / width) * categories_ + band.categories[of_band % width];
}

std::uint64_t Catalogue::default_size(const WorldSpec& spec, double clicks) noexcept {
  std::uint64_t videos = 0;
  for (const WorldSpec::Category& category : spec.categories)
    videos += category.videos ? *category.videos : 20 + static_cast<std::uint64_t>(3 * std::sqrt(clicks));
  return std::min(videos, static_cast<std::uint64_t>(kMaxVideos));
}

double Catalogue::popularity(std::uint64_t video) const noexcept {
  const std::uint64_t rank = video / categories_;
  const Shelf& shelf = shelves_[category(video)];
  const ZipfTable& table = tables_[shelf.table];
  double share = table.probability(rank);
  // Draws of the last rank, which this category lacks, go to the rank before it (see `draw`).
  if (rank + 1 == shelf.videos && rank + 1 < table.count()) share += table.probability(rank + 1);
  return share;
}

std::size_t Catalogue::write_title(std::uint64_t video, char* out) const noexcept {
  const std::uint16_t c = category(video);
  if (!titles_.empty() && !titles_[c].empty()) return titles_[c].write(word_for(title_key_, video), out);
  return world::write_title(styles_[c], word_for(title_key_, video), video / categories_, spec_->categories[c].genre,
                            out);
}

}  // namespace synth::world
