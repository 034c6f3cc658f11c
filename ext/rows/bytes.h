// Writes and reads little-endian numbers as bytes.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace synth {

class ByteWriter {
 public:
  void u32(std::uint32_t number) { put(number, 4); }
  void u64(std::uint64_t number) { put(number, 8); }
  void i64(std::int64_t number) { put(static_cast<std::uint64_t>(number), 8); }
  void f32(float number) {
    require_finite(number);
    put(std::bit_cast<std::uint32_t>(number), 4);
  }
  void f64(double number) {
    require_finite(number);
    put(std::bit_cast<std::uint64_t>(number), 8);
  }
  void raw(std::string_view text) { bytes_.append(text); }
  void text(std::string_view text) {
    u32(static_cast<std::uint32_t>(text.size()));
    raw(text);
  }
  void section(std::string_view tag, const ByteWriter& content) {
    raw(tag);
    u32(0);
    u64(content.bytes_.size());
    raw(content.bytes_);
  }
  const std::string& bytes() const noexcept { return bytes_; }
  [[noreturn]] static void diverged() {
    throw Error("training produced numbers that are too large; a smaller \"learning_rate\" may help");
  }
  std::string take() && noexcept { return std::move(bytes_); }

 private:
  /// Throws Error for a number that a reader would refuse.
  static void require_finite(double number) {
    if (!std::isfinite(number)) diverged();
  }
  void put(std::uint64_t number, std::size_t count) {
    char little[8];
    for (std::size_t i = 0; i < count; ++i) little[i] = static_cast<char>(number >> (8 * i) & 0xFF);
    bytes_.append(little, count);
  }
  std::string bytes_;
};

/// Every read throws Error(kDamaged) if the bytes end too early or the number is not allowed.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : bytes_(bytes) {}

  std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
  std::uint64_t u64() { return get(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(get(8)); }
  float f32() {
    const float number = std::bit_cast<float>(u32());
    if (!std::isfinite(number)) damaged("holds a number that is not finite");
    return number;
  }
  double f64() {
    const double number = std::bit_cast<double>(u64());
    if (!std::isfinite(number)) damaged("holds a number that is not finite");
    return number;
  }
  std::string_view raw(std::size_t size) {
    if (size > bytes_.size()) damaged("ends too early");
    const std::string_view result = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return result;
  }
  /// A count of things that must all still follow and take at least `least` bytes each.
  std::uint32_t count(std::uint32_t most, std::size_t least) {
    const std::uint32_t number = u32();
    if (number > most || std::uint64_t{number} * least > bytes_.size()) damaged("holds an impossible count");
    return number;
  }
  ByteReader section(std::string_view tag) {
    if (raw(4) != tag || u32() != 0) damaged("lacks its section " + std::string(tag));
    const std::uint64_t size = u64();
    if (size > bytes_.size()) damaged("ends too early");
    return ByteReader(raw(static_cast<std::size_t>(size)));
  }
  void end() const {
    if (!bytes_.empty()) damaged("holds more than it should");
  }
  std::size_t left() const noexcept { return bytes_.size(); }

  [[noreturn]] static void damaged(const std::string& what) { throw Error(what, ErrorCode::kDamaged); }

 private:
  std::uint64_t get(std::size_t count) {
    const std::string_view from = raw(count);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) number |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
    return number;
  }
  std::string_view bytes_;
};

}  // namespace synth
