"""shenbao build."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import Exit

from generator.cli.app import FAILED, Force, Paths, Quiet, Strict, app, content_paths, output, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.model.finding import FindingError, Severity
from generator.report.terminal import Terminal
from generator.unchanged.run import is_on_forge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.departments.build import Built
    from generator.team import Means
    from generator.unchanged.run import Run


class Format(StrEnum):
    """Output formats."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


# Drafts lie apart from what is published.
DRAFTS = "draft"
Draft = Annotated[
    bool,
    typer.Option(
        "--draft", metavar="", help="只生成网页草稿：数字旁有来历，检查结果标在原处，不能公开。", show_default=False
    ),
]
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
Cache = Annotated[
    Path | None,
    typer.Option(
        metavar="文件夹",
        help="几份仓库共用的缓存：别处做过的文件直接取来。能写这个文件夹的人，决定公开什么。",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str, typer.Option(metavar="地址", help="分给几台机器做：Dask 调度程序的地址，见 README。", show_default=False)
]


@app.command(cls=ChineseCommand)
def build(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    context: typer.Context,
    paths: Paths = None,
    formats: Formats = None,
    out: Out = None,
    strict: Strict = False,  # noqa: FBT002 - typer reads the default
    draft: Draft = False,  # noqa: FBT002 - typer reads the default
    force: Force = False,  # noqa: FBT002 - typer reads the default
    cache: Cache = None,
    scheduler: Scheduler = "",
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """检查内容，生成文档。"""
    from generator import drafting  # noqa: PLC0415 - a help page needs none of it
    from generator.departments import build as departments  # noqa: PLC0415 - as above
    from generator.departments.parts import told  # noqa: PLC0415 - as above

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    given = _means(root, cache, scheduler, terminal)
    folder = output(root, out, terminal, is_folder=True) if out else root / "build" / (DRAFTS if draft else "")
    waiting = partial(terminal.wait, str(_shown(folder, root)))
    selected = content_paths(root, paths, terminal)
    if draft:
        drawn = drafting.draft(root, selected, out=folder, strict=strict, waiting=waiting)
        _tell(terminal, departments.Built(told(drawn), drawn.changes, drawn.current, is_lasting=False), root, folder)
    wanted = [kind.value for kind in formats or Format]
    with _told(terminal), terminal.progress() as progress:
        built = departments.build(
            root,
            selected,
            formats=wanted,
            out=folder,
            strict=strict,
            fresh=not out and is_on_forge(),
            force=force,
            means=given,
            progress=progress,
            waiting=waiting,
        )
    _keep(context.obj, terminal, built, root, folder)
    _tell(terminal, built, root, folder)


def _means(root: Path, cache: Path | None, scheduler: str, terminal: Terminal) -> Means:
    """Return what the command was given to work with; the folder is made, so that one that can't be is told now."""
    from generator.team import Means  # noqa: PLC0415 - a help page needs none of it

    if cache is None:
        return Means(scheduler=scheduler)
    folder = output(root, cache, terminal, is_folder=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Means(folder.resolve(), scheduler)
    except OSError as problem:
        terminal.complain(f"「{cache}」不能作缓存：建不了这个文件夹，或者打不开。")
        raise Exit(FAILED) from problem


@contextmanager
def _told(terminal: Terminal) -> Iterator[None]:
    """Tell why a scheduler can't be used."""
    from generator.system.cluster import ClusterError  # noqa: PLC0415 - a help page needs none of it

    try:
        yield
    except ClusterError as problem:
        terminal.complain(str(problem))
        raise Exit(FAILED) from problem


def _keep(asked: Run | None, terminal: Terminal, built: Built, root: Path, folder: Path) -> None:
    """Keep what the next run says if nothing changes until then: it finds all outputs made."""
    if asked and built.is_lasting:
        from generator import published  # noqa: PLC0415 - a help page needs none of it

        later = replace(built, changes=type(built.changes)(), current=built.current + len(built.changes.written))
        with suppress(FindingError):
            asked.keep(
                terminal.text(lambda: _print(terminal, later, root, folder)),
                verdict(built.checked.findings),
                folder,
                published.outputs(root, folder).wanted,
            )


def _tell(terminal: Terminal, built: Built, root: Path, folder: Path) -> NoReturn:
    """Print what a build found and did, and end with the code that says whether all is well."""
    _print(terminal, built, root, folder)
    raise Exit(verdict(built.checked.findings))


def _print(terminal: Terminal, built: Built, root: Path, folder: Path) -> None:
    # Notes are for `check`: whoever builds wants to see what stops or spoils a document.
    checked, changes = built.checked, built.changes
    terminal.findings([f for f in checked.findings if f.severity is not Severity.NOTE], checked.lines)
    terminal.outputs(_shown(folder, root), changes.written, built.current, changes.removed)
    terminal.summary(checked.findings, checked.waived, checked.skipped, checked.files)
    if any(finding.severity is Severity.NOTE for finding in checked.findings):
        terminal.say("提示用 shenbao check 看。")


def _shown(folder: Path, root: Path) -> Path:
    return folder.relative_to(root) if folder.is_relative_to(root) else folder
