"""shenbao diff."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, app, output, repository
from generator.cli.chinese import ChineseCommand
from generator.model.finding import FindingError
from generator.report.terminal import Terminal

if TYPE_CHECKING:
    from generator.model.finding import Finding


class Shape(StrEnum):
    """Ways to show a review."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


Old = Annotated[
    str,
    typer.Argument(
        metavar="旧版本",
        help="git 版本、文件夹或一个年度（content/省/部门/2024）；不写就是离开主分支的地方。",
        show_default=False,
    ),
]
New = Annotated[
    str,
    typer.Argument(
        metavar="新版本",
        help="git 版本、文件夹或另一个年度（content/省/部门/2025）；不写就是现在的文件。",
        show_default=False,
    ),
]
Shapes = Annotated[
    Shape | None,
    typer.Option(
        "--format",
        "-f",
        metavar="格式",
        help="text（给人看）、markdown、json 或 html（新旧并排，有样子不同的页）；不写就看 --out 的后缀，没有就是 text。",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="文件", help="写到这个文件里，如 变更.html、变更.md；不写就打印出来。", show_default=False),
]
SUFFIXES = {".html": Shape.HTML, ".md": Shape.MARKDOWN, ".json": Shape.JSON}


@app.command(cls=ChineseCommand)
def diff(base: Old = "", head: New = "", shape: Shapes = None, out: Out = None) -> None:
    """比较两个版本或两个年度：内容改了什么，哪些表和句子跟着变，哪些检查变了。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report import review as report  # noqa: PLC0415 - needed here only
    from generator.report.review_page import as_html  # noqa: PLC0415 - needed here only
    from generator.review import run  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal()
    root = repository(terminal)
    file = output(root, out, terminal) if out else None
    shape = shape or SUFFIXES.get(file.suffix.lower() if file else "", Shape.TEXT)
    try:
        review = run.diff(root, base, head, with_pages=shape is Shape.HTML)
    except FindingError as problem:
        _complain(terminal, problem.finding)
        raise Exit(FAILED) from problem
    shows = {Shape.MARKDOWN: report.as_markdown, Shape.JSON: report.as_json, Shape.HTML: as_html}
    show = shows.get(shape, report.as_text)
    if file:
        try:
            pipeline.save(root, file, show(review) + "\n")
        except FindingError as problem:
            _complain(terminal, problem.finding)
            raise Exit(FAILED) from problem
        terminal.say(f"写出 {out}", "green")
    else:
        typer.echo(show(review))
    if review.problem:
        _complain(terminal, review.problem)
        raise Exit(FAILED)
    raise Exit(CLEAN)


def _complain(terminal: Terminal, finding: Finding) -> None:
    where = f"{finding.position} " if finding.position else ""
    terminal.complain(f"{where}{finding.message}{'。' + finding.hint if finding.hint else ''}")
