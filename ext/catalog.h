// THE LIST: every table and function of the library, one line each. To add one, write its file and put its line here.
#pragma once

#include "bind/register.h"
#include "commands/synth_check.h"
#include "commands/synth_explain.h"
#include "commands/synth_recommend.h"
#include "fn/all.h"
#include "synth_doctor.h"
#include "synth_help.h"
#include "synth_version.h"
#include "world/all.h"

namespace synth {

using Catalog = bind::List<    //
    SynthEmotionLogs,          //
    SynthVideoClicks,          //
    SynthVideoInteractions,    //
    SynthUsers,                //
    SynthVideos,               //
    SynthCategories,           //
    SynthEmotionMap,           //
    SynthWorld,                //
    fn::ModelTrain,            //
    fn::ModelUpdate,           //
    fn::ModelPredict,          //
    fn::ModelProbability,      //
    fn::ModelRecommend,        //
    fn::ModelEvaluate,         //
    fn::ModelConfusion,        //
    fn::ModelExplain,          //
    fn::ModelExplanation,      //
    fn::ModelPrompt,           //
    fn::ModelAnswer,           //
    fn::ModelHistory,          //
    fn::ModelInfo,             //
    fn::ModelHash,             //
    fn::ModelSave,             //
    fn::ModelLoad,             //
    fn::ModelSaveSvg,          //
    commands::SynthCheck,      //
    commands::SynthRecommend,  //
    commands::SynthExplain,    //
    SynthHelp,                 //
    SynthDoctor,               //
    SynthVersion,              //
    SynthDebug>;

}  // namespace synth
