"""Charts of accounts by year: those that hold for a budget's year count; two that disagree are told, both named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.finding import Severity
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.pipeline import Result

    Checked = Callable[[Mapping[str, str]], Result]

SHARED, OWN = "content/accounts.yaml", f"{budget.FOLDER}/accounts.yaml"
CODE = "2101599"
NAME = "其他医疗保障管理事务支出"


def chart(first: int, last: int, name: str) -> str:
    return f"文种: 科目表\n起始年度: {first}\n终止年度: {last}\n\n功能分类:\n  '{CODE}': {name}\n"


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """Return a checker of a small budget of 2024, of whose codes the department's own chart names all but one."""
    own = samples.changed(budget.FILES["accounts.yaml"], f"  '{CODE}': {NAME}\n", "")
    (tmp_path / "templates").symlink_to(samples.ROOT / "templates")

    def check(charts: Mapping[str, str]) -> Result:
        files = {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()} | {OWN: own}
        samples.write(tmp_path, files | dict(charts))
        return pipeline.check(tmp_path)

    return check


def name_of(result: Result) -> str:
    (statement,) = result.content.statements
    return str(statement.functional.get(CODE, ""))


def told(result: Result) -> list[tuple[str, str]]:
    found = (f for f in result.findings if f.code in {"ZD-012", "WJ-010", "WJ-015"} or f.position is None)
    return [(f.code, str(f.position)) for f in found]


def test_the_chart_of_the_year_counts(checked: Checked) -> None:
    charts = {f"content/accounts/{year}.yaml": chart(year, year, f"{year} 的名称") for year in (2023, 2024, 2025)}
    result = checked(charts)
    assert (name_of(result), told(result)) == ("2024 的名称", [])
    (statement,) = result.content.statements
    assert [path for path in statement.paths if "accounts" in path] == ["content/accounts/2024.yaml", OWN]


def test_a_chart_of_several_years_may_lie_there_too(checked: Checked) -> None:
    result = checked({"content/accounts/since-2020.yaml": chart(2020, 2026, NAME)})
    assert (name_of(result), told(result)) == (NAME, [])


def test_a_year_without_a_chart_knows_no_names(checked: Checked) -> None:
    result = checked({"content/accounts/2023.yaml": chart(2023, 2023, NAME)})
    assert name_of(result) == ""
    assert told(result) == []
    # Written beside the code, the name is printed all the same.
    assert "KM-005" in {finding.code for finding in result.findings}
    assert not result.has_errors


def test_two_charts_of_one_year_that_differ_are_told_once_with_both_places(checked: Checked) -> None:
    result = checked({SHARED: chart(2020, 2026, "甲（一）支出"), "content/accounts/2024.yaml": chart(2024, 2024, NAME)})
    (finding,) = [finding for finding in result.findings if finding.code == "ZD-012"]
    assert finding.severity is Severity.WARNING
    assert str(finding.position).startswith("content/accounts/2024.yaml:6:")
    assert [str(mark.position).rpartition(":")[0] for mark in finding.marks] == [f"{SHARED}:6"]
    assert all(word in finding.message for word in (CODE, NAME, "甲（一）支出", SHARED))
    assert name_of(result) == NAME
    assert not result.has_errors


def test_a_department_that_writes_either_name_is_not_stopped(checked: Checked) -> None:
    result = checked({SHARED: chart(2020, 2026, NAME), "content/accounts/2024.yaml": chart(2024, 2024, "新名称")})
    assert "ZD-012" in {finding.code for finding in result.findings}
    assert not result.has_errors


@pytest.mark.parametrize(
    ("whole", "year"),
    [
        (chart(2020, 2026, "甲（一）支出"), chart(2024, 2024, "甲(一) 支出")),  # Only written otherwise.
        (chart(2020, 2023, "老名称"), chart(2024, 2024, "新名称")),  # Of other years.
    ],
)
def test_what_is_no_disagreement_is_not_told(checked: Checked, whole: str, year: str) -> None:
    assert told(checked({SHARED: whole, "content/accounts/2024.yaml": year})) == []


def test_a_department_may_name_a_code_otherwise(checked: Checked) -> None:
    own = budget.FILES["accounts.yaml"]
    result = checked({SHARED: chart(2020, 2026, "甲"), OWN: own})
    assert (name_of(result), told(result)) == (NAME, [])


def test_a_broken_chart_of_another_year_stops_nobody(checked: Checked) -> None:
    broken = chart(2023, 2023, NAME) + "  '210': 甲\n  '210': 乙\n"
    result = checked({SHARED: chart(2024, 2024, NAME), "content/accounts/2023.yaml": broken})
    assert {f.position.path for f in result.findings if f.is_error and f.position} == {"content/accounts/2023.yaml"}
    (statement,) = result.content.statements
    assert "content/accounts/2023.yaml" not in statement.paths
    assert name_of(result) == NAME


def test_other_files_there_are_told(checked: Checked) -> None:
    result = checked({SHARED: chart(2024, 2024, NAME), "content/accounts/2024.csv": "210,卫生健康支出\n"})
    assert told(result) == [("WJ-015", "content/accounts/2024.csv:1:1")]
