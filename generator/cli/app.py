"""What the commands share: the application, common options, the repository and the paths given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Exit

from generator.cli.chinese import ChineseGroup
from generator.model.barrier import has_fault_of_ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding
    from generator.report.terminal import Terminal

CLEAN, FOUND, FAILED = 0, 1, 2

app = typer.Typer(cls=ChineseGroup, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="路径", help="只处理这些文件或文件夹；不写就处理全部 content/。", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="只打印错误，给脚本用。", show_default=False)]
Strict = Annotated[bool, typer.Option("--strict", metavar="", help="警告也算错误。", show_default=False)]


@app.callback()
def main() -> None:
    """预算申报：用 YAML 写，检查后生成 DOCX、PDF、HTML，有附表的还生成 XLSX。"""


def verdict(findings: Sequence[Finding]) -> int:
    """Return the exit code for what was found: errors of people, or a failure of the program itself."""
    if has_fault_of_ours(findings):
        return FAILED
    return FOUND if any(finding.is_error for finding in findings) else CLEAN


def repository(terminal: Terminal) -> Path:
    """Return the repository around the current folder."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir() and (folder / "templates").is_dir():
            return folder
    terminal.complain("这里不是申报仓库：找不到 content/ 和 templates/ 文件夹。先用 cd 进入仓库的文件夹。")
    raise Exit(FAILED)


def content_paths(root: Path, paths: list[Path] | None, terminal: Terminal) -> list[Path]:
    """Return the selected paths, each of which must lie in content/."""
    selected = [Path.cwd() / path for path in paths or ()]
    for path in selected:
        resolved = path.resolve()
        if not path.exists() or not resolved.is_relative_to((root / "content").resolve()):
            terminal.complain(f"「{path.name}」不在 content/ 里，或者没有这个文件。")
            raise Exit(FAILED)
    return [root / path.resolve().relative_to(root.resolve()) for path in selected]
