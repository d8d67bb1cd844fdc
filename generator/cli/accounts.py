"""shenbao accounts."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, Quiet, app, existing, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.report import edits
from generator.report.terminal import Terminal

YEAR = re.compile(r"20[0-9]{2}")
Tables = Annotated[
    list[Path],
    typer.Argument(metavar="表格", help="CSV 文件，可以有几个：功能分类、经济分类各一个也行。", show_default=False),
]
Merge = Annotated[
    bool,
    typer.Option(
        "--merge",
        metavar="",
        help="已经有这一年的科目表，就把新科目和新名称并进去；备注和多出的科目都留着。",
        show_default=False,
    ),
]


@app.command(cls=ChineseCommand)
def accounts(
    year: Annotated[str, typer.Argument(metavar="年度", help="科目表管哪一年，如 2026。", show_default=False)],
    tables: Tables,
    merge: Merge = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """把财政部门的科目表格（CSV）做成一年的科目表 content/accounts/年度.yaml。已经有的不覆盖，只列出不同。"""
    from generator import catalogue  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    if not YEAR.fullmatch(year):
        terminal.complain(f"先写年度，如 2026，再写表格：「{year}」不是年度。")
        raise Exit(FAILED)
    files = {path.as_posix(): existing(path, terminal) for path in tables}
    done = catalogue.accounts(root, year, files, merge=merge, waiting=partial(terminal.wait, "content"))
    terminal.findings(done.findings, done.lines)
    for line in edits.charted(done.change, done.path, year, is_failed=verdict(done.findings) != CLEAN):
        terminal.say(line)
    found = CLEAN if done.change.is_written or done.change.is_none else FOUND
    raise Exit(max(found, verdict(done.findings)))
