@echo off
rem synth_forget for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=forget"
call "%~dp0synth.bat" %*
