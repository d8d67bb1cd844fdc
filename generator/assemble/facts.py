"""The money that a document is made of, fact by fact: what its tables don't say, and a later import needs.

Ten tables don't tell which 科目 bears a project. A workbook carries the facts on a sheet of their own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model import units
from generator.model.facts import AMOUNT, CODE, COVERAGE, LIST, REST
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.ledger.dimension import Codes
from generator.model.text import EMPTY, Text, of_figure, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.document import Row
    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.fact import Fact
    from generator.model.statement import Statement

# Lists that the program makes of others, and what is the same for all facts.
_MIRRORED: Final = "收入："
_COMMON: Final = frozenset((dim.DEPARTMENT,))


def facts(statement: Statement) -> tuple[Row, ...]:
    """Return the facts of a budget, each by the words of its columns: those of all its units, where it has several."""
    found = [row for one in statement.units or (statement,) for row in _rows(one)]
    found += _rests(statement) if statement.units else []
    heads = [head for head in _heads(statement) if any(row.get(head) for row in found)]
    return tuple({head: row.get(head, EMPTY) for head in heads} for row in found)


def _heads(statement: Statement) -> Iterator[str]:
    yield from (LIST, COVERAGE)
    for name in statement.ledger.dimensions:
        if name not in _COMMON:
            yield name
            yield name + CODE
    yield AMOUNT


def _rows(statement: Statement) -> Iterator[dict[str, Text]]:
    ledger = statement.ledger
    codes = dict(_codes(statement))
    for held in ledger.lists:
        if held.name.startswith(_MIRRORED):
            continue
        for coverage, own in held.coverages.items():
            for fact in own:
                row = {LIST: of_words(held.name), COVERAGE: of_words(coverage)}
                yield row | _words(fact, ledger.dimensions, codes) | {AMOUNT: _amount(fact)}
    unit = {dim.UNIT: of_words(statement.unit.name.text)}
    if (code := codes.get((dim.UNIT, statement.unit_value))) is not None:
        unit[dim.UNIT + CODE] = of_words(code)
    yield from (unit | row for row in _rests(statement))


def _rests(statement: Statement) -> Iterator[dict[str, Text]]:
    for rest in statement.budget.residues:
        figure = rest.amount.figure
        yield {
            LIST: of_words(REST),
            COVERAGE: of_words(rest.total.text),
            AMOUNT: of_figure(figure.printed(_digits(figure.value))),
        }


def _codes(statement: Statement) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the codes of projects, purchases and units, by dimension and value."""
    for file in statement.projects:
        if file.project.code is not None:
            yield (dim.PROJECT, file.path), file.project.code.text
    for value, purchase in statement.purchases.items():
        if purchase.code is not None:
            yield (PURCHASE, value), purchase.code.text
    if statement.unit.budget_code is not None:
        yield (dim.UNIT, statement.unit_value), statement.unit.budget_code.text


def _words(fact: Fact, dimensions: Mapping[str, Dimension], codes: Mapping[tuple[str, str], str]) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for name, value in fact.values.items():
        if not value or name in _COMMON:
            continue
        label = dimensions[name].label(value)
        is_code = isinstance(dimensions[name], Codes)
        found[name] = of_words(f"{value} {label}" if is_code and label != value else label)
        if code := codes.get((name, value)):
            found[name + CODE] = of_words(code)
    return found


def _amount(fact: Fact) -> Text:
    return of_figure(fact.figure.printed(_digits(fact.figure.value)))


def _digits(value: Decimal) -> str:
    """Return an amount in 元, to the 分 or as finely as it is known."""
    least = units.plain(value, 2)
    return least if Decimal(least) == value else units.plain(value)
