#include "nn/strings.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "core/error.h"
#include "core/rng.h"

namespace synth::nn {
namespace {

// Little-endian whatever the machine.
std::uint64_t load(const char* bytes, std::size_t count) noexcept {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&word, bytes, count);
  } else {
    for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return word;
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) noexcept {
  // Each step is a bijection of the state for given bytes and of the bytes for a given state: a change of one word is
  // never lost.
  std::uint64_t state = mix64(seed + 0x9E3779B97F4A7C15ULL * (bytes.size() + 1));
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) state = mix64(state ^ load(bytes.data() + i, 8)) + 0xD1B54A32D192ED03ULL;
  if (i < bytes.size()) state = mix64(state ^ load(bytes.data() + i, bytes.size() - i));
  return mix64(state);
}

std::uint32_t Strings::find(std::string_view text) const noexcept {
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

std::uint32_t Strings::intern(std::string_view text) {
  if (spans_.size() * 2 >= slots_.size()) grow();
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

void Strings::grow() {
  const std::size_t size = std::max<std::size_t>(16, slots_.size() * 2);
  slots_.assign(size, Slot{});
  for (std::uint32_t number = 0; number < spans_.size(); ++number) {
    const std::uint64_t hash = hash_bytes((*this)[number]);
    std::size_t at = hash & (size - 1);
    while (slots_[at].number != kNone) at = (at + 1) & (size - 1);
    slots_[at] = {number, static_cast<std::uint32_t>(hash >> 32)};
  }
}

Strings Strings::sorted(std::vector<std::uint32_t>& new_number, const std::function<void()>& ask) const {
  std::vector<std::uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  std::uint64_t steps = 0;
  const auto now_and_then = [&] {
    if (++steps % 65536 == 0 && ask) ask();
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    now_and_then();
    return (*this)[a] < (*this)[b];
  });
  Strings result;
  new_number.assign(size(), 0);
  for (const std::uint32_t old : order) {
    now_and_then();
    new_number[old] = result.intern((*this)[old]);
  }
  return result;
}

}  // namespace synth::nn
