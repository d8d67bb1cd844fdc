"""shenbao new: projects, units, departments, packs, a county's repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import FAILED, YEAR_FOLDER, Quiet, app
from generator.cli.asking import Asking
from generator.cli.chinese import ChineseCommand, ChineseGroup, show_help
from generator.starting.names import NAME, NAMED

new = typer.Typer(cls=ChineseGroup, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(new, name="new")


@new.callback()
def main(context: typer.Context) -> None:
    """新建项目、单位、部门、模板包、区县的仓库：问一遍，写出文件，要由人填的列出来。"""
    if context.invoked_subcommand is None:
        show_help(context)
        raise Exit(FAILED)


Folder = Annotated[
    Path | None,
    typer.Argument(metavar="年度文件夹", help="哪个部门的哪一年，如 content/省/部门/2025。", show_default=False),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="键=值",
        help="先答好的，不再问；可以写几次。里层的键用「.」连接，如「单位.地址=人民路 1 号」。",
        show_default=False,
    ),
]
Silent = Annotated[
    bool, typer.Option("--no-questions", metavar="", help="什么都不问，没有给的先空着。", show_default=False)
]


@new.command(cls=ChineseCommand)
def project(
    folder: Folder = None,
    name: Annotated[
        str, typer.Option("--name", metavar="文件名", help=f"{NAMED}；前面的序号自动加。", show_default=False)
    ] = "",
    answers: Answers = None,
    silent: Silent = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """新建一个项目文件，放在部门一个年度的 projects/ 里。"""
    asking = Asking(answers, silent=silent, quiet=quiet)
    year = asking.year(folder)
    stem = asking.name("--name", name, f"项目文件叫什么（{NAMED}，如 equipment）")
    asking.run(asking.kinds.project(year, stem))


@new.command(cls=ChineseCommand)
def unit(
    folder: Folder = None,
    answers: Answers = None,
    silent: Silent = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """给一个部门加一个预算单位：在部门文件里加一条，有部门预算的再写出它的单位预算。"""
    asking = Asking(answers, silent=silent, quiet=quiet)
    asking.run(asking.kinds.unit(asking.year(folder)))


@new.command(cls=ChineseCommand)
def department(
    folder: Annotated[
        str,
        typer.Argument(metavar="年度文件夹", help="新的文件夹，如 content/省/部门/2025。", show_default=False),
    ] = "",
    pack: Annotated[str, typer.Option("--pack", metavar="模板包", help="用哪一套表格。", show_default=False)] = "",
    answers: Answers = None,
    silent: Silent = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """新建一个部门的一个年度：部门文件、projects/ 文件夹，编部门预算的还有 budget.yaml。"""
    asking = Asking(answers, silent=silent, quiet=quiet)
    year = (folder or asking.text("年度文件夹", "新的文件夹放在哪里（如 content/省/部门/2025）")).rstrip("/")
    parts = year.split("/")
    if not (YEAR_FOLDER.fullmatch(year) and all(NAME.fullmatch(part) for part in parts)):
        asking.fail(f"「{year}」不能用：写成 content/省/部门/年度，名字{NAMED}。")
    asking.run(asking.kinds.department(year, asking.pack("--pack", pack, "用哪一套表格")))


@new.command(cls=ChineseCommand)
def pack(
    name: Annotated[
        str, typer.Argument(metavar="名字", help=f"templates/ 下新文件夹的名字，{NAMED}。", show_default=False)
    ] = "",
    basis: Annotated[
        str, typer.Option("--basis", metavar="模板包", help="在哪一套表格上改。", show_default=False)
    ] = "",
    answers: Answers = None,
    silent: Silent = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """新建一套表格：在已有的一套上改，只写不同的地方。"""
    asking = Asking(answers, silent=silent, quiet=quiet)
    stem = asking.name("名字", name, f"文件夹叫什么（{NAMED}，如省名和年度）")
    asking.run(asking.kinds.pack(stem, asking.pack("--basis", basis, "在哪一套表格上改")))


@new.command("repository", cls=ChineseCommand)
def begin_repository(
    target: Annotated[
        Path, typer.Argument(metavar="文件夹", help="新仓库放在哪里；还没有的文件夹。", show_default=False)
    ],
    wheel: Annotated[
        Path,
        typer.Option("--wheel", metavar="安装包", help="程序的安装包，由 make wheel 做出。", show_default=False),
    ],
    packs: Annotated[
        list[str] | None,
        typer.Option("--pack", metavar="模板包", help="要用的表格，可以写几次。", show_default=False),
    ] = None,
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """给一个区县建自己的仓库：内容、表格、代码平台和编辑器的设置；程序是其中的安装包，校验值锁定。"""
    from generator.starting import repository as county  # noqa: PLC0415 - a help page needs none of it

    asking = Asking(None, silent=False, quiet=quiet)
    chosen = [asking.pack("--pack", name, "") for name in packs or [asking.pack("--pack", "", "用哪一套表格")]]
    if not (county.WHEEL.fullmatch(wheel.name) and wheel.is_file()):
        asking.fail(f"「{wheel}」不是程序的安装包：先运行 make wheel，写 dist/ 里的那个文件。")
    place = target.absolute()
    if os.path.lexists(place) or not place.parent.is_dir():
        asking.fail(f"「{target}」不能用：要写一个还没有的文件夹，它外面的一层要有。")
    if place.resolve().is_relative_to(asking.root.resolve()):
        asking.fail(f"「{target}」在这个仓库里：放到外面去。")
    for path in county.write(asking.root, place, asking.kinds.packs, chosen, wheel):
        asking.terminal.say(f"  写出 {path}")
    asking.terminal.say(f"仓库在 {target}：在里面运行 git init、make build，再用 shenbao new department 建部门")
