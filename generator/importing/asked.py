"""Asks the ledger that was written for every sum that was read: what it prints has to be what stands in the files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.importing.tables.finest import ROUNDING
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.ledger.dimension import Codes
from generator.model.ledger.ledger import ApartError, TooCoarseError, UnknownYearError
from generator.model.ledger.query import AND, OR, WHOLE, query_of
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.importing.tables.sums import Sum
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query
    from generator.model.statement import Statement


@dataclass(slots=True)
class Answers:
    """What a ledger answers: how many sums are the same, which differ, which it can't answer and why."""

    equal: int = 0
    wrong: list[tuple[Sum, Decimal]] = field(default_factory=list)
    open: dict[str, list[Sum]] = field(default_factory=lambda: defaultdict(list))

    def remarks(self) -> list[Remark]:
        """Return what is to be told."""
        found = [
            Remark(
                Grade.MONEY,
                one.place,
                f"{plain(one.amount)} 元",
                f"照读到的数再印，这里是 {plain(value)} 元",
                "查对原表：哪一处写错了，或哪一部分没有读到。",
            )
            for one, value in self.wrong
        ]
        for why, sums in self.open.items():
            places = f"{sums[0].place} 等 {len(sums)} 处" if len(sums) > 1 else sums[0].place
            found.append(
                Remark(Grade.DECIDE, places, f"{plain(sums[0].amount)} 元", f"没有核对：{why}", "在 YAML 里补上。")
            )
        return found


def ask(sums: Iterable[Sum], statement: Statement, names: Mapping[tuple[str, str], str]) -> Answers:
    """Ask for all sums; `names` are what the ledger calls values that the files call otherwise."""
    answers = Answers()
    for one in sums:
        try:
            figure = statement.ledger.sum(called(one.query, names))
        except TooCoarseError as problem:
            dimension = next(iter(problem.lack.values()))[0]
            answers.open[f"不知道「{problem.facts.name}」的{dimension}"].append(one)
            continue
        except (ApartError, UnknownYearError):
            answers.open["没有这一年的数"].append(one)
            continue
        value = figure.value if figure is not None else Decimal(0)
        if abs(value - one.amount) * 2 < one.step:
            answers.equal += 1
        else:
            answers.wrong.append((one, value))
    return answers


def called(query: Query, names: Mapping[tuple[str, str], str]) -> Query:
    """Return a query with the ledger's own names for what the files call otherwise."""
    values = query.values
    for name in (dim.PROJECT, dim.UNIT, PURCHASE):
        if name in values:
            values[name] = tuple(names.get((name, value), value) for value in values[name])
    return query_of(values)


class Rest(NamedTuple):
    """尾差: the total as people write it, what it differs from its parts by (元), its place, and whose it is."""

    total: str
    amount: Decimal
    place: str
    unit: str = ""


def rests(answers: Answers, ledger: Ledger, names: Mapping[tuple[str, str], str]) -> list[Rest]:
    """Return the 尾差 that make totals what they are.

    Totals of fewest facts come first, and what is found counts in those above.
    """
    found: list[Rest] = []
    taken: list[tuple[int, Decimal]] = []
    wrong = [(one, value, called(one.query, names)) for one, value in answers.wrong]
    ordered = sorted(wrong, key=lambda each: (ledger.count(each[2]), len(each[2].terms), -_depth(each[2])))
    for one, value, query in ordered:
        if query.values.get(dim.BOOK, (dim.SPENDING,)) != (dim.SPENDING,) or ledger.count(query) == 1:
            continue
        facts = ledger.index.answer(query).inside
        left = one.amount - value - sum((amount for own, amount in taken if not own & ~facts), Decimal(0))
        if left and abs(left) <= ROUNDING * one.step:
            units = one.query.values.get(dim.UNIT, ())
            unit = units[0] if len(units) == 1 else ""
            found.append(Rest(written(query, ledger), left, one.place, unit))
            taken.append((facts, left))
    return found


def _depth(query: Query) -> int:
    """Return how finely a query names codes: of totals of the same facts, the lowest is where rounding was done."""
    return sum(len(value) for name in (dim.FUNCTION, dim.ECONOMY) for value in query.values.get(name, ()))


def written(query: Query, ledger: Ledger) -> str:
    """Return a query as people write it: codes by their digits, what it takes anyway left out.

    A unit is not said either: it has a file of its own.
    """
    values = {name: own for name, own in query.values.items() if name != dim.UNIT or len(own) > 1}
    facts = ledger.index.answer(query).inside
    for name in (dim.SOURCE, dim.CARRY):
        less = {other: own for other, own in values.items() if other != name}
        if name in values and ledger.index.answer(query_of(less)).inside == facts:
            values = less
    parts: list[str] = []
    for name, dimension in ledger.dimensions.items():
        if name in values and name not in {dim.BOOK, dim.YEAR, dim.STAGE}:
            parts.append(OR.join(values[name] if isinstance(dimension, Codes) else map(dimension.label, values[name])))
    return AND.join(parts) or WHOLE
