// THE LIST: every table and function of the library, one line each. To add one, write its file and put its line here.
#pragma once

#include "bind/register.h"
#include "synth_help.h"
#include "synth_version.h"
#include "world/all.h"

namespace synth {

using Catalog = bind::List<  //
    SynthEmotionLogs,        //
    SynthVideoClicks,        //
    SynthVideoInteractions,  //
    SynthUsers,              //
    SynthVideos,             //
    SynthCategories,         //
    SynthEmotionMap,         //
    SynthHelp,               //
    SynthVersion,            //
    SynthDebug>;

}  // namespace synth
