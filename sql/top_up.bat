@echo off
rem synth_top_up for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=top_up"
call "%~dp0synth.bat" %*
