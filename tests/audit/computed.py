"""Figures that are true by construction, by the names that holding.yaml gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.declaration import Declaration
from generator.model.paths import find
from generator.model.statement import Statement
from generator.model.units import MONEY, plain
from generator.model.values import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.subject import Subject

YEARS = {"000": 2024, "001": 2020, "002": 2025, "004": 2024}
# The columns of 项目支出明细表; every other key names a project.
CATEGORIES = {
    *("年初特定目标", "人员性项目", "一般性项目", "民生配套项目"),
    *("上级专项", "提前下达专项", "结转项目", "其他专项"),
}


def computed(subjects: Iterable[Subject], seed: str, name: str) -> str:
    """Return a figure of a seed as it is compared: in the unit that its file writes."""
    given = [subject for subject in subjects if subject.year.value == YEARS[seed]]
    if seed == "004":
        (statement,) = [subject for subject in given if isinstance(subject, Statement)]
        return _of_statement(statement, name)
    (project,) = [subject for subject in given if isinstance(subject, Declaration)]
    return _of_project(project, name)


def _of_project(project: Declaration, name: str) -> str:
    declared = project.project
    what, _, key = name.partition(" ")
    if what == "数据":
        return plain(declared.data[key].figure.value)
    if what == "指标":
        (found,) = (spot.value for spot in find(declared, f"绩效目标.指标.*.*.{key}.指标值"))
        assert isinstance(found, Line)
        return found.plain
    if what == "年度资金来源":
        assert declared.funding
        assert declared.funding.annual
        assert declared.funding.annual.county
        return plain(declared.funding.annual.county.figure.value)
    assert what == "明细合计"
    return plain(sum((entry.amount.figure.value for entry in declared.items), Decimal(0)) / MONEY["万元"])


def _of_statement(statement: Statement, name: str) -> str:
    what, *keys = name.split(" ")
    half = keys[-1] == "的一半"
    query = {"功能": _functional, "经济": _economic, "项目": _projects, "三公": _three_public}[what](
        keys[: -1 if half else None]
    )
    figures = [statement.ledger.sum(statement.notation.read(one)) for one in query]
    assert all(figures)
    value = sum((figure.value for figure in figures if figure), Decimal(0))
    return plain(value / MONEY["万元"] / (2 if half else 1))


def _functional(keys: list[str]) -> list[str]:
    return ["·".join(key for key in keys if key not in {"合计", "总计"}) or "合计"]


def _economic(keys: list[str]) -> list[str]:
    natures = {"总计": "基本支出", "日常公用经费": "公用经费"}
    return ["·".join(natures.get(key, key) for key in keys if key != "合计")]


def _projects(keys: list[str]) -> list[str]:
    named = {"合计": "项目支出"}
    return [named.get(key, key if key in CATEGORIES else f"项目={key}") for key in keys]


def _three_public(keys: list[str]) -> list[str]:
    named = {"合计": "三公经费", "公务用车小计": "公务用车购置及运行费"}
    return [named.get(keys[0], keys[0])]
