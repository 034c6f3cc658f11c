// Every table of the invented world.
#pragma once

#include "world/synth_categories.h"
#include "world/synth_cities.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_emotion_map.h"
#include "world/synth_users.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"
#include "world/synth_videos.h"
#include "world/synth_world.h"
