// THE LIST: every table and function of the library, by family, one line each. To add one, write its file and add its
// line here.
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
#include "models/model_answer.h"
#include "models/model_confusion.h"
#include "models/model_counts.h"
#include "models/model_evaluate.h"
#include "models/model_explain.h"
#include "models/model_explanation.h"
#include "models/model_forget.h"
#include "models/model_hash.h"
#include "models/model_history.h"
#include "models/model_info.h"
#include "models/model_load.h"
#include "models/model_merge.h"
#include "models/model_predict.h"
#include "models/model_probability.h"
#include "models/model_prompt.h"
#include "models/model_recommend.h"
#include "models/model_save.h"
#include "models/model_save_svg.h"
#include "models/model_subtract.h"
#include "models/model_train.h"
#include "models/model_train_counts.h"
#include "models/model_update.h"
#include "models/model_without_rows.h"
#include "models/policy_value.h"
#include "world/synth_categories.h"
#include "world/synth_cities.h"
#include "world/synth_emotion_logs.h"
#include "world/synth_emotion_map.h"
#include "world/synth_users.h"
#include "world/synth_video_clicks.h"
#include "world/synth_video_interactions.h"
#include "world/synth_videos.h"
#include "world/synth_world.h"

namespace synth {

/// The invented world.
struct World : bind::List<                         //
                   world::SynthEmotionLogs,        //
                   world::SynthVideoClicks,        //
                   world::SynthVideoInteractions,  //
                   world::SynthUsers,              //
                   world::SynthVideos,             //
                   world::SynthCategories,         //
                   world::SynthCities,             //
                   world::SynthEmotionMap,         //
                   world::SynthWorld> {
  static constexpr std::string_view kFamily = "world";
};

/// The network.
struct Models : bind::List<                    //
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
                    models::ModelSaveSvg> {
  static constexpr std::string_view kFamily = "model";
};

/// What another recommender would have earned.
struct Policies : bind::List<models::PolicyValue> {
  static constexpr std::string_view kFamily = "policy";
};

/// What works on the user's own tables.
struct Commands : bind::List<                    //
                      commands::SynthGenerate,   //
                      commands::SynthTopUp,      //
                      commands::SynthForget,     //
                      commands::SynthTrain,      //
                      commands::SynthCheck,      //
                      commands::SynthRecommend,  //
                      commands::SynthExplain,    //
                      commands::SynthUnknown,    //
                      commands::SynthOptions,    //
                      commands::SynthUsage> {
  static constexpr std::string_view kFamily = "command";
};

/// About the library itself.
struct Library : bind::List<                  //
                     commands::SynthHelp,     //
                     commands::SynthDoctor,   //
                     commands::SynthVersion,  //
                     commands::SynthDebug> {
  static constexpr std::string_view kFamily = "library";
};

using Catalog = bind::Families<World, Models, Policies, Commands, Library>;

}  // namespace synth
