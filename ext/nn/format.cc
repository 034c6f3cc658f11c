#include "nn/format.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/utf8.h"
#include "nn/limits.h"
#include "rows/bytes.h"
#include "rows/local_time.h"

namespace synth::nn {
namespace {

constexpr std::string_view kMagic = "synthNN\n";
constexpr std::uint32_t kSections = 14, kSectionsOfVersion1 = 11;
constexpr std::size_t kHeader = 24, kChecksum = 8;

// What training can have come to. A loss is the mean of −ln of floats that are 1e-30 at least, so it is below 70, and
// rounding may take it a little below 0 and a share a little above 1.
constexpr double kLeastLoss = -0.01, kMaxLoss = 100, kMaxShare = 1.001;
constexpr std::uint64_t kMaxRows = 1ULL << 53;  // of one training
constexpr std::size_t kMaxVersion = 100;        // bytes of the library's version

// How many texts take as long as a row of numbers.
std::uint64_t steps_of(const Matrix& block) noexcept {
  return 1 + block.used / 12;
}

ByteWriter options_section(const TrainingOptions& options) {
  // Threads, time limit and progress are left out: they say how it was made, not what it is.
  ByteWriter out;
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
  out.f64(options.half_life);
  out.u32(options.keep_rows);
  out.u32(static_cast<std::uint32_t>(options.labels.size()));
  for (const std::string& label : options.labels) out.text(label);
  return out;
}

std::uint32_t at_most(ByteReader& in, std::uint32_t most) {
  const std::uint32_t number = in.u32();
  if (number > most) ByteReader::damaged("holds an option that cannot be");
  return number;
}

double between(ByteReader& in, double least, double most, const char* what) {
  const double number = in.f64();
  if (!(number >= least && number <= most)) ByteReader::damaged("holds " + std::string(what) + " that cannot be");
  return number;
}

std::uint64_t rows_at_most(ByteReader& in, std::uint64_t most) {
  const std::uint64_t number = in.u64();
  if (number > most) ByteReader::damaged("holds a number of rows that cannot be");
  return number;
}

Score read_score(ByteReader& in) {
  Score score;
  score.loss = between(in, kLeastLoss, kMaxLoss, "a loss");
  score.accuracy = between(in, 0, kMaxShare, "an accuracy");
  return score;
}

std::string read_text(ByteReader& in) {
  std::string text(in.raw(in.u32()));
  if (!is_utf8(text)) ByteReader::damaged("holds a text that is not UTF-8");
  return text;
}

TrainingOptions read_options(ByteReader in, std::uint32_t version) {
  constexpr const char* kWhat = "an option";
  TrainingOptions options;
  options.epochs = at_most(in, kMaxEpochs);
  options.patience = at_most(in, kMaxEpochs);
  options.batch = at_most(in, kMaxBatch);
  options.seed = in.u64();
  options.learning_rate = between(in, 0, 1, kWhat);
  options.l2 = between(in, 0, kMaxL2, kWhat);
  options.validation = between(in, 0, 0.9, kWhat);
  options.validation_by = static_cast<TrainingOptions::Validation>(at_most(in, 1));
  options.refit = at_most(in, 1) != 0;
  options.calibrate = at_most(in, 1) != 0;
  options.unknown_emotion = static_cast<TrainingOptions::Unknown>(at_most(in, 1));
  options.min_rows = rows_at_most(in, kMaxRows);
  options.keep_rows = version > 1;
  if (version > 1) {
    options.half_life = in.f64();
    if (options.half_life != TrainingOptions::kAutoHalfLife &&
        !(options.half_life >= 0 && options.half_life <= kMaxHalfLife))
      ByteReader::damaged("holds a half-life that cannot be");
    options.keep_rows = at_most(in, 1) != 0;
    options.labels.resize(in.count(kMaxLabels, 4));
    for (std::string& label : options.labels) label = read_text(in);
  }
  in.end();
  return options;
}

ByteWriter facts_section(const Model& model) {
  const Provenance& facts = model.provenance;
  ByteWriter out;
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
                              facts.validation.accuracy, model.temperature, facts.half_life})
    out.f64(number);
  return out;
}

