"""Waivers take out the one finding that they are for, and nothing else; those that do nothing are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.check import waivers
from generator.model.position import Position
from generator.model.text import of_words
from generator.model.values import Line, Term
from generator.model.waiver import Waiver
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Result

    OneProject = Callable[..., Path]

SECOND = """\
        - 名称: 培训覆盖率
          性质: ≥
          指标值: 4
          度量单位: 分
          指标属性: 定量指标
"""
PROJECT = samples.changed(samples.PROJECT, "名称: 培训场次", "名称: 政策知晓率")
BOTH = f"{PROJECT}{SECOND}"
ITEM = "绩效目标.指标.产出指标.数量指标"


def waiver(**changes: str) -> str:
    """Return a waiver for the finding of PROJECT, with other values for some keys."""
    lines = {"规则": "ZB-101", "位置": f"{ITEM}.1", "理由": "名称由上级统一下达", "责任人": "王五", "年度": "2024"}
    first, *rest = (f"{name}: '{value}'\n" for name, value in (lines | changes).items())
    return "豁免:\n  - " + first + "".join(f"    {line}" for line in rest)


def outcome(root: Path) -> tuple[list[str], list[str]]:
    """Return the codes of what stands and of what is waived."""
    result = pipeline.check(root)
    return [finding.code for finding in result.findings], [finding.code for finding in result.waived]


@pytest.mark.parametrize(
    "place", [f"{ITEM}.1", f"{ITEM}.政策知晓率", f"{ITEM}.1.度量单位", ITEM, "绩效目标", "绩效目标.指标.*.*.*"]
)
def test_a_finding_is_waived_at_its_place(one_project: OneProject, place: str) -> None:
    assert outcome(one_project(PROJECT + waiver(位置=place))) == ([], ["ZB-101"])


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"年度": "2023"}, ["ZB-101", "HM-002"]),
        ({"规则": "ZB-999"}, ["ZB-101", "HM-001"]),
        ({"规则": "JE-001"}, ["ZB-101", "HM-001"]),
        ({"规则": "JE-101"}, ["ZB-101", "HM-003"]),
        ({"位置": "绩效目标.总体"}, ["ZB-101", "HM-003"]),
        ({"位置": f"{ITEM}.2"}, ["ZB-101", "HM-004"]),
        ({"位置": f"{ITEM}.培训场次"}, ["ZB-101", "HM-004"]),
        ({"位置": "绩效目标.指标.质量指标"}, ["ZB-101", "HM-003"]),
        ({"位置": "绩效目标.目标"}, ["ZB-101", "HM-004"]),
        ({"位置": f"{ITEM}.1.度量单位.甲"}, ["ZB-101", "HM-004"]),
        ({"理由": ""}, ["ZB-101", "ZD-002"]),
        ({"责任人": " "}, ["ZB-101", "ZD-002"]),
    ],
)
def test_a_waiver_that_does_not_fit_is_found(
    one_project: OneProject, changes: dict[str, str], standing: list[str]
) -> None:
    assert outcome(one_project(PROJECT + waiver(**changes))) == (standing, [])


def test_a_waiver_for_several_findings_is_too_wide(one_project: OneProject) -> None:
    root = one_project(BOTH + waiver(位置=ITEM))
    assert outcome(root) == (["ZB-101", "ZB-101", "HM-005"], [])


def test_one_of_two_findings_is_waived(one_project: OneProject) -> None:
    root = one_project(BOTH + waiver(位置=f"{ITEM}.培训覆盖率"))
    result = pipeline.check(root)
    assert [finding.message for finding in result.findings] == ["指标「政策知晓率」的度量单位是「场」"]
    assert [finding.message for finding in result.waived] == ["指标「培训覆盖率」的度量单位是「分」"]


def test_a_second_waiver_for_the_same_finding_is_unused(one_project: OneProject) -> None:
    root = one_project(PROJECT + waiver() + waiver(位置=ITEM).removeprefix("豁免:\n"))
    assert outcome(root) == (["HM-003"], ["ZB-101"])


def test_a_waived_error_no_longer_stops_the_document(one_project: OneProject) -> None:
    project = samples.changed(samples.PROJECT, "绩效目标:", "资金来源:\n  年度:\n    县区级财政: 1000\n\n绩效目标:")
    root = one_project(project)
    assert pipeline.check(root).documents == []
    one_project(project + waiver(规则="JE-101", 位置="资金安排情况"))
    result = pipeline.check(root)
    assert [finding.code for finding in result.waived] == ["JE-101"]
    assert (result.findings, len(result.documents)) == ([], 1)


def test_the_department_waives_what_is_found_in_its_file(one_project: OneProject) -> None:
    department = samples.changed(samples.DEPARTMENT, "    联系电话: 0871-67470076\n", "")
    root = one_project(department=department)
    samples.write(root, {f"{samples.FOLDER}/projects/02-second.yaml": samples.PROJECT})
    assert outcome(root) == (["MB-002"], [])
    for place in ("单位.1.联系电话", "单位.某县医疗保障局.联系电话"):
        one_project(department=department + waiver(规则="MB-002", 位置=place))
        assert outcome(root) == ([], ["MB-002"])
    one_project(department=department + waiver(规则="MB-002", 位置="单位.1.联系电话", 年度="2023"))
    assert outcome(root) == (["MB-002", "HM-002"], [])


def test_waived_findings_are_counted(one_project: OneProject, command: Callable[..., samples.Run]) -> None:
    run = command(one_project(PROJECT + waiver()), "check")
    assert (run.code, run.out.splitlines()[-1]) == (0, "检查了 3 个文件：没有发现问题，另有 1 个已豁免")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("chongqing/tongnan-medical-security/2024/projects/02-health-checkups.yaml", r"项目名称: .+", "项目名称:"),
        (
            "chongqing/tongnan-medical-security/2024/projects/12-capacity-building-carried-over.yaml",
            r"(?m)^    (本级安排|上级补助): .+$",
            r"    \1: 1,200万元",
        ),
        (
            "yunnan/chenggong-medical-insurance/2020/projects/01-landless-contribution-subsidy.yaml",
            r"  年度:\n(    .+\n)+",
            "  年度: 100\n",
        ),
    ],
)
def test_a_field_that_cannot_be_read_needs_no_other_waiver(repo: Path, path: str, old: str, new: str) -> None:
    file = repo / "content" / path
    text, count = re.subn(old, new, file.read_text(encoding="utf-8"), count=1)
    assert count
    sound = pipeline.check(repo)
    file.write_text(text, encoding="utf-8")
    result = pipeline.check(repo)
    (problem,) = [finding for finding in result.findings if finding.is_error]
    assert problem.position is not None
    assert problem.position.path == f"content/{path}"
    assert not [finding for finding in result.findings if finding.code.startswith("HM-")]
    documents = {document.source for document, _ in sound.documents}
    assert documents - {document.source for document, _ in result.documents} <= {
        subject.path for subject in result.subjects if f"content/{path}" in subject.paths
    }
    assert len(result.documents) == len(documents) - 1


def test_each_finding_says_the_address_at_which_a_waiver_takes_it(built: tuple[Result, Path]) -> None:
    result, _ = built
    entries = {path: (entry, subject.year) for subject in result.subjects for path, entry in subject.entries}
    given = [one for one in result.findings if one.code in pipeline.RULES]
    assert [one for one in given if not one.address] == []
    for one in given:
        assert one.position is not None
        entry, year = entries[one.position.path]
        here = Position(one.position.path, 1)
        text = Line(of_words("核实过"), here)
        place = Waiver(
            position=here,
            rule=Term(one.code, here),
            place=Term(one.address, here),
            reason=text,
            person=Term("王五", here),
            year=year,
        )
        assert waivers.apply(entry, [place], [one], year.value) == ([], [one])


def test_a_finding_in_a_later_paragraph_is_waived_at_its_text(one_project: OneProject) -> None:
    text = "项目实施内容: |\n  先宣传。\n  再培训，电话 13912345678。\n"
    project = re.sub(r"项目实施内容: .*\n", text, samples.PROJECT)
    assert outcome(one_project(project)) == (["GS-181"], [])
    root = one_project(project + waiver(规则="GS-181", 位置="项目实施内容"))
    assert outcome(root) == ([], ["GS-181"])
