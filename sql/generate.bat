@echo off
rem generate.sh for Windows.
rem
rem | Usage: sql\generate.bat [options]
rem |
rem | Fills emotion_logs, video_clicks and video_interactions with one batch of an invented population, in one transaction.
rem | A batch that is there already stays as it is. Other rows of the database are not touched. After an error, and after it
rem | was killed, the database is as it was: a fill starts anew. More than a million rows say how much and how long before.
rem |
rem |   --db FILE            the database, made if it is not there   user_data.db
rem |   --logs N             rows of emotion_logs                    50
rem |   --clicks N           rows of video_clicks                    20, or two fifths of the logs
rem |   --interactions N     rows of video_interactions              30, or three fifths of the logs
rem |   --users N            people                                  5, or a tenth of the logs
rem |   --days N             length of the window                    30
rem |   --until WHEN         its end, unix seconds or 2026-02-01     now; fixed once and stored
rem |   --seed N             another seed is another population      0
rem |   --match-rate P       clicks that follow the emotion map      0.8
rem |   --home-rate P        time that people spend at home          0.9
rem |   --same-place-rate P  clicks at the place of their log        0.9
rem |   --videos N           videos of the catalogue                 grows with the clicks
rem |   --world JSON         what of the default law to change       see synth_help
setlocal DisableDelayedExpansion
set "command=generate.bat"
set "numbers=users logs clicks interactions days seed match-rate home-rate same-place-rate videos"
set "texts=world"
set "moments=until"
set "mode=list"
set "headers=off"
set "progress=1"
set "needs="
set "scripts=begin schema obstacles generate"
call "%~dp0common.bat" %*
exit /b %status%
