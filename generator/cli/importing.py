"""shenbao import."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, YEAR_FOLDER, Quiet, app, existing, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.model.imports import Grade
from generator.report import imports
from generator.report.terminal import Terminal

if TYPE_CHECKING:
    from generator.importing.run import Done

Given = Annotated[
    list[Path],
    typer.Argument(
        metavar="文件",
        help="Word 和 Excel 文件（.docx、.xlsx，自己生成的 PDF 也行），同一个部门、同一年的写在一起。",
        show_default=False,
    ),
]
To = Annotated[
    Path,
    typer.Option("--to", metavar="年度文件夹", help="写到哪里，如 content/省/部门/2024。", show_default=False),
]
Pack = Annotated[
    str,
    typer.Option(
        "--pack",
        metavar="模板包",
        help="照哪个模板包读；文件夹里有 department.yaml 的不用写。",
        show_default=False,
    ),
]
Document = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="文书",
        help="文件是模板包里的哪一种文书，如 部门预算；不写就看标题认。",
        show_default=False,
    ),
]
Check = Annotated[bool, typer.Option("--check", metavar="", help="只列出读到了什么，不写文件。", show_default=False)]
EvenSo = Annotated[
    bool, typer.Option("--even-so", metavar="", help="钱对不上也先写下来，自己再改。", show_default=False)
]


class Report(StrEnum):
    """Ways to tell what came of it."""

    TEXT = "text"
    JSON = "json"


Reports = Annotated[
    Report,
    typer.Option("--format", "-f", metavar="格式", help="text（给人看）或 json。", show_default=False),
]


@app.command("import", cls=ChineseCommand)
def bring(  # noqa: PLR0913, PLR0917 - the options of the command
    given: Given,
    to: To,
    pack: Pack = "",
    document: Document = "",
    check: Check = False,  # noqa: FBT002 - typer reads the default
    even_so: EvenSo = False,  # noqa: FBT002 - typer reads the default
    report: Reports = Report.TEXT,
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """把 Word、Excel 文件读成 YAML：读到的先再印一遍、逐格比对，没看懂的都列出。已经有的文件不动。"""
    from generator.importing import run  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    folder = _folder(root, to, terminal)
    files = {path.name: existing(path, terminal) for path in given}
    if len(files) != len(given):
        terminal.complain("有两个文件同名：改一个名字，好说清哪里看不懂。")
        raise Exit(FAILED)
    waiting = partial(terminal.wait, "content")
    done = run.bring(root, folder, files, pack=pack, kind=document, write=not check, even_so=even_so, waiting=waiting)
    if done.imported is None or report is Report.TEXT:
        terminal.findings(done.findings, {})
    if done.imported is None:
        raise Exit(max(FOUND, verdict(done.findings)))
    if report is Report.TEXT:
        _tell(terminal, done, len(files))
    else:
        one = done.imported
        told = one.understood, one.remarks, one.proposals, one.hidden, done.new, done.changes
        typer.echo(imports.machine(*told, is_written=done.is_written))
    wrong = any(remark.grade == Grade.MONEY for remark in done.imported.remarks)
    raise Exit(max(FOUND if wrong else CLEAN, verdict(done.findings)))


def _tell(terminal: Terminal, done: Done, files: int) -> None:
    """Tell people what came of it."""
    if done.imported is None:
        return
    for line in imports.understood(done.imported.understood, files):
        terminal.say(line)
    for line, style in imports.remarks(done.imported.remarks):
        terminal.say(line, style)
    for line in imports.proposals(done.imported.proposals):
        terminal.say(line)
    for line in imports.hidden(done.imported.hidden):
        terminal.say(line)
    told = imports.written(done.new, done.changes, is_written=done.is_written, is_refused=done.is_refused)
    for line in told:
        terminal.say(line)


def _folder(root: Path, to: Path, terminal: Terminal) -> str:
    """Return the folder of a year that files go to, below the repository; it need not be there yet."""
    target = (Path.cwd() / to).resolve()
    path = target.relative_to(root.resolve()).as_posix() if target.is_relative_to(root.resolve()) else to.as_posix()
    if not YEAR_FOLDER.fullmatch(path):
        terminal.complain(f"「{to}」不是一个年度的文件夹：写到年度，如 content/省/部门/2024。")
        raise Exit(FAILED)
    return path
