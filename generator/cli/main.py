"""Starts the command line. Signals are looked after first: importing the commands takes a third of a second."""

from __future__ import annotations

import sys

from generator.cli.streams import prepare, settle
from generator.system.signals import Interruption, watched


def run() -> None:
    """Run the command line, and exit with its code."""
    with watched():
        try:
            prepare()
            from generator.cli.commands import run as run_command  # noqa: PLC0415 - see above

            code = run_command()
        except Interruption as stop:
            _tell(stop)
            code = stop.code
        code = settle(code)
    sys.exit(code)


def _tell(stop: Interruption) -> None:
    """Say what an interrupted run leaves behind."""
    done = f"已经换好 {len(stop.written)} 个文件，其余的没有动" if stop.written else "原来的文档没有动"
    sys.stderr.write(f"已中断，{done}。\n")
