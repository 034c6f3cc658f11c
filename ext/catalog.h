// THE LIST: every table and function of the library, one line each. To add one, write its file and put its line here.
#pragma once

#include "bind/register.h"
#include "commands/synth_check.h"
#include "commands/synth_doctor.h"
#include "commands/synth_explain.h"
#include "commands/synth_forget.h"
#include "commands/synth_generate.h"
#include "commands/synth_help.h"
#include "commands/synth_options.h"
#include "commands/synth_recommend.h"
#include "commands/synth_top_up.h"
#include "commands/synth_train.h"
#include "commands/synth_unknown.h"
#include "commands/synth_usage.h"
#include "commands/synth_version.h"
#include "models/all.h"
#include "world/all.h"

namespace synth {

using Catalog = bind::List<    //
    SynthEmotionLogs,          //
    SynthVideoClicks,          //
    SynthVideoInteractions,    //
    SynthUsers,                //
    SynthVideos,               //
    SynthCategories,           //
    SynthCities,               //
    SynthEmotionMap,           //
    SynthWorld,                //
    models::ModelTrain,        //
    models::ModelTrainCounts,  //
    models::ModelUpdate,       //
    models::ModelForget,       //
    models::ModelWithoutRows,  //
    models::ModelCounts,       //
    models::ModelMerge,        //
    models::ModelSubtract,     //
    models::ModelPredict,      //
    models::ModelProbability,  //
    models::ModelRecommend,    //
    models::ModelEvaluate,     //
    models::ModelConfusion,    //
    models::ModelExplain,      //
    models::ModelExplanation,  //
    models::ModelPrompt,       //
    models::ModelAnswer,       //
    models::ModelHistory,      //
    models::ModelInfo,         //
    models::ModelHash,         //
    models::ModelSave,         //
    models::ModelLoad,         //
    models::ModelSaveSvg,      //
    commands::SynthGenerate,   //
    commands::SynthTopUp,      //
    commands::SynthForget,     //
    commands::SynthTrain,      //
    commands::SynthCheck,      //
    commands::SynthRecommend,  //
    commands::SynthExplain,    //
    commands::SynthUnknown,    //
    commands::SynthOptions,    //
    SynthUsage,                //
    SynthHelp,                 //
    SynthDoctor,               //
    SynthVersion,              //
    SynthDebug>;

}  // namespace synth