std::int64_t read_moment(ByteReader& in, std::int64_t least, std::int64_t most) {
  const std::int64_t moment = in.i64();
  if (moment < least || moment > most) ByteReader::damaged("holds a time that cannot be");
  return moment;
}

void read_facts(ByteReader in, Model& model, std::uint32_t version) {
  Provenance& facts = model.provenance;
  const std::uint32_t size = in.u32();
  if (size > kMaxVersion) ByteReader::damaged("holds a version that cannot be");
  facts.made_by = in.raw(size);
  if (!is_utf8(facts.made_by)) ByteReader::damaged("holds a text that is not UTF-8");
  facts.rows = rows_at_most(in, kMaxRows);
  facts.skipped = rows_at_most(in, kMaxRows);
  facts.distinct_rows = rows_at_most(in, facts.rows);
  facts.training_rows = rows_at_most(in, facts.rows);
  facts.validation_rows = rows_at_most(in, facts.rows - facts.training_rows);
  if (facts.distinct_rows == 0 || facts.training_rows == 0) ByteReader::damaged("was trained on no row");
  if (facts.training_rows + facts.validation_rows != facts.rows)
    ByteReader::damaged("holds a number of rows that cannot be");
  facts.fingerprint = in.u64();
  facts.based_on = in.u64();
  facts.first_time = read_moment(in, kEarliest, kLatest);
  facts.last_time = read_moment(in, facts.first_time, kLatest);
  facts.validation_from = in.i64();
  if (facts.validation_from != 0 &&
      (facts.validation_from <= facts.first_time || facts.validation_from > facts.last_time))
    ByteReader::damaged("holds a time that cannot be");
  facts.updates = in.u32();
  facts.best_epoch = at_most(in, model.options.epochs);
  facts.refitted = at_most(in, 1) != 0;
  facts.training = read_score(in);
  facts.validation = read_score(in);
  model.temperature = between(in, 0.1, 10, "a temperature");
  if (version > 1) facts.half_life = between(in, 0, kMaxHalfLife, "a half-life");
  in.end();
}

ByteWriter history_section(const std::vector<Epoch>& history) {
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(history.size()));
  for (const Epoch& epoch : history)
    for (const double number :
         {epoch.train_loss, epoch.validation_loss, epoch.validation_accuracy, epoch.learning_rate})
      out.f64(number);
  return out;
}

std::vector<Epoch> read_history(ByteReader in, std::uint32_t most) {
  std::vector<Epoch> history(in.count(most, 32));
  for (Epoch& epoch : history) {
    epoch.train_loss = between(in, kLeastLoss, kMaxLoss, "a loss");
    epoch.validation_loss = between(in, kLeastLoss, kMaxLoss, "a loss");
    epoch.validation_accuracy = between(in, 0, kMaxShare, "an accuracy");
    epoch.learning_rate = between(in, 0, 1, "a learning rate");
  }
  in.end();
  return history;
}

ByteWriter texts_section(const Vocabulary& strings, PeriodicCheck& asking) {
  ByteWriter out;
  out.u32(strings.size());
  for (std::uint32_t i = 0; i < strings.size(); ++i, asking.step()) out.text(strings[i]);
  return out;
}

Vocabulary read_texts(ByteReader in, std::uint32_t least, std::uint32_t most, PeriodicCheck& asking) {
  const std::uint32_t count = in.count(most, 4);
  if (count < least) ByteReader::damaged("lacks labels or emotions");
  Vocabulary strings;
  for (std::uint32_t i = 0; i < count; ++i, asking.step()) {
    const std::string_view text = in.raw(in.u32());
    if (!is_utf8(text)) ByteReader::damaged("holds a text that is not UTF-8");
    if (i > 0 && !(strings[i - 1] < text)) ByteReader::damaged("holds texts out of order");
    strings.intern(text, asking.ask());
  }
  in.end();
  return strings;
}

