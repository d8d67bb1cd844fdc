"""What the commands share: the application, common options, the repository and the paths given."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Exit

from generator import __version__
from generator.cli import coercion, completion
from generator.cli.chinese import ChineseGroup, show_help
from generator.cli.completion import Shell
from generator.model.barrier import has_fault_of_ours
from generator.model.nearest import nearest
from generator.unchanged import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding
    from generator.report.terminal import Terminal

CLEAN, FOUND, FAILED = 0, 1, 2
# The folder of a department's year.
YEAR_FOLDER = re.compile(r"content/[^/]+/[^/]+/20[0-9]{2}")
coercion.install()

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,  # typer's speaks English, and completes `shenbao` only where it is on the path
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help pages are ours
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="路径", help="只处理这些文件或文件夹；不写就处理全部 content/。", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", metavar="", help="只打印错误，给脚本用。", show_default=False)]
Force = Annotated[
    bool,
    typer.Option(run.FORCE, metavar="", help="没有改动也从头检查、从头生成，不用上次的结果。", show_default=False),
]
Strict = Annotated[bool, typer.Option("--strict", metavar="", help="警告也算错误。", show_default=False)]


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands it over
    if wanted:
        typer.echo(f"shenbao {__version__}")
        raise Exit


def _show_script(shell: Shell | None) -> None:
    if shell:
        typer.echo(completion.script(shell), nl=False)
        raise Exit


def _install_script(shell: Shell | None) -> None:
    if not shell:
        return
    try:
        files = completion.install(shell)
    except OSError as problem:
        typer.echo(f"没有装上：「{problem.filename}」写不进去。", err=True)
        raise Exit(FAILED) from problem
    if not files:
        typer.echo("没有装上：这台机器上没有 PowerShell。", err=True)
        raise Exit(FAILED)
    typer.echo("".join(f"写入 {file}\n" for file in files) + "新开一个终端，就能按 Tab 键补全。")
    raise Exit


Version = Annotated[
    bool, typer.Option("--version", metavar="", callback=_tell_version, is_eager=True, help="显示版本。")
]
Install = Annotated[
    Shell | None,
    typer.Option(
        "--install-completion",
        metavar="终端",
        callback=_install_script,
        is_eager=True,
        help="让 bash、zsh、fish 或 powershell 按 Tab 键补全命令、选项和编号。",
    ),
]
Show = Annotated[
    Shell | None,
    typer.Option(
        "--show-completion",
        metavar="终端",
        callback=_show_script,
        is_eager=True,
        help="打印补全用的脚本，自己安装时用。",
    ),
]


# Typer's names of the three options are theirs, not those of the arguments, which nothing reads: their callbacks act.
@app.callback()
def main(
    context: typer.Context,
    _version: Version = False,  # noqa: FBT002 - typer reads the default
    _install: Install = None,
    _show: Show = None,
) -> None:
    """预算申报：用 YAML 写，检查后生成 DOCX、PDF、HTML，有附表的还生成 XLSX。"""
    if context.invoked_subcommand is None:
        show_help(context)
        raise Exit(FAILED)


def verdict(findings: Sequence[Finding]) -> int:
    """Return the exit code for what was found: errors of people, or a failure of the program itself."""
    if has_fault_of_ours(findings):
        return FAILED
    return FOUND if any(finding.is_error for finding in findings) else CLEAN


def repository(terminal: Terminal) -> Path:
    """Return the repository around the current folder."""
    found = run.repository(Path.cwd())
    if found:
        return found
    terminal.complain("这里不是申报仓库：找不到 content/ 和 templates/ 文件夹。先用 cd 进入仓库的文件夹。")
    raise Exit(FAILED)


def existing(path: Path, terminal: Terminal) -> Path:
    """Return a file that people name, wherever it lies."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as problem:  # a ring of links is a RuntimeError before Python 3.13
        terminal.complain(f"没有「{path}」这个文件。")
        raise Exit(FAILED) from problem


def content_paths(root: Path, paths: list[Path] | None, terminal: Terminal) -> list[Path]:
    """Return the selected paths, each of which must lie in content/."""
    content = (root / "content").resolve()
    selected = []
    for path in paths or ():
        try:
            found = (Path.cwd() / path).resolve(strict=True)
        except (OSError, RuntimeError) as problem:  # a ring of links is a RuntimeError before Python 3.13
            terminal.complain(f"没有「{path}」这个文件或文件夹。{_neighbour(Path.cwd() / path)}")
            raise Exit(FAILED) from problem
        if not found.is_relative_to(content):
            terminal.complain(f"「{path}」不在 content/ 里：只能写 content/ 里的文件或文件夹。")
            raise Exit(FAILED)
        selected.append(root / found.relative_to(root.resolve()))
    return selected


def _neighbour(path: Path) -> str:
    """Propose the name in the same folder that was probably meant."""
    with suppress(OSError):
        alike = (other.name for other in path.parent.iterdir() if other.suffix == path.suffix)
        near = nearest(path.name, sorted(alike))
        return f"是不是「{near}」？" if near and near != path.name else ""
    return ""


def output(root: Path, path: Path, terminal: Terminal, *, is_folder: bool = False) -> Path:
    """Return the file or folder that is to be written; it may not lie among what people write."""
    target = path.absolute()
    try:
        wrong = _obstacle(root, target, is_folder=is_folder)
    except (OSError, RuntimeError):
        wrong = "不能用：名字太长，或者打不开"
    if wrong:
        terminal.complain(f"「{path}」{wrong}。")
        raise Exit(FAILED)
    return target


def _obstacle(root: Path, target: Path, *, is_folder: bool) -> str:
    """Say why nothing can be written to a place; nothing if it can."""
    for name in ("content", "templates"):
        if target.resolve().is_relative_to((root / name).resolve()):
            return f"在 {name}/ 里，那里不放生成的文件"
    above = next((part for part in target.parents if part.is_file()), None)
    if above:
        return f"不能用：「{above.name}」是文件，不是文件夹"
    if is_folder and target.is_file():
        return "是文件，这里要写文件夹"
    return "是文件夹，这里要写文件名" if target.is_dir() and not is_folder else ""
