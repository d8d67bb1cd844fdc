@echo off
rem Finds a Python that is new enough, and lets install.py do the rest.
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && set "PYTHON=py -3"
if not defined PYTHON python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && set "PYTHON=python"
if not defined PYTHON (
    echo 需要 Python 3.11 或更高版本，这里没有。见 docs\windows.md。
    pause
    exit /b 1
)
%PYTHON% install.py
set "CODE=%ERRORLEVEL%"
pause
exit /b %CODE%
