#include "world/synth_video_interactions.h"

namespace synth::world {

template class EngagementTable<VideoInteractions>;

}  // namespace synth::world
