"""shenbao upgrade."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FOUND, Quiet, app, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.report import edits
from generator.report.terminal import Terminal

Check = Annotated[
    bool,
    typer.Option("--check", metavar="", help="只列出要改写的文件，不改；有就以 1 退出。", show_default=False),
]


@app.command(cls=ChineseCommand)
def upgrade(
    check: Check = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """把旧写法的内容和模板包改写成现在的写法。数和备注都不变；改完请看一遍 git diff。"""
    from generator import editing  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    done = editing.upgrade(repository(terminal), write=not check, waiting=partial(terminal.wait, "content"))
    terminal.findings(done.findings, done.lines)
    for line in edits.upgraded(done.changed, done.files, done.left, only_looked=check):
        terminal.say(line)
    found = FOUND if done.left or (check and done.changed) else CLEAN
    raise Exit(max(found, verdict(done.findings)))
