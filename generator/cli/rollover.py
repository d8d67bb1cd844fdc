"""shenbao rollover."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, YEAR_FOLDER, Quiet, app, content_paths, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.report import edits
from generator.report.terminal import Terminal

Folder = Annotated[
    Path,
    typer.Argument(metavar="年度文件夹", help="上一年的文件夹，如 content/省/部门/2024。", show_default=False),
]
Check = Annotated[bool, typer.Option("--check", metavar="", help="只列出要改什么，不写文件。", show_default=False)]


@app.command(cls=ChineseCommand)
def rollover(
    folder: Folder,
    check: Check = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """由上一年的文件夹做出下一年的：年度往后移，豁免、变动原因、上年去掉，要由人定的逐条列出。上一年的不动。"""
    from generator import rolling  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    (selected,) = content_paths(root, [folder], terminal)
    path = selected.relative_to(root).as_posix()
    target = selected.parent / str(int(selected.name) + 1) if YEAR_FOLDER.fullmatch(path) else None
    if target is None or not (selected / "department.yaml").is_file():
        terminal.complain(f"「{folder}」不是一个年度的文件夹：写到年度，如 content/省/部门/2024。")
        raise Exit(FAILED)
    if target.exists() or target.is_symlink():
        terminal.complain(f"已经有「{target.relative_to(root).as_posix()}」，没有动。要重做的，先删去它。")
        raise Exit(FAILED)
    done = rolling.rollover(root, path, write=not check, waiting=partial(terminal.wait, "content"))
    for line in edits.rolled(done.moved, done.dropped, done.years, done.copied):
        terminal.say(line)
    terminal.findings(done.findings, done.lines)
    terminal.say(edits.rolled_files(len(done.files), target.relative_to(root).as_posix(), is_written=done.is_written))
    raise Exit(max(verdict(done.findings), CLEAN if done.is_written or check else FOUND))
