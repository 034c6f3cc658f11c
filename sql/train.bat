@echo off
rem synth_train for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=train"
call "%~dp0synth.bat" %*
