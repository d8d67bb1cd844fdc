"""The same project builds with either pack where it has the data, and says what is missing where it has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Result

OLD = "content/yunnan/chenggong-medical-insurance/2020"
NEW = "content/yunnan/chenggong-medical-security/2024"
SHEET = "主管部门及代码 项目属性 项目期 项目负责人 联系电话 项目概况 项目立项依据 制度措施 预算绩效说明".split()
# Where each indicator of the project of 2020 begins once its own fields are gone, and its place among the targets.
INDICATORS = {
    57: "产出指标.数量指标",
    63: "产出指标.质量指标",
    66: "产出指标.时效指标",
    71: "产出指标.成本指标",
    79: "效益指标.社会效益指标",
    83: "满意度指标.服务对象满意度指标",
}


def with_pack(root: Path, folder: str, pack: str) -> Result:
    """Give a department another pack; return what the check says of its project."""
    file = root / folder / "department.yaml"
    file.write_text(
        re.sub(r"(?m)^  项目申报书: .*$", f"  项目申报书: {pack}", file.read_text(encoding="utf-8")), encoding="utf-8"
    )
    return pipeline.check(root, [root / folder])


def without_sheet(root: Path) -> Path:
    """Take the fields of the pack of 2020 out of its project; return the file."""
    file = root / OLD / "projects/01-landless-contribution-subsidy.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index(f"{SHEET[0]}:"), text.index("\n立项依据:\n") + 1
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    return file


def told(result: Result) -> list[tuple[str, int, int, str]]:
    """Return code, line, column and message of all errors."""
    return [
        (finding.code, finding.position.line, finding.position.column, finding.message)
        for finding in result.findings
        if finding.is_error and finding.position
    ]


def test_the_form_of_2024_knows_no_fields_of_that_of_2020(repo: Path) -> None:
    result = with_pack(repo, OLD, "yunnan-2024")
    found = [message for code, _, _, message in told(result) if code == "ZD-001"]
    assert {one.cause for one in result.findings if one.code == "ZD-001"} == {"这个键是模板包 yunnan-2020 的字段。"}
    assert found == [f"「项目」里没有「{name}」这个键" for name in SHEET]


def test_the_form_of_2024_asks_the_project_of_2020_for_signs_and_kinds(repo: Path) -> None:
    without_sheet(repo)
    result = with_pack(repo, OLD, "yunnan-2024")
    missing = [
        ("MB-002", line, 11, f"缺少「绩效目标.指标.{place}.1.{key}」")
        for line, place in INDICATORS.items()
        for key in ("性质", "指标属性")
    ]
    assert told(result) == missing
    assert result.documents == []


def test_with_them_it_is_built(repo: Path) -> None:
    file = without_sheet(repo)
    lines = file.read_text(encoding="utf-8").split("\n")
    for number in sorted(INDICATORS, reverse=True):
        lines[number:number] = ["          性质: =", "          指标属性: 定量指标"]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert told(with_pack(repo, OLD, "yunnan-2024")) == []
    result = pipeline.build(repo, [repo / OLD], formats=samples.FORMATS, out=repo / "build")
    assert not result.has_errors, result.findings
    text = samples.wholes(repo / "build")
    assert text["docx"] == text["html"] == text["pdf"]
    # The number stands apart from its unit in this form, and headings have no numbers.
    (docx,) = (repo / "build").rglob("*.docx")
    assert {"69000", "人", "280", "元/人.年", "立项依据"} <= set(samples.READERS["docx"](docx))


@pytest.mark.parametrize("folder", [NEW, "content/yunnan/wuhua-medical-insurance-center/2025"])
def test_the_form_of_2020_asks_a_project_of_today_for_its_sheet_and_funding(repo: Path, folder: str) -> None:
    result = with_pack(repo, folder, "yunnan-2020")
    assert sorted(told(result)) == sorted(("MB-002", 2, 1, f"缺少「{name}」") for name in (*SHEET, "资金来源"))
    (funding,) = (finding.hint for finding in result.findings if "资金来源" in finding.message and finding.is_error)
    assert funding == "补上这一项，里面要写中期、年度；或换一套不要求它的模板包。"
    assert result.documents == []


def test_a_project_with_the_data_of_each_builds_with_each(one_project: Callable[..., Path]) -> None:
    sheet = "".join(f"{name}: {name}甲\n" for name in SHEET)
    funding = "资金来源:\n  中期:\n    其他: 15000\n  年度:\n    县区级财政: 4000\n    其他: 1000\n"
    for pack, amount in (("yunnan-2020", "5,000.00"), ("yunnan-2024", "")):
        project = f"{samples.PROJECT}\n{sheet if pack == 'yunnan-2020' else ''}\n{funding}"
        root = one_project(project, samples.changed(samples.DEPARTMENT, "yunnan-2024", pack))
        result = pipeline.build(root, formats=samples.FORMATS, out=root / "build")
        assert not result.has_errors, result.findings
        texts = samples.texts(root / "build")
        assert all(amount in pieces for pieces in texts.values()) or not amount
        assert all(("制度措施甲" in pieces) == (pack == "yunnan-2020") for pieces in texts.values())


@pytest.mark.parametrize("name", ["没有.jinja", "字" * 3000, "../../../etc/passwd"], ids=["absent", "long", "outside"])
def test_a_text_template_that_is_not_there_is_missed_where_its_name_is_written(name: str, repo: Path) -> None:
    path = "templates/yunnan-2024/pack.yaml"
    text = (repo / path).read_text("utf-8")
    line = 1 + text.split("\n").index("    文字: declaration.jinja")
    samples.write(repo, {path: samples.changed(text, "declaration.jinja", name)})
    result = pipeline.check(repo, [repo / NEW])
    (finding,) = [finding for finding in result.findings if finding.is_error]
    assert finding.code == "MB-011"
    assert finding.position is not None
    assert (finding.position.path, finding.position.line) == (path, line)
    assert result.documents == []
