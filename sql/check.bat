@echo off
rem synth_check for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=check"
call "%~dp0synth.bat" %*
