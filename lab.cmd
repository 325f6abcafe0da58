@echo off
rem Runs the lab command. See lab --help.
setlocal
set "PODPATH_INVOCATION=lab"
if not defined NODE_COMPILE_CACHE set "NODE_COMPILE_CACHE=%~dp0node_modules\.cache\compile"
node --disable-warning=ExperimentalWarning "%~dp0packages\lab-scripts\src\main.ts" %*
exit /b %ERRORLEVEL%
