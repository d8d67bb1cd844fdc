"""shenbao build."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FOUND, Paths, Quiet, Strict, app, content_paths, repository
from generator.cli.chinese import ChineseCommand
from generator.model.finding import Severity
from generator.report.terminal import Terminal


class Format(StrEnum):
    """Output formats."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


Formats = Annotated[
    list[Format] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="格式",
        help="只生成 docx、pdf、html 或 xlsx（有附表的文件才有），可以写几次；不写就生成全部。",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None, typer.Option(metavar="文件夹", help="输出到哪个文件夹；不写就是 build/。", show_default=False)
]


@app.command(cls=ChineseCommand)
def build(
    paths: Paths = None,
    formats: Formats = None,
    out: Out = None,
    strict: Strict = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """检查内容，生成文档。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    folder = (out or root / "build").absolute()
    selected = content_paths(root, paths, terminal)
    wanted = [kind.value for kind in formats or Format]
    with terminal.progress() as progress:
        result = pipeline.build(root, selected, formats=wanted, out=folder, strict=strict, progress=progress)
    # Notes are for `check`: whoever builds wants to see what stops or spoils a document.
    terminal.findings([f for f in result.findings if f.severity is not Severity.NOTE], result.lines)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    terminal.outputs(shown, result.changes.written, result.current, result.changes.removed)
    terminal.summary(result.findings, len(result.waived), result.skipped, len(result.lines))
    if any(finding.severity is Severity.NOTE for finding in result.findings):
        terminal.say("提示用 shenbao check 看。")
    raise Exit(FOUND if result.has_errors else CLEAN)
