#include "models/counts.h"

#include "core/error.h"
#include "models/loaded_model.h"

namespace synth::models {

nn::Counts read_counts(const Arguments& arguments, std::size_t index, Host& host) {
  const Value value = arguments[index];
  if (value.type() != Value::Type::kBlob)
    arguments.refuse(index, "a BLOB that model_counts, model_merge or model_subtract gave");
  try {
    return nn::Counts::from_bytes(value.as_bytes(), interrupt_check(host));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kDamaged) throw;
    throw Error(std::string(arguments.name(index)) + ": the BLOB " + error.what(), error.code());
  }
}

}  // namespace synth::models
