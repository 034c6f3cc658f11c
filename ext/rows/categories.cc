#include "rows/categories.h"

namespace synth {
namespace {

constexpr Category kCategories[] = {
    {"1", "Film & Animation", true},
    {"2", "Autos & Vehicles", true},
    {"10", "Music", true},
    {"15", "Pets & Animals", true},
    {"17", "Sports", true},
    {"18", "Short Movies", false},
    {"19", "Travel & Events", true},
    {"20", "Gaming", true},
    {"21", "Videoblogging", false},
    {"22", "People & Blogs", true},
    {"23", "Comedy", true},
    {"24", "Entertainment", true},
    {"25", "News & Politics", true},
    {"26", "Howto & Style", true},
    {"27", "Education", true},
    {"28", "Science & Technology", true},
    {"29", "Nonprofits & Activism", true},
    {"30", "Movies", false},
    {"31", "Anime/Animation", false},
    {"32", "Action/Adventure", false},
    {"33", "Classics", false},
    {"34", "Comedy", false},
    {"35", "Documentary", false},
    {"36", "Drama", false},
    {"37", "Family", false},
    {"38", "Foreign", false},
    {"39", "Horror", false},
    {"40", "Sci-Fi/Fantasy", false},
    {"41", "Thriller", false},
    {"42", "Shorts", false},
    {"43", "Shows", false},
    {"44", "Trailers", false},
};

}  // namespace

std::span<const Category> categories() noexcept {
  return kCategories;
}

const Category* category_of_id(std::string_view id) noexcept {
  for (const Category& category : kCategories)
    if (category.id == id) return &category;
  return nullptr;
}

const Category* category_of_genre(std::string_view genre) noexcept {
  const Category* found = nullptr;
  for (const Category& category : kCategories) {
    if (category.genre != genre) continue;
    if (category.assignable) return &category;
    if (found == nullptr) found = &category;
  }
  return found;
}

}  // namespace synth
