#include "nn/format.h"

#include <algorithm>
#include <cmath>

#include "core/utf8.h"
#include "nn/bytes.h"
#include "nn/clock.h"
#include "nn/limits.h"

namespace synth::nn {
namespace {

constexpr std::string_view kMagic = "synthNN\n";
constexpr std::uint32_t kSections = 11;
constexpr std::size_t kHeader = 24, kChecksum = 8;

// What training can have come to. A loss is the mean of −ln of floats that are 1e-30 at least, so it is below 70, and
// rounding may take it a little below 0 and a share a little above 1.
constexpr double kLeastLoss = -0.01, kMostLoss = 100, kMostShare = 1.001;
constexpr std::uint64_t kMostRows = 1ULL << 53;  // of one training
constexpr std::size_t kMostVersion = 100;        // bytes of the library's version

// How many texts take as long as a row of numbers.
std::uint64_t steps_of(const Block& block) noexcept {
  return 1 + block.used / 12;
}

Writer options_section(const Options& options) {
  // Threads, time limit and progress are left out: they say how it was made, not what it is.
  Writer out;
  out.u32(options.epochs);
  out.u32(options.patience);
  out.u32(options.batch);
  out.u64(options.seed);
  out.f64(options.learning_rate);
  out.f64(options.l2);
  out.f64(options.validation);
  out.u32(static_cast<std::uint32_t>(options.validation_by));
  out.u32(options.refit);
  out.u32(options.calibrate);
  out.u32(static_cast<std::uint32_t>(options.unknown_emotion));
  out.u64(options.min_rows);
  return out;
}

std::uint32_t at_most(Reader& in, std::uint32_t most) {
  const std::uint32_t number = in.u32();
  if (number > most) Reader::damaged("holds an option that cannot be");
  return number;
}

double between(Reader& in, double least, double most, const char* what) {
  const double number = in.f64();
  if (!(number >= least && number <= most)) Reader::damaged("holds " + std::string(what) + " that cannot be");
  return number;
}

std::uint64_t rows_at_most(Reader& in, std::uint64_t most) {
  const std::uint64_t number = in.u64();
  if (number > most) Reader::damaged("holds a number of rows that cannot be");
  return number;
}

Score read_score(Reader& in) {
  Score score;
  score.loss = between(in, kLeastLoss, kMostLoss, "a loss");
  score.accuracy = between(in, 0, kMostShare, "an accuracy");
  return score;
}

Options read_options(Reader in) {
  constexpr const char* kWhat = "an option";
  Options options;
  options.epochs = at_most(in, kMostEpochs);
  options.patience = at_most(in, kMostEpochs);
  options.batch = at_most(in, kMostBatch);
  options.seed = in.u64();
  options.learning_rate = between(in, 0, 1, kWhat);
  options.l2 = between(in, 0, kMostL2, kWhat);
  options.validation = between(in, 0, 0.9, kWhat);
  options.validation_by = static_cast<Options::Validation>(at_most(in, 1));
  options.refit = at_most(in, 1) != 0;
  options.calibrate = at_most(in, 1) != 0;
  options.unknown_emotion = static_cast<Options::Unknown>(at_most(in, 1));
  options.min_rows = rows_at_most(in, kMostRows);
  in.end();
  return options;
}

Writer facts_section(const Model& model) {
  const Provenance& facts = model.provenance;
  Writer out;
  out.text(facts.made_by);
  for (const std::uint64_t number : {facts.rows, facts.skipped, facts.distinct_rows, facts.training_rows,
                                     facts.validation_rows, facts.fingerprint, facts.based_on})
    out.u64(number);
  out.i64(facts.first_time);
  out.i64(facts.last_time);
  out.i64(facts.validation_from);
  out.u32(facts.updates);
  out.u32(facts.best_epoch);
  out.u32(facts.refitted);
  for (const double number : {facts.training.loss, facts.training.accuracy, facts.validation.loss,
                              facts.validation.accuracy, model.temperature})
    out.f64(number);
  return out;
}

std::int64_t read_moment(Reader& in, std::int64_t least, std::int64_t most) {
  const std::int64_t moment = in.i64();
  if (moment < least || moment > most) Reader::damaged("holds a time that cannot be");
  return moment;
}

void read_facts(Reader in, Model& model) {
  Provenance& facts = model.provenance;
  const std::uint32_t size = in.u32();
  if (size > kMostVersion) Reader::damaged("holds a version that cannot be");
  facts.made_by = in.raw(size);
  if (!is_utf8(facts.made_by)) Reader::damaged("holds a text that is not UTF-8");
  facts.rows = rows_at_most(in, kMostRows);
  facts.skipped = rows_at_most(in, kMostRows);
  facts.distinct_rows = rows_at_most(in, facts.rows);
  facts.training_rows = rows_at_most(in, facts.rows);
  facts.validation_rows = rows_at_most(in, facts.rows - facts.training_rows);
  if (facts.distinct_rows == 0 || facts.training_rows == 0) Reader::damaged("was trained on no row");
  if (facts.training_rows + facts.validation_rows != facts.rows)
    Reader::damaged("holds a number of rows that cannot be");
  facts.fingerprint = in.u64();
  facts.based_on = in.u64();
  facts.first_time = read_moment(in, kEarliest, kLatest);
  facts.last_time = read_moment(in, facts.first_time, kLatest);
  facts.validation_from = in.i64();
  if (facts.validation_from != 0 &&
      (facts.validation_from <= facts.first_time || facts.validation_from > facts.last_time))
    Reader::damaged("holds a time that cannot be");
  facts.updates = in.u32();
  facts.best_epoch = at_most(in, model.options.epochs);
  facts.refitted = at_most(in, 1) != 0;
  facts.training = read_score(in);
  facts.validation = read_score(in);
  model.temperature = between(in, 0.1, 10, "a temperature");
  in.end();
}

Writer history_section(const std::vector<Epoch>& history) {
  Writer out;
  out.u32(static_cast<std::uint32_t>(history.size()));
  for (const Epoch& epoch : history)
    for (const double number :
         {epoch.train_loss, epoch.validation_loss, epoch.validation_accuracy, epoch.learning_rate})
      out.f64(number);
  return out;
}

std::vector<Epoch> read_history(Reader in, std::uint32_t most) {
  std::vector<Epoch> history(in.count(most, 32));
  for (Epoch& epoch : history) {
    epoch.train_loss = between(in, kLeastLoss, kMostLoss, "a loss");
    epoch.validation_loss = between(in, kLeastLoss, kMostLoss, "a loss");
    epoch.validation_accuracy = between(in, 0, kMostShare, "an accuracy");
    epoch.learning_rate = between(in, 0, 1, "a learning rate");
  }
  in.end();
  return history;
}

Writer texts_section(const Strings& strings, Asking& asking) {
  Writer out;
  out.u32(strings.size());
  for (std::uint32_t i = 0; i < strings.size(); ++i, asking.step()) out.text(strings[i]);
  return out;
}

Strings read_texts(Reader in, std::uint32_t least, std::uint32_t most, Asking& asking) {
  const std::uint32_t count = in.count(most, 4);
  if (count < least) Reader::damaged("lacks labels or emotions");
  Strings strings;
  for (std::uint32_t i = 0; i < count; ++i, asking.step()) {
    const std::string_view text = in.raw(in.u32());
    if (!is_utf8(text)) Reader::damaged("holds a text that is not UTF-8");
    if (i > 0 && !(strings[i - 1] < text)) Reader::damaged("holds texts out of order");
    strings.intern(text, asking.ask());
  }
  in.end();
  return strings;
}

Writer weights_section(const Network& network, Asking& asking) {
  Writer out;
  for (const Block& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) out.f32(network.row(block, r)[c]);
  return out;
}

void read_weights(Reader in, Network& network, Asking& asking) {
  for (const Block& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) network.row(block, r)[c] = in.f32();
  in.end();
}

std::uint64_t weights_bytes(const Shape& shape) {
  std::uint64_t floats = 0;
  for (const Block& block : Layout(shape).blocks()) floats += std::uint64_t{block.rows} * block.used;
  return floats * 4;
}

Writer base_section(const Network& network) {
  Writer out;
  for (const float gate : network.gate_base) out.f32(gate);
  for (std::size_t r = 0; r < network.shape.emotions * kMotives; ++r)
    for (std::size_t c = 0; c < network.shape.labels; ++c) out.f32(network.base[r * network.shape.width() + c]);
  return out;
}

// Whether no query can make a logit so large that it is no number any more: each layer gives at most the largest sum of
// a unit's weights times what came in. What is written keeps this too, so no model is refused that training made.
bool stays_finite(const Network& network, Asking& asking) {
  constexpr double kMostWeight = 1e6, kMostLogit = 1e30;
  const auto largest = [&](const Block& block) {
    float most = 0;
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) most = std::max(most, std::abs(network.row(block, r)[c]));
    return static_cast<double>(most);
  };
  const Layout& at = network.layout;
  double lean = 0;
  for (const Block* block : {&at.hour, &at.weekday, &at.person, &at.city}) lean += largest(*block);
  double simple = std::max({lean, largest(at.emotion), largest(at.gate)});
  for (const std::vector<float>* numbers : {&network.base, &network.gate_base})
    for (const float number : *numbers) simple = std::max(simple, std::abs(static_cast<double>(number)));
  if (simple > kMostWeight) return false;
  const auto behind = [&](const Block& block, double before) {
    std::vector<double> sums(block.used);
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) sums[c] += std::abs(static_cast<double>(network.row(block, r)[c]));
    return before * *std::max_element(sums.begin(), sums.end());
  };
  double inside = lean;
  for (std::size_t i = 0; i < at.inward.size(); ++i) {
    inside = behind(at.inward[i], inside) + largest(i == 0 ? at.first : at.bias[i - 1]);
    if (!(inside <= kMostLogit)) return false;
  }
  return at.inward.empty() || behind(at.out, inside) <= kMostLogit;
}

}  // namespace

