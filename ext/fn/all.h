// Every function and table of the model: what catalog.h registers.
#pragma once

#include "fn/model_confusion.h"
#include "fn/model_evaluate.h"
#include "fn/model_history.h"
#include "fn/model_info.h"
#include "fn/model_load.h"
#include "fn/model_predict.h"
#include "fn/model_probability.h"
#include "fn/model_recommend.h"
#include "fn/model_save.h"
#include "fn/model_save_svg.h"
#include "fn/model_train.h"
#include "fn/model_update.h"
