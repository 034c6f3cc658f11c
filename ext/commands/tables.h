// The tables of sql/schema.sql, with their columns, for the statements that read them where they are there.
#pragma once

#include "core/query.h"

namespace synth::commands {

inline constexpr MayLack kEmotionLogs{"emotion_logs", "id, name, emotion, input, timestamp, city, country"};
inline constexpr MayLack kVideoClicks{
    "video_clicks", "id, name, video_id, video_title, video_category, emotion, timestamp, city, country"};
inline constexpr MayLack kVideoInteractions{"video_interactions",
                                            "id, name, video_genre, emotion, timestamp, city, country"};
inline constexpr MayLack kModels{"models", "name, created, rows, metrics, model"};
inline constexpr MayLack kExplanations{
    "explanations", "id, model, name, emotion, video_id, prompt_hash, prompt, explanation, source, created"};
/// The part [read] of sql/batches_0_1_0.sql.
extern const std::string_view kReadBatchesOf010;

/// The batches as in schema.sql; where the table is that of version 0.1.0, they are read as if they were.
inline constexpr MayLack kBatches{
    .table = "synth_batches",
    .columns = "batch, continues, created, generator, world, until, next_log, next_click, next_interaction, ids",
    .older =
        "batch, continues, created, generator, seed, users, logs, clicks, interactions, days, until, match_rate, "
        "home_rate, same_place_rate, videos, world, since, logs_per_day, clicks_per_day, interactions_per_day, "
        "next_log, next_click, next_interaction, first_log, last_log, first_click, last_click, first_interaction, "
        "last_interaction",
    .read_older = &kReadBatchesOf010};

}  // namespace synth::commands