ByteWriter weights_section(const Network& network, PeriodicCheck& asking) {
  ByteWriter out;
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) out.f32(network.row(block, r)[c]);
  return out;
}

void read_weights(ByteReader in, Network& network, PeriodicCheck& asking) {
  for (const Matrix& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) network.row(block, r)[c] = in.f32();
  in.end();
}

std::uint64_t weights_bytes(const NetworkShape& shape) {
  std::uint64_t floats = 0;
  for (const Matrix& block : Layout(shape).blocks()) floats += std::uint64_t{block.rows} * block.used;
  return floats * 4;
}

ByteWriter base_section(const Network& network) {
  ByteWriter out;
  for (const float gate : network.gate_base) out.f32(gate);
  for (std::size_t r = 0; r < network.shape.emotions * kComponents; ++r)
    for (std::size_t c = 0; c < network.shape.labels; ++c) out.f32(network.base[r * network.shape.width() + c]);
  return out;
}

ByteWriter crosses_section(const Network& network, PeriodicCheck& asking) {
  const std::size_t width = network.shape.width();
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(network.crosses.size()));
  for (const Cross& cross : network.crosses) {
    out.u32(static_cast<std::uint32_t>(cross.count));
    for (std::size_t i = 0; i < cross.count; ++i) out.u32(static_cast<std::uint32_t>(cross.inputs[i]));
    for (std::size_t r = 0; r < cross.rows; ++r, asking.step(1 + width / 12))
      for (std::size_t c = 0; c < network.shape.labels; ++c) out.f32(cross.weights[r * width + c]);
  }
  return out;
}

void read_crosses(ByteReader in, Network& network, PeriodicCheck& asking) {
  const std::size_t width = network.shape.width();
  const std::uint32_t count = in.count(kMaxCrosses + 1, 8);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::array<Input, Cross::kMaxInputs> inputs{};
    const std::uint32_t size = at_most(in, Cross::kMaxInputs);
    for (std::uint32_t k = 0; k < size; ++k) {
      inputs[k] = static_cast<Input>(at_most(in, kInputs - 1));
      if (k > 0 && inputs[k] <= inputs[k - 1]) ByteReader::damaged("holds a table that cannot be");
    }
    Cross cross(network.shape, {inputs.data(), size});
    if (size == 0 || cross.rows == 0 || cross.rows > kMaxCrossFloats / width ||
        in.left() / (std::uint64_t{4} * network.shape.labels) < cross.rows)
      ByteReader::damaged("holds a table that cannot be");
    cross.weights.resize(cross.rows * width);
    for (std::size_t r = 0; r < cross.rows; ++r, asking.step(1 + width / 12))
      for (std::size_t c = 0; c < network.shape.labels; ++c) cross.weights[r * width + c] = in.f32();
    network.crosses.push_back(std::move(cross));
  }
  in.end();
}

void read_waiting(ByteReader in, Model& model) {
  const std::uint64_t size = in.u64();
  if (size > in.left()) ByteReader::damaged("ends too early");
  model.waiting = in.raw(static_cast<std::size_t>(size));
  model.newcomers.resize(in.count(model.people.size(), 4));
  for (std::size_t i = 0; i < model.newcomers.size(); ++i) {
    model.newcomers[i] = in.u32();
    if (model.newcomers[i] >= model.people.size() || (i > 0 && model.newcomers[i] <= model.newcomers[i - 1]))
      ByteReader::damaged("holds a person that cannot be");
  }
  in.end();
  if (model.waiting.empty() ? !model.newcomers.empty() : model.rows.empty())
    ByteReader::damaged("holds rows that cannot be");
}

