"""All commands, and what is told when one of them can't go on."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from typer.exceptions import Abort, Exit, TyperException

from generator.cli import (
    accounts,
    build,
    check,
    completion,
    diff,
    fmt,
    history,
    importing,
    lsp,
    new,
    pages,
    preview,
    rollover,
    trace,
    upgrade,
    verify,
)
from generator.cli.app import CLEAN, FAILED, app
from generator.cli.chinese import explain
from generator.model.barrier import LOG, fault
from generator.report.terminal import Terminal
from generator.report.text import lines_of

if TYPE_CHECKING:
    from generator.unchanged.run import Run

# Importing a module of commands adds them to the application.
COMMANDS = (
    check,
    build,
    preview,
    lsp,
    diff,
    fmt,
    upgrade,
    importing,
    new,
    rollover,
    accounts,
    trace,
    pages,
    verify,
    history,
)
# For developers: with any value, the whole traceback of each failure goes to standard error.
TRACEBACK = "SHENBAO_TRACEBACK"


def run(asked: Run | None = None) -> int:
    """Run the command line, and return its exit code; what goes wrong with the program itself is told as such."""
    if os.environ.get(TRACEBACK):
        LOG.addHandler(logging.StreamHandler())
        LOG.setLevel(logging.DEBUG)
    if completion.VARIABLE in os.environ:
        completion.answer()
    try:
        code = app(standalone_mode=False, prog_name="shenbao", complete_var=completion.VARIABLE, obj=asked)
    except Exit as done:
        code = done.exit_code
    except Abort:
        code = FAILED
    except TyperException as problem:
        Terminal().complain(explain(problem))
        code = FAILED
    except Exception as problem:  # noqa: BLE001 - the last line of defence: no traceback for clerks
        terminal = Terminal()
        for line, _ in lines_of(fault(problem, "这条命令", None), {}):
            terminal.complain(line)
        code = FAILED
    return code if isinstance(code, int) else CLEAN
