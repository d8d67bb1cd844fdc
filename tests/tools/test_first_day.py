"""The first day with files that are not ours any more: a row added, other fonts, saved by another program."""

from __future__ import annotations

import re
import resource
import shutil
import sys
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Pt

from generator import pipeline
from tests import samples
from tests.conftest import real_repository
from tests.first_day import FILE, first_day, replace
from tests.test_first_day import KEYS, SECONDS
from tests.tools.programs import office

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tools
BUREAU = "content/chongqing/my-bureau"
ADDED = ("", "", "医保窗口等候时间", "<=", "20", "分钟", "定量指标", "每超 1 分钟扣 1 分", "反映窗口效率", "工作计划")


def changed(word: Path, target: Path) -> None:
    """Change a declaration as people do in Word: another font for all words, one more indicator."""
    document = docx.Document(str(word))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.name, run.font.size = "Liberation Serif", Pt(14)
    table = next(one for one in document.tables if len(one.columns) == len(ADDED))
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx has only some types
    for cell, words in zip(row.cells, ADDED, strict=True):
        cell.text = words
    document.save(str(target))


def saved(files: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice save files in their own formats; return them in the same order."""
    for file in files:
        office(folder, [file], file.suffix[1:])
    return [folder / file.name for file in files]


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return text and tables of 潼南, as a pack publishes them that puts its facts into workbooks (附数据)."""
    root = real_repository(tmp_path_factory.mktemp("carried"))
    samples.carry_facts(root)
    result = pipeline.build(root, [root / "content/chongqing"], formats=["docx", "xlsx"], out=root / "build")
    assert not result.has_errors, result.findings
    return sorted((root / "build/tongnan-medical-security/2024").glob("budget-*.[dx][ol][cs]x"))


def test_a_first_day_with_files_of_others(published: Path, carried: list[Path], tmp_path: Path) -> None:
    root = real_repository(tmp_path / "repo")
    (word,) = (published / "chenggong-medical-security/2024").glob("*.docx")
    statement, tables = carried
    changed(word, tmp_path / "申报书.docx")
    for source, name in ((statement, "说明.docx"), (tables, "附表.xlsx")):
        shutil.copy2(source, tmp_path / name)
    (root / "去年").mkdir()
    saved([tmp_path / name for name in ("申报书.docx", "说明.docx", "附表.xlsx")], root / "去年")
    day = first_day(root)
    sys.stdout.write(f"{day}\n")
    assert (day.commands, day.keys < KEYS) == (5, True), day
    assert day.processor < SECONDS, day
    assert ADDED[2] in (root / FILE).read_text("utf-8")
    (page,) = (root / "build/my-office/2025").glob("*.html")
    for words in ("112000人", ADDED[2], ADDED[7]):
        assert words in page.read_text("utf-8")


def test_a_budget_of_others_is_brought_in_rolled_over_changed_and_built(carried: list[Path], tmp_path: Path) -> None:
    root = real_repository(tmp_path / "repo")
    given = [str(file) for file in saved(carried, tmp_path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    read = samples.shenbao(root, "import", *given, "--to", f"{BUREAU}/2024", "--pack", "chongqing-2024")
    assert (read.code, "没有看不懂的" in read.out) == (0, True), read
    rolled = samples.shenbao(root, "rollover", f"{BUREAU}/2024")
    assert (rolled.code, "写出 content/chongqing/my-bureau/2025 里的 16 个文件" in rolled.out) == (0, True), rolled
    projects = [root / BUREAU / "2025" / path for path in samples.snapshot(root / BUREAU / "2025") if "project" in path]
    changed = {"本级安排: 1100": "本级安排: 200", "上级补助: 1200": "上级补助: 1258", "本级安排: 25": "本级安排: 30"}
    for old, new in changed.items():
        (file,) = [one for one in projects if re.search(rf"{old}$", one.read_text("utf-8"), re.MULTILINE)][:1]
        replace(file, old, new)
    made = samples.shenbao(root, "build", f"{BUREAU}/2025")
    assert made.code == 0, made
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    (page,) = (root / "build/my-bureau/2025").glob("*.html")
    text = page.read_text("utf-8")
    # Of 6201.55 last year: 900 less, 58 and 5 more.
    assert "5364.55" in text
    assert "837" in text
