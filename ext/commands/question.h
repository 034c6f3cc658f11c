// What synth_recommend and synth_explain are asked: who feels what, when and where, and how much is wanted.
#pragma once

#include <cstddef>

#include "core/arguments.h"
#include "core/description.h"

namespace synth::commands {

/// The arguments of a question, of which only `best` differs.
enum QuestionIndex : std::size_t { kName, kEmotion, kAt, kCity, kK, kVideos, kDiversity, kBest, kModelName, kOptions };

inline constexpr Argument kNameArgument{"given_name", "any", "nobody in particular",
                                        "text or a number; NULL or new: the average person, who has seen nothing",
                                        "who"};
inline constexpr Argument kEmotionArgument{"given_emotion", "any", "that of the person's last log, else neutral",
                                           "text or a number", "what the person feels"};
inline constexpr Argument kAtArgument{"at", "any", "now", "unix seconds, or a date such as '2026-02-01 18:00' (UTC)",
                                      "when"};
inline constexpr Argument kCityArgument{"city", "any", "that of the person's last log", "text or a number", "where"};
inline constexpr Argument kKArgument{"k", "integer", "5", "0 … 1000", "categories to recommend from"};
inline constexpr Argument kVideosArgument{"videos", "integer", "3", "at least 1", "videos of each category, at most"};
inline constexpr Argument kDiversityArgument{"diversity", "real", "0.5", "0 … 1",
                                             "how much less each further video of a category counts for its rank"};
inline constexpr Argument kModelArgument{"model", "text", "emotion_video", "a name without '/' and '\\'",
                                         "of the model in the table models, else in the file models/NAME.model"};
inline constexpr Argument kOptionsArgument{"options", "text", "NULL", "a JSON object",
                                           "the others by name: '{\"name\": \"Ada\", \"k\": 3}'"};

/// Throws Error for what the description excludes.
void check_question(const Arguments& arguments);

/// The argument as a moment: unix seconds, or a date with or without a time. Throws Error for what SQLite would take
/// for another moment: the 31st of February, a year alone, milliseconds.
void check_moment(const Arguments& arguments, std::size_t index);

}  // namespace synth::commands
