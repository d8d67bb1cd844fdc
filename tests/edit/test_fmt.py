"""fmt: one form whatever it was before, the same model, every comment in its place; and files left alone."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import editing, pipeline
from generator.edit.canonical import canonical, meaning
from generator.edit.order import MODELS
from generator.load.files import Files
from generator.load.outline import outline
from tests import samples
from tests.edit.variants import variant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

PATH = samples.PROJECT_FILE
COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
OWN = editing.own_keys(pipeline.packs(samples.ROOT).values())
CONTENT = sorted(samples.ROOT.glob("content/**/*.yaml"))


@cache
def texts() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in CONTENT]


def formed(text: str) -> str:
    """Return a text in its canonical form."""
    data = canonical(PATH, text.encode(), outline, OWN)
    assert data is not None
    return data.decode()


def model(text: str, folder: Path) -> str:
    """Return all that a file's model holds, without the places."""
    file = folder / "one.yaml"
    file.write_text(text, encoding="utf-8")
    entry = Files(folder).read(file, *MODELS)
    return re.sub(r"Position\([^)]*\)| object at 0x\w+", "", repr(entry))


def owners(text: str) -> dict[str, str]:
    """Return what the comments belong to: the rest of their line, or the next line that says something."""
    lines = [line.strip() for line in text.split("\n")]
    found = {}
    for at, line in enumerate(lines):
        comment = COMMENT.search(line)
        if comment and "# 备注" in line:
            found[comment[0].strip()] = next(other for other in lines[at + 1 :] if other and not other.startswith("#"))
        elif comment and "# 行末" in line:
            found[comment[0].strip()] = bare(line)
    return found


def is_kept(old: str, new: str) -> bool:
    """Whether a comment belongs to what it belonged to; one above an item stays there, whichever key is the first."""
    return new.startswith("- ") if old.startswith("- ") else bare(old) == bare(new)


def bare(line: str) -> str:
    """Return a line without quotes, dashes, comments and doubled spaces."""
    return re.sub(r" +", " ", re.sub(r"^(?:- +)+|['\"]", "", COMMENT.sub("", line))).strip()


