@echo off
rem The commands of the module for Windows: synth.sh in short. What was typed goes to synth_options as it is, which reads
rem quotation marks as cmd.exe does. Called by the commands of this folder, in a setlocal, with their name in `command`.
set "here=%~dp0"
set "typed=%*"
if defined typed set "typed=%typed:'=''%"
if defined SYNTH_MODULE (set "module=%SYNTH_MODULE%") else set "module="
if not defined module for %%m in ("%here%..\synth.dll" "%here%..\build\release\synth.dll") do if exist "%%~m" set "module=%%~m"
if not defined module (
  echo %command%.bat: the module is not built yet: synth.dll beside the folder sql, or its name in SYNTH_MODULE. 1>&2
  exit /b 1
)
set "run=sqlite3 -batch -bail -init NUL"
set "input=%TEMP%\synth_%RANDOM%%RANDOM%.sql"
set "output=%input%.out"
set "own='$.db'"
if "%command%"=="train" set "own='$.db', '$.folder', '$.without_rows'"
>"%input%" echo .load "%module:\=/%"
>>"%input%" echo .timeout 10000
>>"%input%" echo .parameter init
>>"%input%" echo INSERT INTO temp.sqlite_parameters VALUES (':typed', '%typed%');
copy /y "%input%" "%input%.begin" >nul
>>"%input%" echo SELECT coalesce(synth_options(:typed) -^>^> '$.db', 'user_data.db');
>>"%input%" echo SELECT coalesce(synth_options(:typed) -^>^> '$.help', '0');
>>"%input%" echo SELECT coalesce(synth_options(:typed) -^>^> '$.folder', 'models');
>>"%input%" echo SELECT coalesce(synth_options(:typed) -^>^> '$.model', 'emotion_video');
>>"%input%" echo SELECT coalesce(synth_options(:typed) -^>^> '$.without_rows', '0');
%run% :memory: <"%input%" >"%output%"
if errorlevel 1 (set "status=2" & goto end)
(set /p "db=" & set /p "help=" & set /p "folder=" & set /p "model=" & set /p "without=") <"%output%"
copy /y "%input%.begin" "%input%" >nul
set "status=0"
if "%help%"=="1" (
  echo Usage: sql\%command%.bat [options]
  echo.
  >>"%input%" echo SELECT synth_usage('%command%'^);
  %run% :memory: <"%input%"
  goto end
)
if "%db%"==":memory:" (
  echo %command%.bat: --db must be a file, not :memory:, which is gone when the command ends. 1>&2
  set "status=2" & goto end
)
if not "%command%"=="generate" if not "%db:~0,5%"=="file:" if not exist "%db%" (
  echo %command%.bat: there is no database '%db%'; generate.bat makes one. 1>&2
  set "status=1" & goto end
)
set "options=json_remove(synth_options(:typed), %own%)"
set "progress=json_set(json_remove(synth_options(:typed), %own%), '$.progress', 1)"
goto %command%

:generate
:top_up
set "options=%progress%"
:forget
>>"%input%" echo .output "%output:\=/%"
>>"%input%" echo SELECT synth_%command%(%options%);
>>"%input%" echo .output stdout
>>"%input%" echo SELECT value FROM json_each(CAST(readfile('%output:'=''%') AS TEXT), '$.sentences');
goto write
:train
if not exist "%folder%" mkdir "%folder%"
>>"%input%" echo .output "%output:\=/%"
>>"%input%" echo SELECT synth_train(%progress%);
>>"%input%" echo .output stdout
>>"%input%" echo .mode box --wrap 0
>>"%input%" echo INSERT INTO temp.sqlite_parameters VALUES (':summary', CAST(readfile('%output:'=''%') AS TEXT)), (':without_rows', '%without%'), (':file', '%folder:'=''%/%model:'=''%');
>>"%input%" echo .read "%here:\=/%trained.sql"
:write
%run% "%db%" <"%input%"
set "status=%errorlevel%"
if not "%status%"=="0" echo %command%.bat: nothing was changed: '%db%' is as it was. 1>&2
goto end
:recommend
:explain
>>"%input%" echo SELECT iif(blocks, '!', '') ^|^| sentence FROM synth_unknown WHERE options = %options%;
%run% "%db%" <"%input%" >"%output%"
if errorlevel 1 (set "status=1" & goto end)
type "%output%" 1>&2
findstr /b "!" "%output%" >nul && (set "status=2" & goto end)
copy /y "%input%.begin" "%input%" >nul
:check
>>"%input%" echo .mode box --wrap 60 --wordwrap on
>>"%input%" echo SELECT * FROM synth_%command% WHERE options = %options%;
%run% "%db%" <"%input%"
set "status=%errorlevel%"
:end
del "%input%" "%input%.begin" "%output%" 2>nul
exit /b %status%
