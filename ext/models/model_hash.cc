#include "models/model_hash.h"

#include "models/loaded_model.h"
#include "rows/vocabulary.h"

namespace synth::models {

Result ModelHash::call(const Arguments& arguments, Host& host) {
  const Value value = arguments[0];
  if (value.is_null()) return Value();
  if (value.type() != Value::Type::kText && value.type() != Value::Type::kBlob) arguments.refuse(0, "text or a BLOB");
  std::uint64_t hash = hash_bytes(value.as_bytes(), 0, interrupt_check(host));
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace synth::models