// Whether no query can make a logit so large that it is no number any more: each layer gives at most the largest sum of
// a unit's weights times what came in. What is written keeps this too, so no model is refused that training made.
bool stays_finite(const Network& network, PeriodicCheck& asking) {
  constexpr double kMaxWeight = 1e6, kMaxLogit = 1e30;
  const auto largest = [&](const Matrix& block) {
    float most = 0;
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) most = std::max(most, std::abs(network.row(block, r)[c]));
    return static_cast<double>(most);
  };
  const Layout& at = network.layout;
  double linear = 0;
  for (const Matrix* block : {&at.hour, &at.weekday, &at.person, &at.city}) linear += largest(*block);
  double simple = std::max({linear, largest(at.emotion), largest(at.gate)});
  for (const std::vector<float>* numbers : {&network.base, &network.gate_base})
    for (const float number : *numbers) simple = std::max(simple, std::abs(static_cast<double>(number)));
  for (const Cross& cross : network.crosses)
    for (std::size_t i = 0; i < cross.weights.size(); ++i, asking.step())
      simple = std::max(simple, std::abs(static_cast<double>(cross.weights[i])));
  if (simple > kMaxWeight) return false;
  const auto behind = [&](const Matrix& block, double before) {
    std::vector<double> sums(block.used);
    for (std::size_t r = 0; r < block.rows; ++r, asking.step(steps_of(block)))
      for (std::size_t c = 0; c < block.used; ++c) sums[c] += std::abs(static_cast<double>(network.row(block, r)[c]));
    return before * *std::max_element(sums.begin(), sums.end());
  };
  double inside = linear;
  for (std::size_t i = 0; i < at.inward.size(); ++i) {
    inside = behind(at.inward[i], inside) + largest(i == 0 ? at.first : at.bias[i - 1]);
    if (!(inside <= kMaxLogit)) return false;
  }
  return at.inward.empty() || behind(at.out, inside) <= kMaxLogit;
}

}  // namespace

std::uint64_t checksum(std::string_view bytes, const InterruptCheck& ask) {
  return hash_bytes(bytes, 0x73796E74684E4E0AULL, ask);
}

std::string to_bytes(const Model& model, const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  if (!stays_finite(model.network, asking)) ByteWriter::diverged();
  ByteWriter out;
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
  ByteWriter counts;
  for (const double count : model.emotion_count) counts.f64(count);
  out.section("EMOC", counts);
  ByteWriter hidden;
  hidden.u32(model.network.deep);
  hidden.u32(static_cast<std::uint32_t>(model.network.shape.hidden.size()));
  for (const std::uint32_t units : model.network.shape.hidden) hidden.u32(units);
  out.section("SHAP", hidden);
  out.section("BASE", base_section(model.network));
  out.section("WGTS", weights_section(model.network, asking));
  out.section("CROS", crosses_section(model.network, asking));
  ByteWriter rows, waiting;
  rows.raw(model.rows);
  out.section("ROWS", rows);
  waiting.u64(model.waiting.size());
  waiting.raw(model.waiting);
  waiting.u32(static_cast<std::uint32_t>(model.newcomers.size()));
  for (const std::uint32_t person : model.newcomers) waiting.u32(person);
  out.section("WAIT", waiting);
  asking.now();
  out.u64(checksum(out.bytes(), ask));
  asking.now();
  return std::move(out).take();
}

