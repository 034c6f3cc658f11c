@echo off
rem synth_generate for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=generate"
call "%~dp0synth.bat" %*
