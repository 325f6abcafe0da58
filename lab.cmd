@echo off
rem Runs the lab command on the Node of this machine. See lab --help.
rem A batch file is read in the console's own code page, so that what is said here is ASCII; kit.mjs says the rest in both languages.
setlocal
where node >nul 2>nul
if errorlevel 1 (
  echo Node not found. Install Node 22.18+, 24 or 26, then run: npm start
  exit /b 3
)
set "PODPATH_INVOCATION=.\lab"
node "%~dp0kit.mjs" lab %*
exit /b %ERRORLEVEL%
