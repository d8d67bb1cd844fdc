"""Units add up to their department, departments to their county, in every cell, against sums made here.

The county is declared by the pack in tests/packs/county/: files only.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Paragraph, Table
from tests.budget.ledgers import ECONOMIC, FUNCTIONAL
from tests.packs import counties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.text import Text
    from tests.packs.counties import Department, Unit

    Made = tuple[list[Department], dict[str, Document]]

SEEDS = range(4)
# What a table says: exact amounts in 分 (None for an empty cell) by the words of the row.
Rows = dict[tuple[str, ...], list[int | None]]
GENERAL = "一般公共预算"


def assembled(root: Path) -> dict[str, Document]:
    """Return all documents by their content file, which have to be without errors."""
    result = pipeline.check(root)
    assert not result.has_errors, [finding.message for finding in result.findings if finding.is_error]
    return {document.key: document for document, _ in result.documents}


def fen(cell: Text) -> int | None:
    """Return the exact amount behind a cell."""
    figures = [run.figure for run in cell.runs if run.figure]
    assert len(figures) < 2, cell.plain
    return int(figures[0].value * 100) if figures else None


def rows(document: Document, name: str, words: int) -> Rows:
    """Return the rows of a table, by the words in its first columns."""
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.name == name]
    found: Rows = {}
    for row in table.rows:
        label = tuple(cell.plain for cell in row[:words])
        assert label not in found, label
        found[label] = [fen(cell) for cell in row[words:]]
    return found


def added(parts: Iterable[Rows]) -> Rows:
    """Add up tables cell by cell."""
    found: Rows = {}
    for part in parts:
        for label, cells in part.items():
            before = found.get(label, [None] * len(cells))
            found[label] = [plus(pair) for pair in zip(before, cells, strict=True)]
    return found


def plus(amounts: Iterable[int | None]) -> int | None:
    """Return a sum; None where there is nothing to add."""
    given = [amount for amount in amounts if amount is not None]
    return sum(given) if given else None


def spending(units: Iterable[Unit]) -> Rows:
    """Compute 支出表."""
    facts = [(b.code, b.source, "基本支出", b.fen) for unit in units for b in unit.basic]
    facts += [(p.code, p.source, "项目支出", p.fen) for unit in units for p in unit.projects]
    columns: list[Callable[[str, str], bool]] = [
        lambda _, __: True,
        lambda source, _: source == GENERAL,
        lambda source, nature: source == GENERAL and nature == "基本支出",
        lambda source, nature: source == GENERAL and nature == "项目支出",
        lambda source, _: source == "政府性基金预算",
        lambda source, _: source == "事业收入",
        lambda source, _: source == "其他收入",
    ]
    codes = sorted({code[:digits] for code, *_ in facts for digits in (3, 5, 7)})
    return {
        (code, FUNCTIONAL[code] if code else "合计"): [
            plus(fen for below, source, nature, fen in facts if below.startswith(code) and column(source, nature))
            for column in columns
        ]
        for code in ["", *codes]
    }


def basic(units: Iterable[Unit]) -> Rows:
    """Compute 基本支出表."""
    facts = [b for unit in units for b in unit.basic]
    codes = sorted({b.economic[:digits] for b in facts for digits in (3, 5)})
    return {
        (code, ECONOMIC[code] if code else "合计"): [
            plus(b.fen for b in facts if b.economic.startswith(code) and b.office in wanted)
            for wanted in ({True, False}, {False}, {True})
        ]
        for code in ["", *codes]
    }


def balance(units: Iterable[Unit]) -> list[int | None]:
    """Compute a row of 收支表: income, spending, 基本支出, 项目支出, last year's spending, the difference."""
    given = list(units)
    parts = [plus(b.fen for unit in given for b in unit.basic), plus(p.fen for unit in given for p in unit.projects)]
    whole, before = plus(parts), plus(unit.before for unit in given)
    return [whole, whole, *parts, before, (whole or 0) - (before or 0)]


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a random county, and its documents."""
    departments = counties.county(request.param)
    return departments, assembled(counties.written(tmp_path_factory.mktemp("county"), departments))


def test_every_cell_is_the_sum_of_its_parts(made: Made) -> None:
    departments, documents = made
    whole = documents[counties.REGION]
    own = [one for one in departments if one.code == counties.CODE]
    for name, computed in (("支出表", spending), ("基本支出表", basic)):
        of_departments = []
        for department in departments:
            shown = rows(documents[f"{department.year}/budget.yaml"], name, 2)
            assert shown == computed(department.units)
            if len(department.units) > 1:
                files = (f"{department.year}/budget/{unit.number}.yaml" for unit in department.units)
                of_units = [rows(documents[file], name, 2) for file in files]
                assert [computed([unit]) for unit in department.units] == of_units
                assert added(of_units) == shown
            of_departments += [shown] if department in own else []
        assert rows(whole, name, 2) == computed([unit for one in own for unit in one.units]) == added(of_departments)


def test_units_and_departments_stand_beside_each_other(made: Made) -> None:
    departments, documents = made
    for department in departments:
        shown = rows(documents[f"{department.year}/budget.yaml"], "收支表", 1)
        assert shown == {
            ("合计",): balance(department.units),
            **{(unit.name,): balance([unit]) for unit in department.units},
        }
    own = sorted((one for one in departments if one.code == counties.CODE), key=lambda one: one.folder)
    every = [unit for one in own for unit in one.units]
    whole = documents[counties.REGION]
    assert rows(whole, "部门收支汇总表", 1) == {
        ("合计",): balance(every),
        **{(one.name,): balance(one.units) for one in own},
    }
    public: Rows = {}
    for name, units in (("合计", every), *((one.name, one.units) for one in own)):
        amounts: dict[str, int] = defaultdict(int)
        for unit in units:
            for item, amount in unit.public.items():
                amounts["公务用车购置及运行费" if "公务用车" in item else item] += amount
        if amounts or name == "合计":
            columns = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")
            public[name,] = [plus(amounts.values()), *(amounts.get(column) for column in columns)]
    assert rows(whole, "三公经费汇总表", 1) == public
    projects = {
        (one.name, unit.name, project.number, project.name): [project.fen]
        for one in own
        for unit in one.units
        for project in unit.projects
    }
    shown = rows(whole, "项目汇总表", 4)
    assert {label: cells for label, cells in shown.items() if label[2]} == projects
    assert shown["合计", "", "", ""] == [plus(cells[0] for cells in projects.values())]
    bought = [
        (one.name, name, kind, amount) for one in own for unit in one.units for name, kind, amount in unit.purchases
    ]
    shown = rows(whole, "政府采购汇总表", 2)
    assert {label: cells for label, cells in shown.items() if label[1]} == {
        (name, item): [amount, *(amount if kind == wanted else None for wanted in counties.KINDS)]
        for name, item, kind, amount in bought
    }
    assert shown["合计", ""][0] == plus(amount for *_, amount in bought)


def test_office_money_counts_administrations_only(made: Made) -> None:
    departments, documents = made
    for file, units in (
        *((f"{one.year}/budget.yaml", one.units) for one in departments),
        (counties.REGION, [unit for one in departments if one.code == counties.CODE for unit in one.units]),
    ):
        amount = sum(
            b.fen
            for unit in units
            if unit.nature in counties.NATURES[:2]
            for b in unit.basic
            if b.office and b.source == GENERAL
        )
        said = [block.text for block in documents[file].blocks if isinstance(block, Paragraph)]
        runs = [run for text in said for run in text.runs]
        figures = [run.figure for before, run in pairwise(runs) if run.figure and before.text.endswith("机关运行经费")]
        assert sum((figure.value for figure in figures), Decimal(0)) == Decimal(amount) / 100