Model from_bytes(std::string_view bytes, const InterruptCheck& ask) {
  PeriodicCheck asking(ask);
  if (bytes.substr(0, kMagic.size()) != kMagic)
    ByteReader::damaged("is no model: it does not begin as model_train's do");
  if (bytes.size() < kHeader + kChecksum) ByteReader::damaged("is cut short");
  ByteReader in(bytes.substr(0, bytes.size() - kChecksum));
  in.raw(kMagic.size());
  const std::uint32_t version = in.u32();
  if (version > kFormatVersion)
    ByteReader::damaged("has format version " + std::to_string(version) +
                        ", which needs a newer sqlite-synth: this one reads " + "versions up to " +
                        std::to_string(kFormatVersion) + " (or the model is damaged)");
  if (ByteReader(bytes.substr(bytes.size() - kChecksum)).u64() !=
      checksum(bytes.substr(0, bytes.size() - kChecksum), ask))
    ByteReader::damaged("is damaged or cut short: its checksum is not that of its bytes");
  if (version == 0 || in.u32() != (version == 1 ? kSectionsOfVersion1 : kSections))
    ByteReader::damaged("has a header that cannot be");
  const std::uint64_t architecture = in.u64();

  Model model{Network(NetworkShape{})};
  model.options = read_options(in.section("OPTS"), version);
  read_facts(in.section("FACT"), model, version);
  model.history = read_history(in.section("HIST"), model.options.epochs);
  if (model.provenance.best_epoch > model.history.size()) ByteReader::damaged("holds a best epoch that cannot be");
  asking.now();
  model.labels = read_texts(in.section("LABL"), 1, kMaxLabels, asking);
  model.emotions = read_texts(in.section("EMOT"), 1, kMaxEmotions, asking);
  model.people = read_texts(in.section("PEOP"), 0, kMaxPeople, asking);
  model.cities = read_texts(in.section("CITY"), 0, kMaxCities, asking);
  ByteReader counts = in.section("EMOC");
  for (std::uint32_t i = 0; i < model.emotions.size(); ++i) {
    model.emotion_count.push_back(between(counts, 0, kMaxOfAnEmotion, "a count"));
    if (std::trunc(model.emotion_count.back()) != model.emotion_count.back())
      ByteReader::damaged("holds an impossible count");
  }
  counts.end();
  if (!(*std::max_element(model.emotion_count.begin(), model.emotion_count.end()) > 0))
    ByteReader::damaged("was trained on no row");
  ByteReader hidden = in.section("SHAP");
  NetworkShape shape{model.labels.size(), model.emotions.size(), model.people.size(), model.cities.size(), {}};
  const bool deep = at_most(hidden, 1) != 0;
  shape.hidden.resize(hidden.count(kMaxLayers, 4));
  for (std::uint32_t& units : shape.hidden) {
    units = hidden.u32();
    if (units == 0 || units > kMaxUnits) ByteReader::damaged("has a layer of a size that cannot be");
  }
  hidden.end();
  if (deep && shape.hidden.empty()) ByteReader::damaged("has a header that cannot be");
  if (const std::string fault = too_much_work(shape); !fault.empty()) ByteReader::damaged(fault);
  model.options.hidden = shape.hidden;
  ByteReader base = in.section("BASE"), weights = in.section("WGTS"),
             crosses = version > 1 ? in.section("CROS") : ByteReader({}),
             rows = version > 1 ? in.section("ROWS") : ByteReader({}),
             waiting = version > 1 ? in.section("WAIT") : ByteReader({});
  in.end();
  model.rows = rows.raw(rows.left());
  if (version > 1) read_waiting(waiting, model);
  if (base.left() != std::uint64_t{shape.emotions} * kComponents * (shape.labels + 1) * 4 ||
      weights.left() != weights_bytes(shape))
    ByteReader::damaged("holds another number of weights than its shape needs");
  asking.now();
  model.network = Network(shape);
  asking.now();
  model.network.deep = deep;
  if (model.network.architecture_hash() != architecture) ByteReader::damaged("is of another architecture");
  for (float& gate : model.network.gate_base) gate = base.f32();
  for (std::size_t r = 0; r < shape.emotions * kComponents; ++r)
    for (std::size_t c = 0; c < shape.labels; ++c) model.network.base[r * shape.width() + c] = base.f32();
  base.end();
  read_weights(weights, model.network, asking);
  if (version > 1) read_crosses(crosses, model.network, asking);
  if (!stays_finite(model.network, asking)) ByteReader::damaged("holds weights that cannot be");
  return model;
}

}  // namespace synth::nn
