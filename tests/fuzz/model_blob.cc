// Fuzz target: deliberately forged models. The input is a whole model, or a list of edits to a valid one. Its checksum
// is repaired, so that the fuzzer gets past it. An accepted model must be usable: probabilities above 0 that sum to 1,
// explanations that add up, a small picture, and the same bytes when it is written again.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "fuzz/fuzz.h"
#include "models/model_save_svg.h"
#include "nn/counts.h"
#include "nn/format.h"
#include "nn/predictor.h"
#include "nn/shapley.h"

namespace synth::fuzz {
namespace {

std::string trained(Connection& connection, const char* options) {
  sqlite3_stmt* statement = connection.prepare(
      "SELECT model_train(video_category, emotion, timestamp, name, city, ?1) "
      "FROM synth_video_clicks(40, 3) WHERE until = 1767225600");
  sqlite3_bind_text(statement, 1, options, -1, SQLITE_STATIC);
  require(sqlite3_step(statement) == SQLITE_ROW, "cannot train");
  std::string model(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                    static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
  sqlite3_finalize(statement);
  return model;
}

struct World {
  Connection connection;
  std::vector<std::string> models{
      trained(connection, "{\"epochs\": 1, \"hidden\": [], \"threads\": 1}"),
      trained(connection, "{\"epochs\": 3, \"hidden\": [3, 2], \"threads\": 1, \"validation\": 0.5}")};
  std::vector<sqlite3_stmt*> statements;

  World() {
    for (const char* sql : {
             "SELECT model_info(?1), model_hash(?1)",
             "SELECT model_predict(?1, 'happy', 1767225600, 'Ada', 'London'), model_predict(?1, 'sad', -1e18)",
             "SELECT model_probability(?1, '10', 'happy', 9e18)",
             "SELECT * FROM model_recommend(?1, 'happy', 0, NULL, 'Tokyo', 1000)",
             "SELECT * FROM model_explain(?1, '10', 'happy', 0, 'Ada', 'London')",
             "SELECT model_explanation(?1, '10', 'happy', 0, 'Ada'), model_prompt(?1, '10', 'happy', 0)",
             "SELECT * FROM model_history(?1)",
             "SELECT model_evaluate(?1, video_category, emotion, timestamp, name, city), model_confusion(?1, "
             "video_category, emotion, timestamp) FROM synth_video_clicks(9, 3)",
             "SELECT length(model_update(?1, video_category, emotion, timestamp, name, city, '{\"epochs\": 1, "
             "\"threads\": 1}')) FROM synth_video_clicks(9, 3)",
             "SELECT length(model_update(?1, '10', 'happy', 1767225600, 'somebody new'))",
             "SELECT length(model_forget(?1, 'Ada')), length(model_without_rows(?1))",
         }) {
      statements.push_back(connection.prepare(sql));
      require(statements.back() != nullptr, sql);
    }
    connection.set_patience(kPatience);
  }
};

// Counts have another checksum than models: they begin otherwise.
bool is_counts(const std::string& bytes) {
  return bytes.starts_with("synthCT\n");
}

void repair(std::string& model) {
  if (model.size() < 8) return;
  const std::string_view content = std::string_view(model).substr(0, model.size() - 8);
  const std::uint64_t sum = is_counts(model) ? hash_bytes(content, nn::Counts::kChecksumSeed) : nn::checksum(content);
  for (std::size_t i = 0; i < 8; ++i) model[model.size() - 8 + i] = static_cast<char>(sum >> (8 * i) & 0xFF);
}

std::string edited(const std::string& model, Bytes& bytes) {
  constexpr std::uint64_t kNumbers[] = {0,
                                        1,
                                        2,
                                        0x7F,
                                        0x80,
                                        0xFF,
                                        0xFFFF,
                                        0x10000,
                                        0x7FFFFFFF,
                                        0x80000000,
                                        0xFFFFFFFF,
                                        0x7FF0000000000000,
                                        0x7FF8000000000000,
                                        0xFFF0000000000000,
                                        0x7F800000,
                                        0x7FC00000,
                                        0xFF800000,
                                        0x7FE1CCF385EBC8A0,  // 1e308
                                        0xFFE1CCF385EBC8A0,
                                        0x3FF0000000000000,  // 1
                                        0x0000000000000001,  // the smallest above 0
                                        0x7F61B1E6,          // 3e38 as a float
                                        0x497423FF,          // a little below 1e6
                                        ~std::uint64_t{0}};
  std::string changed = model;
  while (!bytes.empty() && !changed.empty()) {
    // Half of the edits are among the first kilobyte, which is not weights.
    const bool near_start = bytes.flag();
    const std::size_t at = bytes.below(std::min<std::size_t>(near_start ? 1024 : 65536, changed.size()));
    switch (bytes.below(5)) {
      case 0:
        changed[at] = static_cast<char>(bytes.byte());
        break;
      case 1: {
        const std::uint64_t number = bytes.of(kNumbers);
        const std::size_t width = bytes.flag() ? 8 : 4;
        for (std::size_t i = 0; i < width && at + i < changed.size(); ++i)
          changed[at + i] = static_cast<char>(number >> 8 * i & 0xFF);
        break;
      }
      case 2:
        changed.insert(at, bytes.text(16));
        break;
      case 3:
        changed.erase(at, bytes.below(16));
        break;
      default:
        changed.insert(at, changed.substr(bytes.below(changed.size()), bytes.below(64)));
    }
  }
  return changed;
}

// Whatever is accepted as counts is what those rows are written as, and comes to nothing when it is taken from itself.
void require_canonical(const std::string& bytes) {
  std::optional<nn::Counts> counts;
  try {
    counts = nn::Counts::from_bytes(bytes, {});
  } catch (const Error&) {
    return;
  }
  require(counts->to_bytes({}) == bytes, "counts do not come back as they were");
  require(nn::Counts::difference(*counts, *counts, {}).rows() == 0, "counts without themselves are not nothing");
}

void require_usable(const std::string& bytes) {
  const nn::Model model = [&] {
    try {
      return nn::from_bytes(bytes);
    } catch (const std::exception& error) {
      require(false, std::string("accepted, then refused: ") + error.what());
      std::abort();
    }
  }();
  // What an older version wrote comes back in today's format.
  const bool older = static_cast<unsigned char>(bytes[8]) < nn::kFormatVersion;
  require(older || nn::to_bytes(model) == bytes, "does not come back as it was");
  nn::Predictor predictor(model);
  nn::Shapley shapley(model);
  const std::int32_t person = model.people.size() > 0 ? 0 : nn::kAbsent,
                     city = model.cities.size() > 0 ? 0 : nn::kAbsent;
  for (const nn::Query& query :
       {nn::Query{0, 5, 2, person, city}, nn::Query{}, nn::Query{nn::kAbsent, 23, 6, person}}) {
    double sum = 0;
    for (const double p : predictor.probabilities(query)) {
      require(p > 0 && p <= 1 + 1e-9, "a probability of " + std::to_string(p));
      sum += p;
    }
    require(std::abs(sum - 1) < 1e-6, "probabilities sum to " + std::to_string(sum));
    const nn::Attribution why = shapley.explain(query, 0);
    double total = why.baseline;
    for (const double contribution : why.contribution) total += contribution;
    require(std::isfinite(total) && std::abs(total - why.log_odds) < 1e-6, "contributions that do not add up");
  }
  require(synth::models::history_picture(model).size() < 1'000'000, "a picture of many megabytes");
}

}  // namespace
}  // namespace synth::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace synth::fuzz;
  static World& world = *new World;
  Bytes bytes(data, size);
  const std::size_t base = bytes.below(world.models.size() + 1);
  std::string model = base < world.models.size() ? edited(world.models[base], bytes) : bytes.rest();
  repair(model);
  if (is_counts(model)) require_canonical(model);
  bool accepted = false;
  for (sqlite3_stmt* statement : world.statements) {
    sqlite3_bind_blob64(statement, 1, model.data(), model.size(), SQLITE_STATIC);
    world.connection.step(statement);
    accepted = accepted || (statement == world.statements[0] && world.connection.code() == SQLITE_OK);
    sqlite3_clear_bindings(statement);
    if (!accepted) break;
  }
  if (accepted) require_usable(model);
  return 0;
}
