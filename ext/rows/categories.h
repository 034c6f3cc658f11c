// The video categories of the YouTube Data API (videoCategories.list): 32, of which 15 can be assigned to uploads.
#pragma once

#include <span>
#include <string_view>

namespace synth {

struct Category {
  std::string_view id;     ///< as text, without leading zeros: "23"
  std::string_view genre;  ///< "Comedy", the only genre that two ids share (23 and 34)
  bool assignable;         ///< whether uploads can have it
};

/// All 32, by id.
std::span<const Category> categories() noexcept;

/// The category with this id, or null.
const Category* category_of_id(std::string_view id) noexcept;

/// The assignable category with this genre, else the first one with it, else null. The genres of the 15 are distinct.
const Category* category_of_genre(std::string_view genre) noexcept;

}  // namespace synth
