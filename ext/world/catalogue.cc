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
      numbers_(numbers_of(spec)),
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
  const auto add_table = [&](std::uint64_t ranks, const std::optional<std::vector<double>>& curve) {
    const double exponent = default_spec().video_exponent;
    const ZipfTable usual(ranks, exponent);
    if (curve)
      tables_.emplace_back(usual, ZipfTable::of_curve(ranks, *curve));
    else if (spec.video_exponent != exponent)
      tables_.emplace_back(usual, ZipfTable(ranks, spec.video_exponent));
    else
      tables_.emplace_back(usual);
  };
  add_table(shared_ranks, {});
  std::uint64_t other = 0;
  for (const WorldSpec::Category& category : spec.categories) {
    Shelf shelf;
    shelf.videos = category.videos ? *category.videos : rest / others + (other++ < rest % others ? 1 : 0);
    if (category.videos || category.popularity) {
      shelf.table = tables_.size();
      add_table(shelf.videos, category.popularity);
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
  const Shelf& shelf = shelves_[category(video)];
  const RankTable& table = tables_[shelf.table].own();
  double share = table.probability(rank);
  // Draws of the last rank, which this category lacks, go to the rank before it (see `draw`).
  if (rank + 1 == shelf.videos && rank + 1 < table.count()) share += table.probability(rank + 1);
  return share;
}

std::size_t Catalogue::write_title(std::uint64_t video, char* out) const noexcept {
  const std::uint16_t c = category(video);
  if (!titles_.empty() && !titles_[c].empty()) return titles_[c].write(word_for(title_key_, number(video)), out);
  return world::write_title(styles_[c], word_for(title_key_, number(video)), video / categories_,
                            spec_->categories[c].genre, out);
}

}  // namespace synth::world
