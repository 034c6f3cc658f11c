@echo off
rem synth_recommend for Windows; --help tells more.
setlocal DisableDelayedExpansion
set "command=recommend"
call "%~dp0synth.bat" %*
