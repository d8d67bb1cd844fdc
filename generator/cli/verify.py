"""shenbao verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, app, repository
from generator.cli.build import DRAFTS
from generator.cli.chinese import ChineseCommand
from generator.model.finding import FindingError
from generator.model.legible import legible
from generator.report.terminal import Terminal

if TYPE_CHECKING:
    from generator.model.outputs import Outputs
    from generator.review.rebuild import Rebuilt

Folder = Annotated[
    Path | None, typer.Argument(metavar="文件夹", help="输出文件夹；不写就是 build/。", show_default=False)
]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", metavar="", help="从记下的提交重新生成一遍，逐个比对。", show_default=False)
]


@app.command(cls=ChineseCommand)
def verify(folder: Folder = None, rebuild: Rebuild = False) -> None:  # noqa: FBT002 - typer reads the default
    """核对输出文件夹：每个文件是不是生成时的样子，是不是出自记下的提交。"""
    from generator import published  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal()
    root = repository(terminal)
    out = (folder or root / "build").absolute()
    if strange := published.tracked(root, out):
        for path in strange:
            terminal.say(f"{legible(path)}：提交在 git 里，可能被人改过", "red")
        raise Exit(FOUND)
    try:
        outputs = published.outputs(root, out)
    except FindingError as refusal:
        told = refusal.finding
        terminal.complain(f"{told.message}。{told.cause}{told.hint}")
        raise Exit(FAILED) from refusal
    if not outputs.wanted:
        terminal.complain(f"「{out.name}」里没有清单 manifest.json，或清单是空的。")
        raise Exit(FAILED)
    anew = _rebuilt(root, out, outputs, terminal) if rebuild else None
    problems = outputs.problems + [(path, "和提交重新生成的不一样") for path in (anew.differing if anew else ())]
    for path, problem in problems:
        terminal.say(f"{path}：{problem}", "red")
    if anew and anew.alike:
        terminal.say(
            f"清单里的程序或软件版本和现在的不同：{len(anew.alike)} 个文件的字节和重新生成的不一样，"
            "只比了文字、数字和格子，都一样；样子没有比。",
            "yellow",
        )
    if problems:
        raise Exit(FOUND)
    what = "文字和数字" if anew and anew.alike else ""
    how = f"，{what}和提交 {outputs.commit[:12]} 重新生成的一样" if rebuild else ""
    terminal.say(f"核对了 {len(outputs.wanted)} 个文件，都是生成时的样子{how}。", "green")
    if outputs.commit and not outputs.clean:
        terminal.say("生成时有没提交的改动，不能证明出自哪个提交；公开前先提交，再 make build。", "yellow")
    if (out / DRAFTS).is_dir():
        terminal.say(f"{DRAFTS}/ 里是草稿，不能公开；公开前删去这个文件夹。", "yellow")
    raise Exit(CLEAN)


def _rebuilt(root: Path, out: Path, outputs: Outputs, terminal: Terminal) -> Rebuilt:
    """Return the files that the commit of the manifest does not give, or gives with other bytes."""
    from generator.review.rebuild import rebuild  # noqa: PLC0415 - needed here only

    if not outputs.commit or not outputs.clean:
        terminal.complain("清单没有记下提交，或生成时有没提交的改动，不能证明出自哪个提交。提交后重新 make build。")
        raise Exit(FAILED)
    try:
        with terminal.progress() as progress:
            return rebuild(root, out, outputs, progress)
    except FindingError as problem:
        terminal.complain(problem.finding.message)
        raise Exit(FAILED) from problem
