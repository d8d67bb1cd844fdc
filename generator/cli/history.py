"""shenbao log, and shenbao textconv for git."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, app, repository
from generator.cli.chinese import ChineseCommand
from generator.model.finding import FindingError
from generator.report.terminal import Terminal
from generator.report.text import clean, visible

Query = Annotated[
    str,
    typer.Argument(
        metavar="查什么", help="项目编码、科目编码，或位置，如「附件二.2101301.项目支出」。", show_default=False
    ),
]

File = Annotated[Path, typer.Argument(metavar="文件", help="Word 文件。", show_default=False)]


@app.command(cls=ChineseCommand)
def log(query: Query) -> None:
    """一个数的来历：哪次提交把它从多少改成多少。"""
    from generator.review.history import history  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal()
    root = repository(terminal)
    count = 0
    try:
        for step in history(root, query):
            count += 1
            change = f"{step.old or '（没有）'} → {step.new or '（没有）'}"
            typer.echo(visible(f"{step.day} {step.commit[:10]} {step.place}：{change}　{step.subject}"))
    except FindingError as problem:
        terminal.complain(problem.finding.message)
        raise Exit(FAILED) from problem
    if not count:
        terminal.complain(f"各次提交里都没有找到「{query}」。")
    raise Exit(CLEAN if count else FOUND)


@app.command(cls=ChineseCommand, hidden=True)
def textconv(file: File) -> None:
    """把 Word 文件的文字打印出来，一段一行；make git-setup 让 git diff 用它。"""
    from generator import looks  # noqa: PLC0415 - a help page needs none of it

    try:
        lines = looks.text_of(file)
    except (OSError, ValueError) as problem:
        Terminal().complain(f"「{file.name}」不是 Word 文件，读不出。")
        raise Exit(FAILED) from problem
    typer.echo(clean("\n".join(lines)))
