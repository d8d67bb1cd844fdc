"""check --fix: each safe fix before and after, what is left to people, and what it does to files."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from generator import editing
from generator.edit.canonical import meaning
from generator.edit.mend import mend
from generator.load.outline import outline
from generator.model.finding import Fix
from generator.model.position import Position
from tests import samples
from tests.edit.cases import BASIS, FIXED, LEFT, TEXT
from tests.mutations import TRAPS, Trap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

PATH = samples.PROJECT_FILE
# Traps that are mended wherever they can be; the others are left to people.
MENDED = {
    "全角冒号",
    "全角短横线",
    "全角空格缩进",
    "空行里的全角空格",
    "冒号后全角空格",
    "末尾全角空格",
    "Tab 缩进",
    "冒号后 Tab",
    "冒号后少空格",
    "短横线后少空格",
    "看不见的字符",
    "全角井号",
}
PLACEMENTS = 12


def written(root: Path) -> str:
    return (root / PATH).read_bytes().decode()


def identity(file: Path) -> tuple[int, ...]:
    """Return what tells that a file was not written: reading it, by whomever, changes none of it."""
    status = file.stat()
    return status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns


@pytest.mark.parametrize("name", FIXED)
def test_fixed(name: str, one_project: OneProject) -> None:
    good, bad, *other = FIXED[name]
    root = one_project(samples.changed(samples.PROJECT, good, bad))
    result, made = editing.fix(root)
    assert written(root) == samples.changed(samples.PROJECT, good, *other or [good])
    assert made
    assert not [finding for finding in result.findings if finding.fixes]
    assert not result.has_errors


@pytest.mark.parametrize("name", LEFT)
def test_left_to_people(name: str, one_project: OneProject) -> None:
    good, bad = LEFT[name]
    text = samples.changed(samples.PROJECT, good, bad)
    root = one_project(text)
    before = identity(root / PATH)
    _, made = editing.fix(root)
    assert made == []
    assert written(root) == text
    assert identity(root / PATH) == before


@pytest.mark.slow
@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_mended_file_says_what_it_said_before_the_mistake(trap: Trap) -> None:
    """Over the real content: whatever is mended, is mended right."""
    chance = random.Random(trap.name)  # noqa: S311 - nothing to keep secret
    files = [file.read_text(encoding="utf-8").split("\n") for file in sorted(samples.ROOT.glob("content/**/*.yaml"))]
    mended = placed = 0
    for _ in range(PLACEMENTS * 5):
        lines = chance.choice(files)
        mistaken = trap.make(list(lines), chance.randrange(len(lines)), chance)
        if mistaken is None:
            continue
        if (placed := placed + 1) > PLACEMENTS:
            break
        data = "\n".join(mistaken[0]).encode()
        before = outline(PATH, data)
        new, made = mend(PATH, data, [fix for finding in before.findings for fix in finding.fixes], outline)
        after = outline(PATH, new)
        mended += after.is_sound and bool(made)
        if after.is_sound and made:
            assert meaning(after) == meaning(outline(PATH, "\n".join(lines).encode()))
        assert made or new == data
    wanted = 0.8 if trap.name in MENDED - {"看不见的字符"} else 0  # some of those hold other text, or are drawn
    assert mended >= placed * wanted
    assert not mended or trap.name in MENDED


def test_the_same_tab_may_mean_two_things() -> None:
    """An editor may show it as two columns or as four: both are right here."""
    text = "甲:\n  乙:\n    丙: 1\n\t丁: 2\n"
    assert [finding.fixes for finding in outline(PATH, text.encode()).findings] == [()]


def test_tabs_all_over() -> None:
    data = "甲:\n\t乙:\n\t\t- 丙: 1\n\t\t  丁: 2\n\t戊: 3\n".encode()
    fixes = [fix for finding in outline(PATH, data).findings for fix in finding.fixes]
    new, _ = mend(PATH, data, fixes, outline)
    assert new.decode() == "甲:\n  乙:\n    - 丙: 1\n      丁: 2\n  戊: 3\n"


def test_line_ends_and_everything_else_stay(one_project: OneProject) -> None:
    text = samples.PROJECT.replace("项目名称:", "项目名称：").replace("\n\n", "\n\n# 备注 \n\n").replace("\n", "\r\n")
    root = one_project(text)
    editing.fix(root)
    assert written(root) == text.replace("项目名称：", "项目名称:").replace("# 备注 ", "# 备注")


def test_a_byte_order_mark_and_mixed_line_ends_stay() -> None:
    data = "\ufeff甲：1\r\n乙: 2\n丙: 3".encode()
    fixes = [fix for finding in outline(PATH, data).findings for fix in finding.fixes]
    new, _ = mend(PATH, data, fixes, outline)
    assert new == "\ufeff甲: 1\r\n乙: 2\n丙: 3".encode()


def fix(line: int, column: int, old: str, new: str) -> Fix:
    return Fix(Position(PATH, line, column, len(old)), old, new)


def test_fixes_that_do_not_fit_are_left_out() -> None:
    data = "甲: 一二三\n乙: '它''一二'\n".encode()
    fixes = [
        fix(1, 4, "一二", "四"),
        fix(1, 5, "二三", "五"),  # overlaps
        fix(1, 9, "一", "六"),  # not there
        fix(9, 1, "一", "六"),  # no such line
        fix(2, 8, "一", ""),  # behind an escaped quote: places of characters aren't sure
        fix(1, 2, ": ", ":"),  # breaks the line
        fix(2, 1, "乙", "甲"),  # would make a key twice
    ]
    new, made = mend(PATH, data, fixes, outline)
    assert new.decode() == "甲: 四三\n乙: '它''一二'\n"
    assert made == [fixes[0]]


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe\x00",
        samples.PROJECT.encode("gbk"),
        samples.PROJECT.replace("数据:", "<<<<<<< 甲\n数据：\n=======\n>>>>>>> 乙").encode(),
        b"",
    ],
    ids=["UTF-16", "GBK", "conflict", "empty"],
)
def test_an_unreadable_file_is_left_with_its_finding(text: bytes, one_project: OneProject, command: Command) -> None:
    root = one_project(text)
    run = command(root, "check", "--fix")
    assert run.code == 1
    assert (root / PATH).read_bytes() == text
    assert "没有可以自动改的" in run.out
    assert PATH in run.out


def test_what_was_changed_is_told(one_project: OneProject, command: Command) -> None:
    project = samples.changed(samples.PROJECT, TEXT, "项目实施内容：印制\u200b资料，宜传。\n")
    root = one_project(samples.changed(project, BASIS, "  - 文号: 某政发[2023]1号\n"))
    run = command(root, "check", "--fix")
    assert run.code == 0
    assert run.out.splitlines() == [
        f"  {PATH}:14 「[2023]」 → 「〔2023〕」",
        f"  {PATH}:23 「：印制<U+200B>」 → 「: 印制」",
        f"  {PATH}:23 「宜传」 → 「宣传」",
        "改了 3 处，在 1 个文件里",
        "检查了 3 个文件：没有发现问题",
    ]
    again = command(root, "check", "--fix")
    assert again.out.splitlines()[0] == "没有可以自动改的"


def test_other_reports_stay_readable_by_programs(one_project: OneProject, command: Command) -> None:
    root = one_project(samples.changed(samples.PROJECT, BASIS, "  - 文号: 某政发[2023]1号\n"))
    run = command(root, "check", "--fix", "--format", "json")
    assert run.out.startswith("{")
    assert "〔2023〕" in run.err


def test_only_what_was_selected(one_project: OneProject, command: Command) -> None:
    department = samples.changed(samples.DEPARTMENT, "地址: ", "地址：")
    root = one_project(samples.changed(samples.PROJECT, TEXT, TEXT.replace(": ", "：")), department)
    command(root, "check", "--fix", PATH)
    assert written(root) == samples.PROJECT
    assert (root / samples.DEPARTMENT_FILE).read_text(encoding="utf-8") == department


def test_nothing_else_writes(one_project: OneProject, command: Command) -> None:
    root = one_project(samples.changed(samples.PROJECT, TEXT, TEXT.replace(": ", "：")))
    before = samples.snapshot(root / "content")
    for arguments in (["check"], ["check", "--strict"], ["build"], ["fmt", "--check"]):
        command(root, *arguments)
    assert samples.snapshot(root / "content") == before
