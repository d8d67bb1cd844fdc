"""One project's amount is written once; changed there, it changes in the places listed here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.budget import places, texts

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document

PROJECT = f"{places.FOLDER}/projects/01-whistleblower-rewards.yaml"
ROW = "50015221T000000052686-欺诈骗取医疗保障基金行为举报奖励专项资金"
ALL, HEALTH, SPENT = ("6,201.55", "6,204.05"), ("5,669.65", "5,672.15"), ("5,438.67", "5,441.17")
MANAGEMENT, OTHER = ("1,056.69", "1,059.19"), ("267.67", "270.17")
# What is printed where, before and after 本级安排 1 → 3.5 万元. Of a sentence, all figures that change.
CELLS = {
    "附件一 一、本年收入 收入/预算数": ALL,
    "附件一 一、本年支出 支出/合计": ALL,
    "附件一 一、本年支出 支出/一般公共预算": ALL,
    "附件一 一般公共预算资金 收入/预算数": ALL,
    "附件一 卫生健康支出 支出/合计": HEALTH,
    "附件一 卫生健康支出 支出/一般公共预算": HEALTH,
    "附件一 收入合计 收入/预算数": ALL,
    "附件一 支出合计 支出/合计": ALL,
    "附件一 支出合计 支出/一般公共预算": ALL,
    "附件二 合计 2024年预算数/总计": ALL,
    "附件二 合计 2024年预算数/项目支出": SPENT,
    "附件二 卫生健康支出 2024年预算数/总计": HEALTH,
    "附件二 卫生健康支出 2024年预算数/项目支出": ("5,049.67", "5,052.17"),
    "附件二 医疗保障管理事务 2024年预算数/总计": MANAGEMENT,
    "附件二 医疗保障管理事务 2024年预算数/项目支出": ("480.67", "483.17"),
    "附件二 其他医疗保障管理事务支出 2024年预算数/总计": OTHER,
    "附件二 其他医疗保障管理事务支出 2024年预算数/项目支出": OTHER,
    "附件六 合计 收入/预算数": ALL,
    "附件六 合计 支出/预算数": ALL,
    "附件六 一般公共预算资金 收入/预算数": ALL,
    "附件六 卫生健康支出 支出/预算数": HEALTH,
    "附件七 合计 总计": ALL,
    "附件七 合计 一般公共预算拨款收入": ALL,
    "附件七 卫生健康支出 总计": HEALTH,
    "附件七 卫生健康支出 一般公共预算拨款收入": HEALTH,
    "附件七 医疗保障管理事务 总计": MANAGEMENT,
    "附件七 医疗保障管理事务 一般公共预算拨款收入": MANAGEMENT,
    "附件七 其他医疗保障管理事务支出 总计": OTHER,
    "附件七 其他医疗保障管理事务支出 一般公共预算拨款收入": OTHER,
    "附件八 合计 总计": ALL,
    "附件八 合计 项目支出": SPENT,
    "附件八 卫生健康支出 总计": HEALTH,
    "附件八 卫生健康支出 项目支出": ("5,049.67", "5,052.17"),
    "附件八 医疗保障管理事务 总计": MANAGEMENT,
    "附件八 医疗保障管理事务 项目支出": ("480.67", "483.17"),
    "附件八 其他医疗保障管理事务支出 总计": OTHER,
    "附件八 其他医疗保障管理事务支出 项目支出": OTHER,
    "附件十 合计 合计": SPENT,
    f"附件十 {ROW} 合计": ("1.00", "3.50"),
    f"附件十 {ROW} 年初特定目标/小计": ("1", "3.5"),
    f"附件十 {ROW} 年初特定目标/一般性项目": ("1", "3.5"),
    "附件十一 预算支出总额": ("6201.55", "6204.05"),
    "附件十一 项目支出合计": ("5438.67", "5441.17"),
    "附件十一 项目支出财政拨款": ("5438.67", "5441.17"),
    "附件十二 表-1 当年预算": ("1.00", "3.50"),
    "附件十二 表-1 本级安排": ("1.00", "3.50"),
}
# Of each sentence, old → new and how often.
SENTENCES = {
    "二、部门收支总体情况 （一）收入预算 段1": {"6201.55": ("6204.05", 2), "3886.89": ("3884.39", 1)},
    "二、部门收支总体情况 （二）支出预算 段1": {
        "6201.55": ("6204.05", 1),
        "5669.65": ("5672.15", 1),
        "3886.89": ("3884.39", 1),
    },
    "三、部门预算情况说明 段1": {
        "6201.55": ("6204.05", 2),
        "3886.89": ("3884.39", 1),
        "5438.67": ("5441.17", 1),
        "3908.02": ("3905.52", 1),
    },
    "五、其他重要事项的情况说明 （三）绩效目标设置情况 段1": {"5438.67": ("5441.17", 1)},
}


@pytest.fixture
def changed(budget_repo: Path) -> Path:
    """Return a repository with the one line changed."""
    file = budget_repo / PROJECT
    file.write_text(
        samples.changed(file.read_text(encoding="utf-8"), "本级安排: 1\n", "本级安排: 3.5\n"), encoding="utf-8"
    )
    return budget_repo


def sentence(text: str, figures: dict[str, tuple[str, int]]) -> str:
    """Put the new figures into a sentence, each of which has to stand there as often as is said."""
    for old, (new, times) in figures.items():
        assert text.count(old) == times, (old, text)
        text = text.replace(old, new)
    return text


def expected_changes(document: Document) -> dict[str, tuple[str, str]]:
    """Return all places that change: old → new."""
    before = places.places(document)
    sentences = {name: (before[name], sentence(before[name], figures)) for name, figures in SENTENCES.items()}
    return {**sentences, **CELLS}


@pytest.mark.slow
def test_the_document_changes_in_these_places_only(document: Document, changed: Path) -> None:
    assert places.changes(document, places.assembled(changed)) == expected_changes(document)


def test_the_three_formats_change_there_only(
    document: Document, outputs: dict[str, Path], changed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = pipeline.build(changed, formats=places.FORMATS, out=out)
    assert not result.has_errors, result.findings
    after = places.files(out)
    wanted = list(expected_changes(document).values())
    for kind in ("docx", "html"):
        old, new = (samples.READERS[kind](files[kind]) for files in (outputs, after))
        assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == wanted
    # A PDF breaks its lines anew: it says what HTML says, before and after.
    assert texts.whole(after, "pdf") == texts.whole(after, "html")
    assert texts.whole(outputs, "pdf") == texts.whole(outputs, "html")
