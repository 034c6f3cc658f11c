@echo off
rem train.sh for Windows.
rem
rem | Usage: sql\train.bat [options]
rem |
rem | Trains the network on video_clicks and video_interactions, prints each epoch and how good it is on the last rows, which
rem | it has not seen, and keeps the model in the table `models` and in models/NAME.model, with a picture of the training
rem | history in models/NAME.svg. Rows that it cannot learn from, such as those without an emotion, are counted with the reason.
rem |
rem |   --db FILE       the database                    user_data.db
rem |   --model NAME    name of the model               emotion_video
rem |   --folder PATH   where its file goes             models
rem |   --options JSON  for model_train                 such as "{""epochs"": 50, ""seed"": 1}"
setlocal DisableDelayedExpansion
set "command=train.bat"
set "numbers="
set "texts=model folder options"
set "moments="
set "mode=box --wrap 0"
set "headers=on"
set "progress=1"
set "needs=db"
set "scripts=schema train"
call "%~dp0common.bat" %*
exit /b %status%
