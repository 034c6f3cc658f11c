// The parameters that synth_video_clicks and synth_video_interactions share with each other only.
#pragma once

#include "world/window.h"

namespace synth::world {

inline constexpr Argument kLogsOfResponseArgument = {
    "logs", "integer", "so many that the default proportion 50 : 20 : 30 holds", "1 to 9007199254740991",
    "rows of synth_emotion_logs in this world"};
inline constexpr Argument kUsersOfResponseArgument = {"users", "integer", "logs / 10, at least 1", "1 to 1099511627776",
                                                      "people"};
inline constexpr Argument kPerDayOfResponseArgument = {"per_day", "real", "n over the window's days", "1e-06 to 1e+14",
                                                       "rows per average day; goes with since"};
inline constexpr Argument kLogsPerDayArgument = {"logs_per_day", "real", "per_day in the default proportion",
                                                 "1e-06 to 2.5e+14", "rows of synth_emotion_logs per average day"};
inline constexpr Argument kMatchRateArgument = {"match_rate", "real", "0.8", "0 to 1",
                                                "probability that the category is mapped to the emotion"};
inline constexpr Argument kSamePlaceRateArgument = {"same_place_rate", "real", "0.9", "0 to 1",
                                                    "probability that the place is that of the log"};

}  // namespace synth::world
