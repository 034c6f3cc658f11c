#include "world/synth_emotion_logs.h"

#include <algorithm>

#include "math/streams.h"

namespace synth::world {
namespace {

constexpr WindowArguments kWindow = window_arguments(SynthEmotionLogs::kArguments);

// The rows of this table are the logs of a document.
constexpr WorldArguments::Renamed kRenamed[] = {{"n", "logs"}, {"per_day", "logs_per_day"}};

}  // namespace

constinit const Description SynthEmotionLogs::kDescription = {
    .name = "synth_emotion_logs",
    .meaning = "What the people of an invented world felt and wrote, in time order.",
    .arguments = kArguments,
    .columns = kColumns,
    .example = "SELECT name, emotion, input FROM synth_emotion_logs(50) WHERE users = 5",
    .positional = 2,
    .tells_parameters = true,
    .by_name = true};

SynthEmotionLogs::SynthEmotionLogs(const Arguments& arguments, Host& host)
    : window_(open_window(WorldArguments(arguments, kRenamed, host), kWindow, 1, host)),
      input_key_(key_for(window_.world.seed(), Stream::kInput)) {
  const WorldSpec& spec = window_.world.spec();
  if (std::ranges::all_of(spec.emotions, [](const auto& emotion) { return emotion.inputs.empty(); })) return;
  const WordLists lists = word_lists(spec);
  for (const WorldSpec::Emotion& emotion : spec.emotions)
    inputs_.emplace_back(emotion.inputs, lists, "inputs", kLongestInput);
}

// Each step runs for all rows of the block before the next step, so that the processor works on several rows at once.
void SynthEmotionLogs::fill(const Block& block, ColumnSet wanted, Memo& memo, std::span<Row> rows) const noexcept {
  constexpr ColumnSet kOfPerson = ColumnSet::of(kName, kCity, kCountry, kUserId, kSessionId, kLocalHour);
  constexpr ColumnSet kOfEmotion = ColumnSet::of(kEmotion, kInput);
  const World& world = window_.world;
  if (!wanted.any(kOfPerson) && !wanted.any(kOfEmotion)) {
    if (wanted.has(kTimestamp))
      for (std::size_t k = 0; k < rows.size(); ++k) rows[k].log.time = world.log_time(block[k]);
    return;
  }
  std::array<std::uint64_t, kMaxOfBlock> numbers;
  std::array<Moment, kMaxOfBlock> moments;
  for (std::size_t k = 0; k < rows.size(); ++k) numbers[k] = block[k];
  world.moments(std::span(numbers).first(rows.size()), moments.data());
  for (std::size_t k = 0; k < rows.size(); ++k)
    rows[k].log =
        wanted.any(kOfEmotion) ? world.log(numbers[k], moments[k], memo) : world.log_without_emotion(moments[k], memo);
  if (wanted.has(kName))
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k].name = world.name(rows[k].log, memo);
  if (wanted.has(kInput))
    for (std::size_t k = 0; k < rows.size(); ++k) write_input_of(numbers[k], rows[k]);
}

void SynthEmotionLogs::write_input_of(std::uint64_t i, Row& row) const noexcept {
  Rng rng(input_key_, i);
  const WorldSpec& spec = window_.world.spec();
  if (!inputs_.empty() && !inputs_[row.log.emotion].empty()) {
    row.input_length = inputs_[row.log.emotion].write(rng.bits64(), row.input.data());
    return;
  }
  const int hour = local_time(row.log.time, spec.cities[row.log.seat.place].utc_offset).hour;
  const int style = spec.emotions[row.log.emotion].text_style;
  row.input_length = style >= 0 ? write_input(style, hour, rng, row.input.data())
                                : write_input_for(spec.emotions[row.log.emotion].name, hour, rng, row.input.data());
}

Value SynthEmotionLogs::parameter(std::size_t parameter) const noexcept {
  return window_parameter(window_, kWindow, parameter);
}

RowRange SynthEmotionLogs::rows_between(std::int64_t low, std::int64_t high) const noexcept {
  const std::uint64_t first = window_.world.first_log_from(low, window_.rows);
  const std::uint64_t last = high == INT64_MAX ? window_.rows : window_.world.first_log_from(high + 1, window_.rows);
  return {first, std::max(first, last)};
}

}  // namespace synth::world
