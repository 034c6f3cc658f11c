#include "nn/format.h"

#include <algorithm>

#include "core/utf8.h"
#include "nn/bytes.h"
#include "nn/limits.h"

namespace synth::nn {
namespace {

constexpr std::string_view kMagic = "synthNN\n";
constexpr std::uint32_t kSections = 11;
constexpr std::size_t kHeader = 24, kChecksum = 8;

constexpr std::uint32_t kBetweenQuestions = 1U << 16;  // texts or rows of weights

// Calls `ask` every so many steps.
class Asking {
 public:
  explicit Asking(const Ask& ask) noexcept : ask_(ask) {}
  void step() {
    if (++steps_ % kBetweenQuestions == 0) now();
  }
  void now() const {
    if (ask_) ask_();
  }

 private:
  const Ask& ask_;
  std::uint32_t steps_ = 0;
};

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

Options read_options(Reader in) {
  Options options;
  options.epochs = in.u32();
  options.patience = in.u32();
  options.batch = in.u32();
  options.seed = in.u64();
  options.learning_rate = in.f64();
  options.l2 = in.f64();
  options.validation = in.f64();
  options.validation_by = static_cast<Options::Validation>(at_most(in, 1));
  options.refit = at_most(in, 1) != 0;
  options.calibrate = at_most(in, 1) != 0;
  options.unknown_emotion = static_cast<Options::Unknown>(at_most(in, 1));
  options.min_rows = in.u64();
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

void read_facts(Reader in, Model& model) {
  Provenance& facts = model.provenance;
  facts.made_by = in.raw(in.u32());
  if (!is_utf8(facts.made_by)) Reader::damaged("holds a text that is not UTF-8");
  for (std::uint64_t* number : {&facts.rows, &facts.skipped, &facts.distinct_rows, &facts.training_rows,
                                &facts.validation_rows, &facts.fingerprint, &facts.based_on})
    *number = in.u64();
  facts.first_time = in.i64();
  facts.last_time = in.i64();
  facts.validation_from = in.i64();
  facts.updates = in.u32();
  facts.best_epoch = in.u32();
  facts.refitted = at_most(in, 1) != 0;
  for (double* number : {&facts.training.loss, &facts.training.accuracy, &facts.validation.loss,
                         &facts.validation.accuracy, &model.temperature})
    *number = in.f64();
  if (!(model.temperature >= 0.1 && model.temperature <= 10)) Reader::damaged("holds a temperature that cannot be");
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

std::vector<Epoch> read_history(Reader in) {
  std::vector<Epoch> history(in.count(kMostEpochs, 32));
  for (Epoch& epoch : history)
    for (double* number : {&epoch.train_loss, &epoch.validation_loss, &epoch.validation_accuracy, &epoch.learning_rate})
      *number = in.f64();
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
    strings.intern(text);
  }
  in.end();
  return strings;
}

Writer weights_section(const Network& network, Asking& asking) {
  Writer out;
  for (const Block& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step())
      for (std::size_t c = 0; c < block.used; ++c) out.f32(network.row(block, r)[c]);
  return out;
}

void read_weights(Reader in, Network& network, Asking& asking) {
  for (const Block& block : network.layout.blocks())
    for (std::size_t r = 0; r < block.rows; ++r, asking.step())
      for (std::size_t c = 0; c < block.used; ++c) network.row(block, r)[c] = in.f32();
  in.end();
}

std::size_t weights_bytes(const Shape& shape) {
  std::size_t floats = 0;
  for (const Block& block : Layout(shape).blocks()) floats += block.rows * block.used;
  return floats * 4;
}

Writer base_section(const Network& network) {
  Writer out;
  for (const float gate : network.gate_base) out.f32(gate);
  for (std::size_t r = 0; r < network.shape.emotions * kMotives; ++r)
    for (std::size_t c = 0; c < network.shape.labels; ++c) out.f32(network.base[r * network.shape.width() + c]);
  return out;
}

}  // namespace

std::uint64_t checksum(std::string_view bytes) noexcept {
  return hash_bytes(bytes, 0x73796E74684E4E0AULL);
}

std::string to_bytes(const Model& model, const Ask& ask) {
  Asking asking(ask);
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
  out.u64(checksum(out.bytes()));
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
  if (Reader(bytes.substr(bytes.size() - kChecksum)).u64() != checksum(bytes.substr(0, bytes.size() - kChecksum)))
    Reader::damaged("is damaged or cut short: its checksum is not that of its bytes");
  if (version == 0 || in.u32() != kSections) Reader::damaged("has a header that cannot be");
  const std::uint64_t architecture = in.u64();

  Model model{Network(Shape{})};
  model.options = read_options(in.section("OPTS"));
  read_facts(in.section("FACT"), model);
  model.history = read_history(in.section("HIST"));
  asking.now();
  model.labels = read_texts(in.section("LABL"), 1, kMostLabels, asking);
  model.emotions = read_texts(in.section("EMOT"), 1, kMostEmotions, asking);
  model.people = read_texts(in.section("PEOP"), 0, kMostPeople, asking);
  model.cities = read_texts(in.section("CITY"), 0, kMostCities, asking);
  Reader counts = in.section("EMOC");
  for (std::uint32_t i = 0; i < model.emotions.size(); ++i) {
    model.emotion_count.push_back(counts.f64());
    if (model.emotion_count.back() < 0) Reader::damaged("holds a negative count");
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
  if (const std::string fault = too_much_work(shape); !fault.empty()) Reader::damaged(fault);
  model.options.hidden = shape.hidden;
  Reader base = in.section("BASE"), weights = in.section("WGTS");
  in.end();
  if (base.left() != std::size_t{shape.emotions} * kMotives * (shape.labels + 1) * 4 ||
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
  return model;
}

}  // namespace synth::nn
