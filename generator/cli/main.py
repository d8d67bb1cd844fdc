"""The commands of shenbao."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from generator.cli.chinese import ChineseCommand, ChineseGroup, explain
from generator.report.terminal import Terminal, prepare_streams

CLEAN, FOUND, FAILED = 0, 1, 2


class Format(StrEnum):
    """Output formats."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


app = typer.Typer(cls=ChineseGroup, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="路径", help="只处理这些文件或文件夹；不写就处理全部 content/。", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只打印错误，给脚本用。", show_default=False)]


@app.callback()
def main() -> None:
    """预算申报：用 YAML 写，检查后生成 DOCX、PDF、HTML，有附表的还生成 XLSX。"""


@app.command(cls=ChineseCommand)
def check(paths: Paths = None, quiet: Quiet = False) -> None:  # noqa: FBT002 - typer reads the default
    """检查 content/ 里的内容，不生成文件。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = _root(terminal)
    result = pipeline.check(root, _absolute(root, paths, terminal))
    terminal.findings(result.findings, result.lines)
    terminal.summary(result.findings, len(result.waived), result.skipped, len(result.lines))
    raise Exit(FOUND if result.has_errors else CLEAN)


@app.command(cls=ChineseCommand)
def build(
    paths: Paths = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式",
            help="只生成 docx、pdf、html 或 xlsx（有附表的文件才有），可以写几次；不写就生成全部。",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="输出到哪个文件夹；不写就是 build/。", show_default=False)
    ] = None,
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """检查内容，生成文档。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal(quiet=quiet)
    root = _root(terminal)
    folder = (out or root / "build").absolute()
    selected = _absolute(root, paths, terminal)
    wanted = [kind.value for kind in formats or Format]
    with terminal.progress() as progress:
        result = pipeline.build(root, selected, formats=wanted, out=folder, progress=progress)
    terminal.findings(result.findings, result.lines)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    terminal.outputs(shown, result.changes.written, result.current, result.changes.removed)
    terminal.summary(result.findings, len(result.waived), result.skipped, len(result.lines))
    raise Exit(FOUND if result.has_errors else CLEAN)


@app.command(cls=ChineseCommand, hidden=True)
def reference() -> None:
    """打印 docs/yaml.md：各种 YAML 文件的全部键。改了程序的模型以后，用 make docs 更新。"""
    from generator.report.reference import reference as page  # noqa: PLC0415 - a help page needs none of it

    typer.echo(page(), nl=False)


def _root(terminal: Terminal) -> Path:
    """Return the repository around the current folder."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir() and (folder / "templates").is_dir():
            return folder
    terminal.complain("这里不是申报仓库：找不到 content/ 和 templates/ 文件夹。先用 cd 进入仓库的文件夹。")
    raise Exit(FAILED)


def _absolute(root: Path, paths: list[Path] | None, terminal: Terminal) -> list[Path]:
    """Return the selected paths, each of which must lie in content/."""
    selected = [Path.cwd() / path for path in paths or ()]
    for path in selected:
        resolved = path.resolve()
        if not path.exists() or not resolved.is_relative_to((root / "content").resolve()):
            terminal.complain(f"「{path.name}」不在 content/ 里，或者没有这个文件。")
            raise Exit(FAILED)
    return [root / path.resolve().relative_to(root.resolve()) for path in selected]


def run() -> None:
    """Run the command line; what goes wrong with the program itself is told as such, and exits with 2."""
    prepare_streams()
    try:
        code = app(standalone_mode=False)
    except Exit as done:
        code = done.exit_code
    except Abort:
        code = FAILED
    except TyperException as problem:
        Terminal().complain(explain(problem))
        code = FAILED
    except Exception as problem:  # noqa: BLE001 - the last line of defence: no traceback for clerks
        _report_bug(problem)
        code = FAILED
    sys.exit(code if isinstance(code, int) else CLEAN)


def _report_bug(problem: Exception) -> None:
    """Say that the program is at fault, with what a developer needs."""
    import traceback  # noqa: PLC0415 - only when something broke

    terminal = Terminal()
    terminal.complain("程序自身出错了，不是内容的问题。请把下面这几行发给维护人员：")
    frames = traceback.extract_tb(problem.__traceback__)[-3:]
    for frame in frames:
        terminal.complain(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    terminal.complain(f"  {type(problem).__name__}: {problem}")