std::uint64_t checksum(std::string_view bytes, const Ask& ask) {
  return hash_bytes(bytes, 0x73796E74684E4E0AULL, ask);
}

std::string to_bytes(const Model& model, const Ask& ask) {
  Asking asking(ask);
  if (!stays_finite(model.network, asking)) Writer::diverged();
  Writer out;
  out.raw(kMagic);
  out.u32(kFormatVersion);
  out.u32(kSections);
  out.u64(model.network.architecture_hash());
  out.section("OPTS", options_section(model.options));
  out.section("FACT", facts_section(model));
  out.section("HIST", history_section(model.history));
  out.section("LABL", texts_section(model.labels, asking));
  out.section("EMOT", texts_section(model.emotions, asking));
  out.section("PEOP", texts_section(model.people, asking));
  asking.now();
  out.section("CITY", texts_section(model.cities, asking));
  Writer counts;
  for (const double count : model.emotion_count) counts.f64(count);
  out.section("EMOC", counts);
  Writer hidden;
  hidden.u32(model.network.deep);
  hidden.u32(static_cast<std::uint32_t>(model.network.shape.hidden.size()));
  for (const std::uint32_t units : model.network.shape.hidden) hidden.u32(units);
  out.section("SHAP", hidden);
  out.section("BASE", base_section(model.network));
  out.section("WGTS", weights_section(model.network, asking));
  asking.now();
  out.u64(checksum(out.bytes(), ask));
  asking.now();
  return std::move(out).take();
}

