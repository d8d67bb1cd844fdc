"""Starts the command line. Signals are looked after first: importing the commands takes a third of a second.

A check or build for which nothing has changed is answered before that.
"""

from __future__ import annotations

import sys

from generator.cli.streams import prepare, settle
from generator.system.signals import Interruption, watched
from generator.unchanged.run import begin


def run() -> None:
    """Run the command line, and exit with its code."""
    with watched():
        try:
            prepare()
            code = _answer()
        except Interruption as stop:
            _tell(stop)
            code = stop.code
        code = settle(code)
    sys.exit(code)


def _answer() -> int:
    """Say what the same command said, where nothing has changed since; else run it."""
    asked = begin(sys.argv[1:], (sys.stdout, sys.stderr))
    known = asked.answer() if asked else None
    if known:
        sys.stdout.write(known[0])
        return known[1]
    from generator.cli.commands import run  # noqa: PLC0415 - see above

    return run(asked)


def _tell(stop: Interruption) -> None:
    """Say what an interrupted run leaves behind."""
    done = f"已经换好 {len(stop.written)} 个文件，其余的没有动" if stop.written else "原来的文档没有动"
    sys.stderr.write(f"已中断，{done}。\n")
