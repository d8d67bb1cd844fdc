"""Figures that are true by construction, by the names that holding.yaml gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.budget import INITIAL, SPECIAL
from generator.model.comparison import three_public
from generator.model.ledger import Ledger
from generator.model.paths import find
from generator.model.project import Project
from generator.model.statement import Statement
from generator.model.units import MONEY, plain
from generator.model.values import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.text import Figure

YEARS = {"000": 2024, "001": 2020, "002": 2025, "004": 2024}
GROUPS = {"年初特定目标": INITIAL, "上级专项": SPECIAL}


def computed(subjects: Iterable[Project | Statement], seed: str, name: str) -> str:
    """Return a figure of a seed as it is compared: in the unit that its file writes."""
    kind = Statement if seed == "004" else Project
    (subject,) = [s for s in subjects if isinstance(s, kind) and s.department.year.value == YEARS[seed]]
    return _of_statement(subject, name) if isinstance(subject, Statement) else _of_project(subject, name)


def _of_project(project: Project, name: str) -> str:
    declared = project.declaration
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
    return plain(sum((entry.amount.figure.value for entry in declared.spending.items), Decimal(0)) / MONEY["万元"])


def _of_statement(statement: Statement, name: str) -> str:
    ledger = Ledger(statement)
    what, *keys = name.split(" ")
    figure = {"功能": _functional, "经济": _economic, "项目": _projects, "三公": _three_public}[what](ledger, keys)
    assert figure
    value = figure.value / MONEY["万元"] / (2 if keys[-1] == "的一半" else 1)
    return plain(value)


def _functional(ledger: Ledger, keys: list[str]) -> Figure | None:
    return ledger.figure(keys[0], keys[1])  # type: ignore[arg-type]


def _economic(ledger: Ledger, keys: list[str]) -> Figure | None:
    return ledger.economic(keys[0], keys[1])


def _projects(ledger: Ledger, keys: list[str]) -> Figure | None:
    wanted = {category for key in keys for category in GROUPS.get(key, (key,))}
    return ledger.projects(lambda p: "合计" in wanted or p.category in wanted or p.name.plain in wanted)


def _three_public(ledger: Ledger, keys: list[str]) -> Figure | None:
    return three_public(ledger.statement.budget.three_public)[keys[0]]
