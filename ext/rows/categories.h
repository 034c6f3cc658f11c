// The video categories of the YouTube Data API (videoCategories.list): all 32, of which uploads can have 15.
#pragma once

#include <span>
#include <string_view>

namespace synth {

struct Category {
  std::string_view id;     ///< as text, without leading zeros: "23"
  std::string_view genre;  ///< "Comedy"; "Comedy" is the one genre of two ids (23 and 34)
  bool assignable;         ///< whether uploads can have it
};

/// All 32, by id.
std::span<const Category> categories() noexcept;

/// The category with this id, or null.
const Category* category_of_id(std::string_view id) noexcept;

/// The assignable category with this genre, else the first with it, else null: among the 15, genre -> id is a function.
const Category* category_of_genre(std::string_view genre) noexcept;

}  // namespace synth