Model from_bytes(std::string_view bytes, const Ask& ask) {
  Asking asking(ask);
  if (bytes.substr(0, kMagic.size()) != kMagic) Reader::damaged("is no model: it does not begin as model_train's do");
  if (bytes.size() < kHeader + kChecksum) Reader::damaged("is cut short");
  Reader in(bytes.substr(0, bytes.size() - kChecksum));
  in.raw(kMagic.size());
  const std::uint32_t version = in.u32();
  if (version > kFormatVersion)
    Reader::damaged("has format version " + std::to_string(version) +
                    ", which needs a newer sqlite-synth: this one reads " + "versions up to " +
                    std::to_string(kFormatVersion) + " (or the model is damaged)");
  if (Reader(bytes.substr(bytes.size() - kChecksum)).u64() != checksum(bytes.substr(0, bytes.size() - kChecksum), ask))
    Reader::damaged("is damaged or cut short: its checksum is not that of its bytes");
  if (version == 0 || in.u32() != kSections) Reader::damaged("has a header that cannot be");
  const std::uint64_t architecture = in.u64();

  Model model{Network(Shape{})};
  model.options = read_options(in.section("OPTS"));
  read_facts(in.section("FACT"), model);
  model.history = read_history(in.section("HIST"), model.options.epochs);
  if (model.provenance.best_epoch > model.history.size()) Reader::damaged("holds a best epoch that cannot be");
  asking.now();
  model.labels = read_texts(in.section("LABL"), 1, kMostLabels, asking);
  model.emotions = read_texts(in.section("EMOT"), 1, kMostEmotions, asking);
  model.people = read_texts(in.section("PEOP"), 0, kMostPeople, asking);
  model.cities = read_texts(in.section("CITY"), 0, kMostCities, asking);
  Reader counts = in.section("EMOC");
  for (std::uint32_t i = 0; i < model.emotions.size(); ++i) {
    model.emotion_count.push_back(between(counts, 0, kMostOfAnEmotion, "a count"));
    if (std::trunc(model.emotion_count.back()) != model.emotion_count.back())
      Reader::damaged("holds a count that cannot be");
  }
  counts.end();
  if (!(*std::max_element(model.emotion_count.begin(), model.emotion_count.end()) > 0))
    Reader::damaged("was trained on no row");
  Reader hidden = in.section("SHAP");
  Shape shape{model.labels.size(), model.emotions.size(), model.people.size(), model.cities.size(), {}};
  const bool deep = at_most(hidden, 1) != 0;
  shape.hidden.resize(hidden.count(kMostLayers, 4));
  for (std::uint32_t& units : shape.hidden) {
    units = hidden.u32();
    if (units == 0 || units > kMostUnits) Reader::damaged("has a layer of a size that cannot be");
  }
  hidden.end();
  if (deep && shape.hidden.empty()) Reader::damaged("has a header that cannot be");
  if (const std::string fault = too_much_work(shape); !fault.empty()) Reader::damaged(fault);
  model.options.hidden = shape.hidden;
  Reader base = in.section("BASE"), weights = in.section("WGTS");
  in.end();
  if (base.left() != std::uint64_t{shape.emotions} * kMotives * (shape.labels + 1) * 4 ||
      weights.left() != weights_bytes(shape))
    Reader::damaged("holds another number of weights than its shape needs");
  asking.now();
  model.network = Network(shape);
  asking.now();
  model.network.deep = deep;
  if (model.network.architecture_hash() != architecture) Reader::damaged("is of another architecture");
  for (float& gate : model.network.gate_base) gate = base.f32();
  for (std::size_t r = 0; r < shape.emotions * kMotives; ++r)
    for (std::size_t c = 0; c < shape.labels; ++c) model.network.base[r * shape.width() + c] = base.f32();
  base.end();
  read_weights(weights, model.network, asking);
  if (!stays_finite(model.network, asking)) Reader::damaged("holds weights that cannot be");
  return model;
}

}  // namespace synth::nn
