"""A department of several units: whose budget it is decides what is printed of it, and what its nature decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.budget import places
from tests.rules import budget, harness

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

UNITS = """\
单位:
  - 单位名称: 某区医疗保障局
    单位编码: '100001'
    单位性质: 行政单位
  - 单位名称: 某区医保中心
    单位编码: '100002'
    单位简称: 中心
    单位性质: 其他事业单位
"""


def checked(root: Path, templates: Path, change: str) -> Result:
    files = dict(budget.FILES) | {
        "department.yaml": harness.overlay(budget.FILES["department.yaml"], UNITS),
        "budget.yaml": harness.overlay(budget.FILES["budget.yaml"], change),
    }
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in files.items()})
    (root / "templates").symlink_to(templates)
    return pipeline.check(root)


OFFICE = "财政拨款运行经费30万元"
OUTSIDE = "本单位不是行政单位，也不是参照公务员法管理的事业单位"


@pytest.mark.parametrize(
    ("name", "shown", "office"),
    [("某区医疗保障局", "100001-某区医疗保障局", OFFICE), ("某区医保中心", "100002-中心", OUTSIDE)],
)
def test_the_budget_is_that_of_the_unit_it_names(
    tmp_path: Path, templates: Path, name: str, shown: str, office: str
) -> None:
    result = checked(tmp_path, templates, f"单位: {name}\n")
    assert not result.has_errors
    ((document, _),) = result.documents
    said = places.places(document)
    assert {text for place, text in said.items() if place.endswith("编制单位")} == {shown}
    assert [words for words in (OFFICE, OUTSIDE) if any(words in text for text in said.values())] == [office]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ("变动原因: {}\n", "部门有几个单位，没有写是哪个单位", "加上一行「单位: …」"),
        ("单位: 某区医保中芯\n", "部门文件里没有叫「某区医保中芯」的单位", "是不是「某区医保中心」"),
    ],
)
def test_a_unit_that_is_not_known_is_told(
    tmp_path: Path, templates: Path, change: str, message: str, hint: str
) -> None:
    result = checked(tmp_path, templates, change)
    (told,) = [finding for finding in result.findings if finding.is_error]
    assert (told.code, told.message) == ("ZD-009", message)
    assert hint in told.hint
    assert result.documents == []
