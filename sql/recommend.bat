@echo off
rem recommend.sh for Windows.
rem
rem | Usage: sql\recommend.bat [options]
rem |
rem | Prints the most probable categories for a person and an emotion, and for each the best videos that the person has not
rem | clicked on yet. It needs a model: sql\train.bat makes one. Where the database has none of that name, it is read from
rem | models/NAME.model. A person, an emotion or a city that the model does not know is the average one, which is told.
rem |
rem |   --db FILE      the database                              user_data.db
rem |   --name NAME    the person                                nobody in particular
rem |   --emotion E    what the person feels                     that of the last log, else neutral
rem |   --at WHEN      unix seconds or '2026-02-01 18:00' (UTC)  now
rem |   --city CITY    where the person is                       that of the last log
rem |   --k N          categories                                5
rem |   --videos N     videos of each category, at most          3
rem |   --diversity P  0 to 1: how much less each further video
rem |                  of a category counts for its rank         0.5
rem |   --best N       only the best N of all these videos,
rem |                  in their order                            all, by category
rem |   --model NAME   name of the model                         emotion_video
setlocal DisableDelayedExpansion
set "command=recommend.bat"
set "numbers=k videos diversity best"
set "texts=name emotion city model"
set "moments=at"
set "mode=box --wrap 0"
set "headers=on"
set "progress="
set "needs=db"
set "scripts=schema unknown recommend"
call "%~dp0common.bat" %*
exit /b %status%
