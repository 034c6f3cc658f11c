// What synth_recommend and synth_explain are asked: who feels what, when and where, and how much is wanted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/arguments.h"
#include "core/description.h"
#include "nn/limits.h"

namespace synth::commands {

inline constexpr Argument kNameArgument =
    Argument::any("given_name", Rule{"nobody in particular"},
                  "text or a number; NULL or new: the average person, who has seen nothing", "who");
inline constexpr Argument kEmotionArgument = Argument::any(
    "given_emotion", Rule{"that of the person's last log, else neutral"}, "text or a number", "what the person feels");
inline constexpr Argument kAtArgument =
    Argument::any("at", Rule{"now"}, "unix seconds, or a date such as '2026-02-01 18:00' (UTC)", "when");
inline constexpr Argument kCityArgument =
    Argument::any("city", Rule{"that of the person's last log"}, "text or a number", "where");
inline constexpr Argument kKArgument = Argument::integer("k", 5, {0, nn::kMaxLabels}, "categories to recommend from");
inline constexpr Argument kVideosArgument =
    Argument::integer("videos", 3, {1, INT64_MAX}, "videos of each category, at most");
inline constexpr Argument kDiversityArgument =
    Argument::real("diversity", 0.5, {0, 1}, "how much less each further video of a category counts for its rank");
inline constexpr Argument kModelArgument =
    Argument::text("model", "emotion_video", "a name without '/' and '\\'",
                   "of the model in the table models, else in the file models/NAME.model");
inline constexpr Argument kOptionsArgument =
    Argument::text("options", kNothing, "a JSON object", "the others by name: '{\"name\": \"Ada\", \"k\": 3}'");

/// Throws Error for what the entries of a question cannot say: a bad moment, a model's name that is a path.
void check_question(const Arguments& arguments);

/// Where model_load could give no model: what to do. Empty for any other error.
std::string advice_on_model(const Arguments& arguments, std::string_view error);

/// The argument as a moment: unix seconds, or a date with or without a time. Throws Error for what SQLite would take
/// for another moment: the 31st of February, a year alone, milliseconds.
void check_moment(const Arguments& arguments, std::size_t index);

}  // namespace synth::commands
