// One SQL value as the core sees it: NULL, INTEGER, REAL, TEXT or BLOB, without SQLite's headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace synth {

/// A view of one SQL value. TEXT and BLOB point at bytes owned elsewhere (the host's argument, a row's buffer, a
/// literal); `Lifetime` says how long they are valid.
class Value {
 public:
  enum class Type : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };
  /// kForever: literals and tables of the library. kRow: until the same row buffer is written again.
  enum class Lifetime : std::uint8_t { kForever, kRow };

  constexpr Value() noexcept : integer_(0) {}

  static constexpr Value integer(std::int64_t number) noexcept {
    Value value;
    value.type_ = Type::kInteger;
    value.integer_ = number;
    return value;
  }
  static constexpr Value real(double number) noexcept {
    Value value;
    value.type_ = Type::kReal;
    value.real_ = number;
    return value;
  }
  /// REQUIRES: text[size] == '\0' if a table or function returns it, so that the host need not copy to terminate it.
  static constexpr Value text(std::string_view text, Lifetime lifetime) noexcept {
    return bytes(Type::kText, text, lifetime);
  }
  /// A literal, or any other NUL-terminated text that lives as long as the library.
  static constexpr Value literal(std::string_view text) noexcept {
    return bytes(Type::kText, text, Lifetime::kForever);
  }
  static constexpr Value blob(std::string_view bytes_of_blob, Lifetime lifetime) noexcept {
    return bytes(Type::kBlob, bytes_of_blob, lifetime);
  }

  constexpr Type type() const noexcept { return type_; }
  constexpr bool is_null() const noexcept { return type_ == Type::kNull; }
  constexpr Lifetime lifetime() const noexcept { return lifetime_; }

  /// REQUIRES: the value has this type.
  constexpr std::int64_t as_integer() const noexcept { return integer_; }
  constexpr double as_real() const noexcept { return real_; }
  constexpr std::string_view as_bytes() const noexcept { return {bytes_, size_}; }

 private:
  static constexpr Value bytes(Type type, std::string_view bytes, Lifetime lifetime) noexcept {
    Value value;
    value.type_ = type;
    value.lifetime_ = lifetime;
    value.bytes_ = bytes.data();
    value.size_ = bytes.size();
    return value;
  }

  Type type_ = Type::kNull;
  Lifetime lifetime_ = Lifetime::kForever;
  std::size_t size_ = 0;
  union {
    std::int64_t integer_;
    double real_;
    const char* bytes_;
  };
};

/// Bytes that become a BLOB.
struct Blob {
  std::string bytes;
};

/// What a function returns: a value, or a text or BLOB that it owns.
using Result = std::variant<Value, std::string, Blob>;

/// The value as an error message shows it: `-5`, `'abc'` (cut to 40 bytes), `NULL`, `a BLOB of 12 bytes`.
std::string show(const Value& value);

}  // namespace synth