def test_the_real_content_is_canonical(command: Command) -> None:
    run = command(samples.ROOT, "fmt", "--check")
    assert (run.code, run.out) == (0, f"看了 {len(CONTENT)} 个文件：都是整理好的\n")


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, len(CONTENT) - 1), seed=st.integers(0, 2**32))
def test_any_way_of_writing(number: int, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What it says stays, comments keep their places, and doing it again changes nothing."""
    other = variant(texts()[number], random.Random(seed))  # noqa: S311 - hypothesis chooses
    new = formed(other.text)
    assert formed(new) == new
    assert meaning(outline(PATH, new.encode())) == meaning(outline(PATH, other.text.encode()))
    folder = tmp_path_factory.getbasetemp()
    assert model(new, folder) == model(other.text, folder)
    before, after = owners(other.text), owners(new)
    assert before.keys() == after.keys() == set(other.comments)
    assert [comment for comment, old in before.items() if not is_kept(old, after[comment])] == []


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, len(CONTENT) - 1), seed=st.integers(0, 2**32))
def test_there_is_one_form(number: int, seed: int) -> None:
    """Comments and blank lines are the writer's; all else comes out the same, whatever it was before."""
    other = variant(texts()[number], random.Random(seed))  # noqa: S311 - hypothesis chooses
    new = re.sub(r" *# (?:备注|行末)\d+.*", "", formed(other.text))
    assert re.sub(r"\n\s*\n+", "\n", new).strip() == re.sub(r"\n\n+", "\n", texts()[number]).strip()


FORMS = {
    "order": ("年度: 2024\n文种: 部门\n部门名称: 甲\n", "文种: 部门\n部门名称: 甲\n年度: 2024\n"),
    "order of a free table": ("数据:\n  乙: 1\n  甲: 2\n文种: 部门预算\n", "文种: 部门预算\n数据:\n  乙: 1\n  甲: 2\n"),
    "unknown keys stay behind their neighbours": (
        "年度: 1\n甲: 2\n文种: 部门\n乙: 3\n",
        "文种: 部门\n乙: 3\n年度: 1\n甲: 2\n",
    ),
    "unknown kind": ("乙: 1\n甲: 2\n", "乙: 1\n甲: 2\n"),
    "indentation": ("甲:\n    乙:\n     - 丙: 1\n       丁: 2\n", "甲:\n  乙:\n    - 丙: 1\n      丁: 2\n"),
    "lists in the column of their key": ("甲:\n- 乙: 1\n- 丙\n丁: 1\n", "甲:\n  - 乙: 1\n  - 丙\n丁: 1\n"),
    "a dash on its own line": ("甲:\n  -\n    乙: 1\n    丙: 2\n", "甲:\n  - 乙: 1\n    丙: 2\n"),
    "lists in lists": ("甲:\n  -  - 乙\n     - 丙\n", "甲:\n  - - 乙\n    - 丙\n"),
    "quotes": ("甲: \"乙\"\n'丙': '丁'\n", "甲: 乙\n丙: 丁\n"),
    "quotes that are needed": ("甲: \"%\"\n乙: '丙: 丁'\n", "甲: '%'\n乙: '丙: 丁'\n"),
    "quotes inside": ('甲: "它是\\"乙\\"的"\n乙: "\'丙\'丁"\n', "甲: 它是\"乙\"的\n乙: '''丙''丁'\n"),
    "numbers for other programs": ("甲: \"0871\"\n乙: 'NO'\n丙: 010\n", "甲: '0871'\n乙: 'NO'\n丙: 010\n"),
    "escapes": ('甲: "一\\n二"\n', '甲: "一\\n二"\n'),
    "nothing": ("甲: ''\n乙:\n", "甲: ''\n乙:\n"),
    "brackets": ("甲: [乙,  '丙']   # 丁\n", "甲: [乙,  '丙']  # 丁\n"),
    "amounts as written": ("金额: 8.00\n", "金额: 8.00\n"),
    "widths as written": ("甲: （乙)，８\n", "甲: （乙)，８\n"),
    "text in paragraphs": ("甲:  |-\n     乙\n\n      丙\n\n\n丁: 1\n", "甲: |\n  乙\n\n   丙\n\n丁: 1\n"),
    "text that begins with a space": ("甲: |1\n  乙\n 丙\n", "甲: |2\n   乙\n  丙\n"),
    "comments are no text": ("甲: |\n  乙 # 丙\n  # 丁\n # 戊\n己: 1\n", "甲: |\n  乙 # 丙\n  # 丁\n# 戊\n己: 1\n"),
    "blank lines": ("\n\n甲: 1\n\n\n\n乙: 2\n\n", "甲: 1\n\n乙: 2\n"),
    "blank lines around a long block": (
        "甲: 1\n# 备注\n乙:\n  - 1\n  - 2\n  - 3\n  - 4\n  - 5\n  - 6\n丙: 3\n",
        "甲: 1\n\n# 备注\n乙:\n  - 1\n  - 2\n  - 3\n  - 4\n  - 5\n  - 6\n\n丙: 3\n",
    ),
    "comments go with their keys": (
        "# 文件\n\n# 年度的备注\n年度: 1  # 行末\n# 文种的备注\n文种: 部门\n# 最后\n",
        "# 文件\n\n# 文种的备注\n文种: 部门\n# 年度的备注\n年度: 1  # 行末\n# 最后\n",
    ),
    "comments above an item stay there": (
        "文种: 部门\n单位:\n  # 甲\n  - 地址: 1\n    # 乙\n    单位名称: 2\n  # 丙\n",
        "文种: 部门\n单位:\n  # 甲\n  # 乙\n  - 单位名称: 2\n    地址: 1\n  # 丙\n",
    ),
    "comments at the end of a block": ("甲:\n  乙: 1\n  # 丙\n# 丁\n戊: 1\n", "甲:\n  乙: 1\n  # 丙\n# 丁\n戊: 1\n"),
    "comments behind dashes": ("甲:\n  -  # 乙\n    丙: 1\n", "甲:\n  # 乙\n  - 丙: 1\n"),
    "one space before a comment stays": ("甲: 乙 #丙\n", "甲: 乙 #丙\n"),
    "spaces at the end": ("甲: 1  \n# 乙 \n  \n丙: 2\n", "甲: 1\n# 乙\n\n丙: 2\n"),
    "Windows": ("甲:  1\r\n乙: 2\r\n", "甲: 1\r\n乙: 2\r\n"),
    "byte order mark": ("\ufeff甲: 1\n", "甲: 1\n"),
    "no line end": ("甲: 1", "甲: 1\n"),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    before, after = FORMS[name]
    assert formed(before) == after
    assert formed(after) == after


def test_a_file_with_mistakes_is_left_with_its_finding(one_project: OneProject, command: Command) -> None:
    text = samples.PROJECT.replace("  经费来源", "   经费来源").replace("数据:", "数据：")
    root = one_project(text)
    run = command(root, "fmt")
    assert run.code == 1
    assert "YM-010" in run.out
    assert run.out.endswith("看了 2 个文件：1 个有错误，没有动\n")
    assert (root / PATH).read_text(encoding="utf-8") == text


def test_a_mistake_in_what_it_says_is_no_obstacle(one_project: OneProject, command: Command) -> None:
    root = one_project(samples.PROJECT.replace("项目名称:", "项目名:  "))
    assert command(root, "fmt").code == 0
    assert "\n项目名: 医保" in (root / PATH).read_text(encoding="utf-8")


def test_check_names_the_files_and_writes_nothing(one_project: OneProject, command: Command) -> None:
    root = one_project(samples.PROJECT.replace("  - 文号", "    - 文号").replace("    标题", "      标题"))
    before = samples.snapshot(root / "content")
    run = command(root, "fmt", "--check")
    assert (run.code, run.out) == (1, f"  要整理 {PATH}\n看了 2 个文件：要整理 1 个\n")
    assert samples.snapshot(root / "content") == before
    run = command(root, "fmt")
    assert (run.code, run.out) == (0, f"  整理了 {PATH}\n看了 2 个文件：整理了 1 个\n")
    assert (root / PATH).read_text(encoding="utf-8") == samples.PROJECT
    assert command(root, "fmt", "--check").code == 0
