"""shenbao fmt."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FOUND, Paths, Quiet, app, content_paths, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.report import edits
from generator.report.terminal import Terminal

Check = Annotated[
    bool,
    typer.Option("--check", metavar="", help="只列出要整理的文件，不改；有就以 1 退出。", show_default=False),
]


@app.command(cls=ChineseCommand)
def fmt(
    paths: Paths = None,
    check: Check = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """整理 YAML 的排版：键的先后、缩进、引号、空行。内容和备注不变。"""
    from generator import editing  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    done = editing.fmt(
        root,
        content_paths(root, paths, terminal),
        write=not check,
        waiting=partial(terminal.wait, "content"),
    )
    terminal.findings(done.findings, done.lines)
    for line in edits.formatted(done.changed, done.files, done.left, only_looked=check):
        terminal.say(line)
    found = FOUND if done.left or (check and done.changed) else CLEAN
    raise Exit(max(found, verdict(done.findings)))
