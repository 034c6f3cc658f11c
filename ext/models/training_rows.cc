#include "models/training_rows.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/error.h"
#include "models/model_arguments.h"
#include "rows/categories.h"

namespace synth::models {

void collect(nn::Collector& collector, SkippedRows& skipped, const Arguments& arguments, std::size_t first,
             Host& host) {
  if (skipped.skip(arguments, first)) return collector.skip();
  const TextArgument category(arguments, first, TextArgument::kWholeReals), emotion(arguments, first + 1),
      name(arguments, first + 3), city(arguments, first + 4);
  if (collector.is_full()) {
    const nn::TrainingOptions options;
    nn::Monitor monitor(host, options);
    collector.make_room(monitor);
  }
  collector.add(category.text(), emotion.text(), read_timestamp(arguments, first + 2), name.pointer(), city.pointer());
}

void require_one_name(const Vocabulary& labels, const std::vector<std::string>& more_labels) {
  const auto is_label = [&](std::string_view text) {
    return labels.find(text) != Vocabulary::kNone ||
           std::find(more_labels.begin(), more_labels.end(), text) != more_labels.end();
  };
  for (const Category& category : categories())
    if (is_label(category.id) && is_label(category.genre))
      throw Error("video_category must be an id or a genre throughout, not both: '" + std::string(category.id) +
                  "' is '" + std::string(category.genre) + "' (synth_categories has both)");
}

void TrainingRows::read_options_once(const Arguments& arguments, std::size_t index, Host& host) {
  const std::string_view text = arguments.text(index);
  if (options_text_) {
    if (*options_text_ != text) throw Error("options must be the same in every row of a group");
    return;
  }
  options_text_ = std::string(text);
  if (!text.empty()) options_ = read_options(text, host, options_.network);
}

void TrainingRows::tell_progress(Host& host) {
  constexpr auto kInterval = std::chrono::milliseconds(200);
  const auto now = nn::Monitor::Clock::now();
  if (now - last_line_ < kInterval) return;
  last_line_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  char line[100];
  std::snprintf(line, sizeof line, "reading: %llu rows, %.3g M rows/s", static_cast<unsigned long long>(read_),
                static_cast<double>(read_) / (seconds + 1e-9) / 1e6);
  host.progress(line);
}

void TrainingRows::step(const Arguments& arguments, std::size_t first, Host& host) {
  constexpr std::uint64_t kOften = 4096;
  if (read_ == 0) start_ = nn::Monitor::Clock::now();
  read_options_once(arguments, first + 5, host);
  if (++read_ % kOften == 0 && options_.network.progress) tell_progress(host);
  // To ask for a training, a row of NULLs must do.
  if (options_.network.retrain && !arguments.has(first) && !arguments.has(first + 1) && !arguments.has(first + 2))
    return;
  collect(collector_, skipped_, arguments, first, host);
}

void TrainingRows::require_rows(std::uint64_t least) const {
  if (collector_.rows() >= least) return;
  throw Error("at least " + std::to_string(least) +
              " rows with a category, an emotion and a timestamp are needed, not " + std::to_string(collector_.rows()) +
              (skipped_.total() > 0 ? "; " + skipped_.sentence(collector_.rows()) : "") +
              " (the option \"min_rows\" sets another floor)");
}

}  // namespace synth::models
