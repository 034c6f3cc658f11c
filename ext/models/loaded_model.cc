#include "models/loaded_model.h"

#include <algorithm>

#include "core/error.h"
#include "core/suggestion.h"
#include "nn/format.h"
#include "rows/categories.h"

namespace synth::models {
namespace {

[[noreturn]] void unknown(std::string_view what, std::string_view text, const Vocabulary& known) {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < known.size(); ++i) names.push_back(known[i]);
  throw Error(unknown_name(what, text, names));
}

nn::Model parse(std::string_view bytes, Host& host) {
  try {
    return nn::from_bytes(bytes, interrupt_check(host));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInterrupted) throw;
    throw Error(std::string("model ") + error.what(), error.code());
  }
}

constexpr std::size_t kPiece = std::size_t{1} << 24;  // of a large model, between two checks for interrupts

std::string copy(std::string_view bytes, const InterruptCheck& ask) {
  std::string result;
  result.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
    if (at > 0) ask();
    result.append(bytes.substr(at, kPiece));
  }
  return result;
}

bool equal(std::string_view a, std::string_view b, const InterruptCheck& ask) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); at += kPiece) {
    if (at > 0) ask();
    if (a.substr(at, kPiece) != b.substr(at, kPiece)) return false;
  }
  return true;
}

}  // namespace

InterruptCheck interrupt_check(Host& host) {
  return [&host] { host.stop_if_interrupted(); };
}

Loaded::Loaded(std::string_view with_bytes, Host& host)
    : bytes(copy(with_bytes, interrupt_check(host))), model(parse(bytes, host)), predictor(model) {}

LoadedModel ModelCache::find(std::string_view bytes, Host& host) {
  for (std::size_t i = 0; i < models_.size(); ++i)
    if (equal(models_[i]->bytes, bytes, interrupt_check(host))) {
      std::rotate(models_.begin(), models_.begin() + static_cast<std::ptrdiff_t>(i),
                  models_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      return models_.front();
    }
  auto loaded = std::make_shared<const Loaded>(bytes, host);
  if (models_.size() == kMax) models_.pop_back();
  models_.insert(models_.begin(), loaded);
  return loaded;
}

LoadedModel load_model(const Arguments& arguments, std::size_t index, Host& host, bool keep) {
  const Value value = arguments[index];
  if (value.is_null()) return nullptr;
  if (keep)
    if (auto kept = host.auxdata(static_cast<int>(index))) return std::static_pointer_cast<const Loaded>(kept);
  if (value.type() != Value::Type::kBlob) arguments.refuse(index, "a BLOB that model_train or model_load gave");
  LoadedModel loaded = host.shared<ModelCache>().find(value.as_bytes(), host);
  if (keep) host.set_auxdata(static_cast<int>(index), loaded);
  return loaded;
}

std::int32_t emotion_number(const nn::Model& model, std::string_view emotion) {
  const std::uint32_t number = model.emotions.find(emotion);
  if (number != Vocabulary::kNone) return static_cast<std::int32_t>(number);
  if (model.options.unknown_emotion == nn::TrainingOptions::Unknown::kAverage) return nn::kAbsent;
  unknown("emotion", emotion, model.emotions);
}

std::uint32_t label_number(const nn::Model& model, std::string_view label) {
  const std::uint32_t number = model.labels.find(label);
  if (number != Vocabulary::kNone) return number;
  const auto is_known = [&model](const Category& category) {
    return model.labels.find(category.id) != Vocabulary::kNone;
  };
  std::vector<std::string_view> genres;
  for (const Category& category : categories())
    if (is_known(category)) genres.push_back(category.genre);
  const std::string_view meant = suggestion(label, genres);
  for (const Category& category : categories())
    if (category.genre == meant && is_known(category))
      throw Error("video_category must be an id, not " + show(Value::text(label, Value::Lifetime::kRow)) +
                  (meant == label ? ": that is '" + std::string(category.id) + "'"
                                  : "; did you mean '" + std::string(category.id) + "', " + std::string(meant) + "?"));
  unknown("video_category", label, model.labels);
}

}  // namespace synth::models
