@echo off
rem Called by the commands of this folder for Windows, with what the user typed: reads the options, finds the module,
rem and runs scripts through sqlite3.exe with the options as bound parameters. A command sets
rem
rem   numbers   its options whose value is a number
rem   texts     its options whose value is a text
rem   moments   those that are unix seconds or a date
rem   scripts   the scripts to run, in order; "begin" among them begins a transaction around those that follow, and an
rem             error leaves the database as it was, which is then said
rem   mode      the output mode of sqlite3
rem   needs     db, if the database must be there
rem
rem in a setlocal, ends with %status%, and has its --help in lines that begin with "rem |".
set "status=1"
set "here=%~dp0"
set "db=user_data.db"
set "input=%TEMP%\synth_%RANDOM%%RANDOM%.sql"
if defined SYNTH_MODULE (set "module=%SYNTH_MODULE%") else set "module="
if not defined module for %%m in ("%here%..\synth.dll" "%here%..\build\release\synth.dll") do if exist "%%~m" set "module=%%~m"
if not defined module (
  echo %command%: the module is not built yet: synth.dll beside the folder sql, or its name in SYNTH_MODULE. 1>&2
  exit /b
)
set "found="
if exist sqlite3.exe set "found=1"
for %%x in (sqlite3.exe) do if not "%%~$PATH:x"=="" set "found=1"
if not defined found (
  echo %command%: the program sqlite3.exe is needed, in a folder of PATH: https://sqlite.org/download.html 1>&2
  exit /b
)
>"%input%" echo .load "%module:\=/%"
>>"%input%" echo .timeout 10000
>>"%input%" echo .headers %headers%
>>"%input%" echo .mode %mode%
>>"%input%" echo .parameter init
if defined progress >>"%input%" echo .parameter set :progress 1

:next
if "%~1"=="" goto run
if "%~1"=="--help" goto help
if "%~1"=="-h" goto help
set "option=%~1"
set "name=%option:~2%"
if "%name%"=="" goto unknown
if not "%option:~0,2%"=="--" goto unknown
set "value=%~2"
if "%~2"=="" goto novalue
if "%name%"=="db" (
  set "db=%value%"
  goto taken
)
set "parameter=%name:-=_%"
set "kind="
for %%o in (%numbers%) do if "%%o"=="%name%" set "kind=number"
for %%o in (%texts%) do if "%%o"=="%name%" set "kind=text"
for %%o in (%moments%) do if "%%o"=="%name%" set "kind=moment"
if defined kind goto %kind%
:unknown
del "%input%" 2>nul
echo %command%: %option% is no option; see %command% --help. 1>&2
set "status=2"
exit /b
:novalue
del "%input%" 2>nul
echo %command%: %option% needs a value; see %command% --help. 1>&2
set "status=2"
exit /b
:notnumber
del "%input%" 2>nul
echo %command%: %option% must be a number, not '%value%'. 1>&2
set "status=2"
exit /b

:nodb
del "%input%" 2>nul
echo %command%: there is no database '%db%'; generate.bat makes one. 1>&2
exit /b
:memory
del "%input%" 2>nul
echo %command%: --db must be a file, not :memory:, which is gone when the command ends. 1>&2
set "status=2"
exit /b
:badmodel
del "%input%" 2>nul
echo %command%: --model must be a name without '/' and '\', not '%value%'. 1>&2
set "status=2"
exit /b

:moment
set "bad="
for /f "delims=0123456789" %%x in ("%value%") do set "bad=1"
if not defined bad goto number
:text
if not "%name%"=="model" goto escape
for /f "tokens=1* delims=/\" %%a in ("x%value%x") do if not "%%b"=="" goto badmodel
:escape
set "value=%value:\=\\%"
set "value=%value:'=''%"
rem Two quotation marks inside an argument in quotation marks are one.
set "value=%value:""=\"%"
>>"%input%" echo .parameter set :%parameter% "'%value%'"
goto taken
:number
set "bad="
for /f "delims=0123456789.eE+-" %%x in ("%value%") do set "bad=1"
if defined bad goto notnumber
>>"%input%" echo .parameter set :%parameter% %value%
:taken
shift
shift
goto next

:run
if "%db%"==":memory:" goto memory
if defined needs if not "%db:~0,5%"=="file:" if not exist "%db%" goto nodb
set "writes="
for %%s in (%scripts%) do if "%%s"=="begin" set "writes=1"
for %%s in (%scripts%) do if "%%s"=="begin" (>>"%input%" echo BEGIN IMMEDIATE;) else >>"%input%" echo .read "%here:\=/%%%s.sql"
sqlite3 -batch -bail -init NUL "%db%" <"%input%"
set "status=%errorlevel%"
if defined writes if not "%status%"=="0" echo %command%: nothing was changed: '%db%' is as it was. 1>&2
del "%input%" 2>nul
exit /b

:help
del "%input%" 2>nul
for /f "usebackq tokens=1* delims=|" %%a in ("%here%%command%") do if "%%a"=="rem " echo.%%b
set "status=0"
exit /b
