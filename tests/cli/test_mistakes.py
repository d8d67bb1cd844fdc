"""Whatever is wrong on the command line is told in Chinese, with what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.test_cli import COMMANDS, GROUP, english

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]
    OneProject = Callable[..., Path]

LONG = "a" * 300
# What is typed wrongly, and what has to be said.
SAID = {
    "biuld": "没有「biuld」这个命令。是不是「build」？",
    "chek": "没有「chek」这个命令。是不是「check」？",
    "Build": "没有「Build」这个命令。是不是「build」？",
    "zzz": "没有「zzz」这个命令。可以写的有：accounts、build、check、explain、diff、fmt、log、import、lsp、preview、rollover、trace、upgrade、verify、new。",
    "build --frmat html": "没有「--frmat」这个选项。是不是「--format」？",
    "check --stict": "没有「--stict」这个选项。是不是「--strict」？",
    "--verson": "没有「--verson」这个选项。是不是「--version」？",
    "build --zzz": "没有「--zzz」这个选项。用 --help 看怎么写。",
    "build -x": "没有「-x」这个选项。用 --help 看怎么写。",
    "check -fix": "「-fix」前面少了一个短横线，写成「--fix」。",
    "build -draft": "「-draft」前面少了一个短横线，写成「--draft」。",
    "build --format": "选项「--format」后面还要写值。用 --help 看怎么写。",
    "check --quiet=1": "选项「--quiet」后面不写值。用 --help 看怎么写。",
    "build --format odt": "「--format」不能是「odt」，可以写的有：docx、pdf、html、xlsx。",
    "build --format o'x": "「--format」不能是「o'x」，可以写的有：docx、pdf、html、xlsx。",
    "build --format=": "「--format」不能是「」，可以写的有：docx、pdf、html、xlsx。",
    "--show-completion tcsh": "「--show-completion」不能是「tcsh」，可以写的有：bash、zsh、fish、powershell。",
    "explain": "还要写「编号」：检查结果里的编号，如 ZB-101。",
    "explain JE-01": "没有「JE-01」这个编号。是不是「JE-001」？",
    "explain 某某": "没有「某某」这个编号。全部编号见 docs/rules.md。",
    "explain JE-001 JE-002": "多写了「JE-002」。用 --help 看怎么写。",
    "diff a b c d": "多写了「c d」。用 --help 看怎么写。",
    "verify build more": "多写了「more」。用 --help 看怎么写。",
    "check nowhere.yaml": "没有「nowhere.yaml」这个文件或文件夹。",
    f"check {samples.PROJECT_FILE.replace('publicity', 'publicty')}": (
        f"没有「{samples.PROJECT_FILE.replace('publicity', 'publicty')}」这个文件或文件夹。是不是「01-publicity.yaml」？"
    ),
    "check ring": "没有「ring」这个文件或文件夹。",
    f"check {LONG}": f"没有「{LONG}」这个文件或文件夹。",
    "check note.txt/x": "没有「note.txt/x」这个文件或文件夹。",
    "fmt templates": "「templates」不在 content/ 里：只能写 content/ 里的文件或文件夹。",
    "build ..": "「..」不在 content/ 里：只能写 content/ 里的文件或文件夹。",
    "build --out": "选项「--out」后面还要写值。用 --help 看怎么写。",
    "build --out note.txt": "「note.txt」是文件，这里要写文件夹。",
    "build --draft --out note.txt/below": "「note.txt/below」不能用：「note.txt」是文件，不是文件夹。",
    f"build --out {LONG}": f"「{LONG}」不能用：名字太长，或者打不开。",
    "build --out ring/x": "「ring/x」不能用：名字太长，或者打不开。",
    "verify ring": "「ring」里没有清单 manifest.json，或清单是空的。",
    "build --out content/x": "「content/x」在 content/ 里，那里不放生成的文件。",
    "build --out templates": "「templates」在 templates/ 里，那里不放生成的文件。",
    "diff --out content": "「content」在 content/ 里，那里不放生成的文件。",
    "diff --out folder": "「folder」是文件夹，这里要写文件名。",
    "diff --out note.txt/x.html": "「note.txt/x.html」不能用：「note.txt」是文件，不是文件夹。",
    f"textconv {LONG}": f"「{LONG}」不是 Word 文件，读不出。",
    "textconv ring": "「ring」不是 Word 文件，读不出。",
}


@pytest.mark.parametrize("typed", SAID)
def test_what_is_typed_wrongly_is_told(typed: str, one_project: OneProject, command: Command) -> None:
    root = one_project()
    (root / "note.txt").write_text("mine", encoding="utf-8")
    (root / "folder").mkdir()
    (root / "ring").symlink_to("ring")
    run = command(root, *typed.split())
    assert (run.code, run.out, run.err) == (2, "", SAID[typed] + "\n")
    assert (root / "note.txt").read_text(encoding="utf-8") == "mine"
    assert list((root / "folder").iterdir()) == []
    assert not (root / "build").exists()


WRONG = ["--nope", "--format=", "--out", "-", "-zz", "--quiet=yes", "'", "%s {x} [bold]", "a\x1b[31mb\nc"]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_command_speaks_english(name: str, one_project: OneProject, command: Command) -> None:
    root = one_project()
    for wrong in WRONG:
        run = command(root, *name.split(), wrong, "one", "two", "three")
        assert run.code == 2, (wrong, run)
        assert run.err.count("\n") == 1
        assert "\x1b" not in run.err
        assert "程序自身出错了" not in run.err
        assert [word for word in english(run.err) if word not in {"one", "two", "three"}] == [], (wrong, run.err)


def test_without_a_command_the_page_of_commands_is_shown(tmp_path: Path, command: Command) -> None:
    run = command(tmp_path)
    assert (run.code, run.err) == (2, "")
    assert all(f"\n  {name} " in run.out for name, one in GROUP.commands.items() if not one.hidden)
