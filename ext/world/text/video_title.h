// The titles and ids of the invented videos.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace synth::world {

/// Bytes, without the NUL.
inline constexpr std::size_t kLongestTitle = 255;
inline constexpr std::size_t kVideoIdLength = 11;

/// The style (vocabulary) of a category's titles. Look it up once per category, not per title. An id that is not one of
/// YouTube's gets general titles.
int title_style(std::string_view category_id) noexcept;

/// Writes the title of one video and a NUL; returns its length. A pure function of its arguments. `rank` is the video's
/// popularity rank in its category, from 0: titles deep in a catalogue are more often numbered parts of a series.
/// `genre` is used only by general titles (of an unknown category), which name it; it may be empty. REQUIRES: style
/// from title_style; room for kLongestTitle + 1 bytes.
std::size_t write_title(int style, std::uint64_t video_hash, std::uint64_t rank, std::string_view genre,
                        char* out) noexcept;

/// Writes the id of one video in YouTube's form, base64url of a 64-bit integer ([A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]),
/// and a NUL. Distinct integers have distinct ids.
void write_video_id(std::uint64_t id64, char* out) noexcept;

}  // namespace synth::world
