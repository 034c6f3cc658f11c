#include "rows/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "core/error.h"
#include "math/rng.h"

namespace synth {
namespace {

// At most eight bytes, little-endian on every machine. A copy whose size is not known when this is compiled would be a
// call for a few bytes: four that may overlap are read twice instead.
std::uint64_t load(const char* bytes, std::size_t count) noexcept {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    if (count == 8) {
      std::memcpy(&word, bytes, 8);
      return word;
    }
    if (count >= 4) {
      std::uint32_t low = 0, high = 0;
      std::memcpy(&low, bytes, 4);
      std::memcpy(&high, bytes + count - 4, 4);
      return low | std::uint64_t{high} << (8 * (count - 4));
    }
  }
  for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

// Each step is a bijection of the state for fixed bytes, and of the bytes for a fixed state. So a change of one word is
// never lost.
std::uint64_t begin_hash(std::size_t size, std::uint64_t seed) noexcept {
  return mix64(seed + kGoldenRatio * (std::uint64_t{size} + 1));
}

// REQUIRES: the size is a multiple of 8, except of the last piece.
std::uint64_t hash_piece(std::uint64_t state, std::string_view bytes) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) state = mix64(state ^ load(bytes.data() + i, 8)) + 0xD1B54A32D192ED03ULL;
  if (i < bytes.size()) state = mix64(state ^ load(bytes.data() + i, bytes.size() - i));
  return state;
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) noexcept {
  return mix64(hash_piece(begin_hash(bytes.size(), seed), bytes));
}

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed, const InterruptCheck& ask) {
  constexpr std::size_t kPiece = std::size_t{1} << 22;
  std::uint64_t state = begin_hash(bytes.size(), seed);
  for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
    if (ask && at > 0) ask();
    state = hash_piece(state, bytes.substr(at, kPiece));
  }
  return mix64(state);
}

std::uint32_t Vocabulary::find(std::string_view text) const noexcept {
  if (slots_.empty()) return kNone;
  const std::uint64_t hash = hash_bytes(text);
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == kNone) return kNone;
    if (slot.tag == tag && (*this)[slot.number] == text) return slot.number;
  }
}

std::uint32_t Vocabulary::intern(std::string_view text, const InterruptCheck& ask) {
  if (is_full()) grow(ask);
  const std::uint64_t hash = hash_bytes(text);
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = hash & mask;
  for (; slots_[at].number != kNone; at = (at + 1) & mask)
    if (slots_[at].tag == tag && (*this)[slots_[at].number] == text) return slots_[at].number;
  if (text.size() > 0xFFFFFFFFU || spans_.size() >= 0x7FFFFFFFU)
    throw Error("there are too many different texts", ErrorCode::kTooBig);
  const auto number = static_cast<std::uint32_t>(spans_.size());
  spans_.push_back({arena_.size(), static_cast<std::uint32_t>(text.size())});
  arena_.insert(arena_.end(), text.begin(), text.end());
  slots_[at] = {number, tag};
  return number;
}

void Vocabulary::grow(const InterruptCheck& ask) {
  const std::size_t size = std::max<std::size_t>(16, slots_.size() * 2);
  std::vector<Slot> larger(size);
  PeriodicCheck asking(ask);
  for (std::uint32_t number = 0; number < spans_.size(); ++number, asking.step()) {
    const std::uint64_t hash = hash_bytes((*this)[number]);
    std::size_t at = hash & (size - 1);
    while (larger[at].number != kNone) at = (at + 1) & (size - 1);
    larger[at] = {number, static_cast<std::uint32_t>(hash >> 32)};
  }
  slots_ = std::move(larger);  // last, so that an interrupt leaves the old table intact
}

Vocabulary Vocabulary::sorted(std::vector<std::uint32_t>& new_number, const InterruptCheck& ask) const {
  std::vector<std::uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  PeriodicCheck asking(ask);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    asking.step();
    return (*this)[a] < (*this)[b];
  });
  Vocabulary result;
  new_number.assign(size(), 0);
  for (const std::uint32_t old : order) {
    asking.step();
    new_number[old] = result.intern((*this)[old], ask);
  }
  return result;
}

}  // namespace synth
