"""shenbao lsp."""

from __future__ import annotations

import signal
import sys
from contextlib import redirect_stdout
from pathlib import Path

from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, app
from generator.cli.chinese import ChineseCommand
from generator.report.terminal import Terminal
from generator.system.signals import Interruption

MISSING = "编辑器服务要用的软件包还没有装。在仓库的文件夹里运行 make editor，装好后再打开编辑器。"


@app.command(cls=ChineseCommand)
def lsp() -> None:
    """给编辑器用的语言服务：边写边查、补全、说明、跳转、改名；由编辑器启动，不用自己运行。"""
    try:
        from generator.language.requests import speak  # noqa: PLC0415 - no other command needs what it imports
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        Terminal().complain(MISSING)
        raise Exit(FAILED) from problem
    out = sys.stdout.buffer
    try:
        with redirect_stdout(sys.stderr):  # a word that is no message would break the conversation
            speak(Path.cwd(), sys.stdin.buffer, out)
    except Interruption as stop:
        raise Exit(CLEAN if stop.number == signal.SIGINT else stop.code) from stop
