@echo off
rem synth_explain for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=explain"
call "%~dp0synth.bat" %*
