"""shenbao trace."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, app, repository
from generator.cli.chinese import ChineseCommand
from generator.report.terminal import Terminal
from generator.report.text import clean


@app.command(cls=ChineseCommand)
def trace(
    query: Annotated[
        str,
        typer.Argument(
            metavar="查什么",
            help="印出的数字、项目编码、科目编码，或位置，如「附件二.2101301.项目支出」。",
            show_default=False,
        ),
    ],
) -> None:
    """说明印出的一个数是怎么来的：公式、各个数，以及它们写在哪个文件的哪一行。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.model.places import places  # noqa: PLC0415 - needed here only
    from generator.report import trace as report  # noqa: PLC0415 - needed here only

    terminal = Terminal()
    result = pipeline.check(repository(terminal))
    blocks = []
    for document, _ in result.documents:
        found = report.find(places(document), query)
        blocks += ["\n".join([f"《{document.title_text}》", *report.lines(place, figure)]) for place, figure in found]
    if not blocks:
        terminal.complain(f"没有找到「{query}」。数字照文档里印的写；有错误的文件查不到，先用 shenbao check 检查。")
        raise Exit(FOUND if result.documents else FAILED)
    typer.echo(clean("\n\n".join(blocks)))
    raise Exit(CLEAN)
