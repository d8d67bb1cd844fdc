"""Indicators stand below their levels, or in a list whose items say them: the same rows; what is missing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.edit.canonical import canonical
from generator.load.outline import outline
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document
    from generator.pipeline import Result

PROJECT = f"{budget.FOLDER}/projects/01-publicity.yaml"
LIST = budget.FILES["projects/01-publicity.yaml"]
HEAD, _, ITEMS = LIST.partition("  指标:\n")
LEVELS = (
    HEAD
    + "  指标:\n"
    + "".join(
        f"    {first}:\n      {second}:\n        - 名称: {name}\n          权重: {weight}\n"
        + (f"          度量单位: {unit}\n" if unit else "")
        + f"          性质: {sign}\n          指标值: {value}\n          核心指标: {core}\n"
        for first, second, name, weight, unit, sign, value, core in (
            ("产出指标", "数量指标", "印制资料", 45, "份", "≥", "10000", "是"),
            ("效益指标", "社会效益指标", "政策知晓率", 25, "'%'", "≥", "90", "否"),
            ("满意度指标", "服务对象满意度指标", "群众评价", 10, "", "定性", "满意", "否"),
            ("成本指标", "经济成本指标", "宣传成本", 10, "", "定性", "不超预算", "否"),
        )
    )
)


def checked(root: Path, text: str) -> Result:
    samples.copy_templates(root)
    samples.write(root, {f"{budget.FOLDER}/{name}": said for name, said in budget.FILES.items()} | {PROJECT: text})
    return pipeline.check(root)


def said(result: Result) -> list[str]:
    document: Document
    ((document, _),) = result.documents
    return [text.plain for text in document.leaves()]


def test_both_ways_of_writing_print_the_same(tmp_path: Path) -> None:
    assert said(checked(tmp_path / "a", LIST)) == said(checked(tmp_path / "b", LEVELS))
    told = [
        [(f.code, f.message) for f in checked(tmp_path / name, text).findings]
        for name, text in (("c", LIST), ("d", LEVELS))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("text", "change", "told"),
    [
        (LIST, ("      二级指标: 社会效益指标\n", ""), ("缺少「二级指标」", 26)),
        (LIST, ("    - 一级指标: 效益指标\n      二级指标", "    - 二级指标"), ("缺少「一级指标」", 26)),
        (LEVELS, ("      社会效益指标:\n        - ", "      社会效益指标:\n        - 一级指标: 产出指标\n          "), ("外面已经分了「一级指标」，里面不再写", 28)),
    ],
)  # fmt: skip
def test_levels_are_said_once(text: str, change: tuple[str, str], told: tuple[str, int], tmp_path: Path) -> None:
    found = [f for f in checked(tmp_path, samples.changed(text, *change)).findings if f.is_error]
    assert [(f.message, f.position.line) for f in found if f.position and f.position.path == PROJECT] == [told]
    assert len(found) == 1


@pytest.mark.parametrize("text", [LIST, LEVELS])
def test_keys_are_arranged_in_both(text: str) -> None:
    new = canonical(PROJECT, text.encode(), outline)
    assert new is not None
    assert [
        line.strip().partition(":")[0] for line in new.decode().splitlines() if "度量单位" in line or "性质" in line
    ][:2] == [
        "性质",
        "度量单位",
    ]


def test_a_waiver_names_an_indicator_in_either(tmp_path: Path) -> None:
    for number, (text, place) in enumerate(
        ((LIST, "绩效目标.指标.印制资料"), (LEVELS, "绩效目标.指标.产出指标.数量指标.印制资料"))
    ):
        waiver = f"\n豁免:\n  - 规则: ZB-112\n    位置: {place}\n    理由: 已同意\n    责任人: 王五\n    年度: 2024\n"
        wrong = samples.changed(text, "权重: 45", "权重: 四十五")
        codes = {finding.code for finding in checked(tmp_path / str(number), wrong + waiver).findings}
        assert codes.isdisjoint({"ZB-112", "HM-003", "HM-004"}), number
