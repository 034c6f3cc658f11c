#include "bind/value.h"

#include <bit>
#include <cstdint>
#include <new>
#include <variant>

namespace synth::bind {
namespace {

void give_text(sqlite3_context* ctx, std::string_view text, bool forever) noexcept {
  sqlite3_result_text64(ctx, text.data(), text.size(), forever ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

bool same(const Value& left, const Value& right) noexcept {
  if (left.type() != right.type()) return false;
  switch (left.type()) {
    case Value::Type::kNull:
      return true;
    case Value::Type::kInteger:
      return left.as_integer() == right.as_integer();
    case Value::Type::kReal:
      return std::bit_cast<std::uint64_t>(left.as_real()) == std::bit_cast<std::uint64_t>(right.as_real());
    case Value::Type::kText:
    case Value::Type::kBlob:
      return left.as_bytes() == right.as_bytes();
  }
  return false;
}

Value read(sqlite3_value* argument) {
  switch (sqlite3_value_type(argument)) {
    case SQLITE_INTEGER:
      return Value::integer(sqlite3_value_int64(argument));
    case SQLITE_FLOAT:
      return Value::real(sqlite3_value_double(argument));
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(argument));
      if (text == nullptr) throw std::bad_alloc();
      return Value::text({text, static_cast<std::size_t>(sqlite3_value_bytes(argument))}, Value::Lifetime::kRow);
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_value_blob(argument));  // null for zeroblob(0)
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(argument));
      if (bytes == nullptr && size > 0) throw std::bad_alloc();
      return Value::blob({bytes == nullptr ? "" : bytes, size}, Value::Lifetime::kRow);
    }
    default:
      return Value();
  }
}

void give(sqlite3_context* ctx, const Result& result) noexcept {
  if (const auto* text = std::get_if<std::string>(&result)) {
    give_text(ctx, *text, false);
  } else if (const auto* blob = std::get_if<Blob>(&result)) {
    sqlite3_result_blob64(ctx, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
  } else {
    const Value& value = *std::get_if<Value>(&result);
    if (value.type() == Value::Type::kText)
      give_text(ctx, value.as_bytes(), value.lifetime() == Value::Lifetime::kForever);  // may hold NULs, unlike a cell
    else
      set_cell(ctx, value);
  }
}

}  // namespace synth::bind
