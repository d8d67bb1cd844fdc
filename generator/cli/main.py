"""Runs the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from typer.exceptions import Abort, Exit, TyperException

from generator.cli import build, check, diff, fmt, history, pages, trace, verify
from generator.cli.app import CLEAN, FAILED, app
from generator.cli.chinese import explain
from generator.report.terminal import Terminal, prepare_streams

# Importing a module of commands adds them to the application.
COMMANDS = (check, build, diff, fmt, trace, pages, verify, history)


def run() -> None:
    """Run the command line; what goes wrong with the program itself is told as such, and exits with 2."""
    prepare_streams()
    try:
        code = app(standalone_mode=False)
    except Exit as done:
        code = done.exit_code
    except Abort:
        code = FAILED
    except TyperException as problem:
        Terminal().complain(explain(problem))
        code = FAILED
    except Exception as problem:  # noqa: BLE001 - the last line of defence: no traceback for clerks
        _report_bug(problem)
        code = FAILED
    sys.exit(code if isinstance(code, int) else CLEAN)


def _report_bug(problem: Exception) -> None:
    """Say that the program is at fault, with what a developer needs."""
    import traceback  # noqa: PLC0415 - only when something broke

    terminal = Terminal()
    terminal.complain("程序自身出错了，不是内容的问题。请把下面这几行发给维护人员：")
    frames = traceback.extract_tb(problem.__traceback__)[-3:]
    for frame in frames:
        terminal.complain(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    terminal.complain(f"  {type(problem).__name__}: {problem}")
