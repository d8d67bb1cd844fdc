"""The finest sums of a table are its facts; all others are totals, which the facts have to make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model.imports import Grade, Remark
from generator.model.ledger.fact import Fact, FactList
from generator.model.ledger.ledger import Ledger
from generator.model.position import Position
from generator.model.text import Figure, Written
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.importing.tables.sums import Sum, Table
    from generator.model.ledger.dimension import Dimension
    from generator.model.ledger.query import Query

# How many of the smallest amounts that are shown rounding can cost a total.
ROUNDING: Final = 5
_NOWHERE: Final = Position("", 1)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An amount in 元 with all that a file says of it, by dimension."""

    values: Mapping[str, str]
    amount: Decimal
    place: str
    step: Decimal

    @property
    def signature(self) -> frozenset[str]:
        """The dimensions that it is known by."""
        return frozenset(self.values)


@dataclass(slots=True)
class Settled:
    """A table as facts, and what doesn't hold."""

    table: Table
    facts: list[Known] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def ledger_of(facts: Iterable[Known], dimensions: dict[str, Dimension], year: int) -> Ledger:
    """Return a ledger of facts that were read, all in one list."""
    held = FactList("", _NOWHERE)
    for one in facts:
        held.add("", Fact(Figure(one.amount, "元", "", Written(_NOWHERE)), one.values))
    return Ledger(dimensions, year, [held])


def settle(table: Table, ledger: Ledger) -> Settled:
    """Part the sums of a table into facts and totals; `ledger` knows the dimensions and the year."""
    done = Settled(table)
    sums = list(_once(table.sums, done))
    singles = {one: values for one in sums if not one.is_open and (values := _single(one.query, ledger))}
    given = [Known(values, one.amount, one.place, one.step) for one, values in singles.items()]
    all_of = ledger_of(given, ledger.dimensions, ledger.year)
    numbers = {one: number for number, one in enumerate(singles)}
    inside = {one: all_of.index.answer(one.query).inside for one in sums if not one.is_open}
    fine = [number for one, number in numbers.items() if inside[one] == 1 << number]
    done.facts = [given[number] for number in fine]
    parts = {one: [given[number] for number in fine if own >> number & 1] for one, own in inside.items()}
    totals = [one for one in inside if one not in numbers or inside[one] != 1 << numbers[one]]
    # Several values in one column, of which nobody says how much is of which: what they are part of can't be held.
    coarse = [one for one in totals if one not in singles and not parts[one]]
    for total in sorted(totals, key=lambda one: inside[one].bit_count()):
        if not any(one.query.lies_in(total.query, ledger.dimensions) for one in coarse):
            _hold(total, parts[total], done)
    return done


def _once(sums: Iterable[Sum], done: Settled) -> Iterator[Sum]:
    """Yield each sum once; one that is written twice, and not the same, is told."""
    seen: dict[Query, Sum] = {}
    for one in sums:
        other = seen.setdefault(one.query, one)
        if other is one:
            yield one
        elif other.amount != one.amount:
            said = f"{plain(one.amount)} 元"
            why = f"同一个数，{other.place} 写的是 {plain(other.amount)} 元"
            done.remarks.append(Remark(Grade.MONEY, one.place, said, why, "改成一样的，再导入。"))


def _single(query: Query, ledger: Ledger) -> dict[str, str]:
    """Return the one value that a query names in each dimension; nothing where it names several in one."""
    values = ledger.absolute(query).values
    return {name: own[0] for name, own in values.items()} if all(len(own) == 1 for own in values.values()) else {}


def _hold(total: Sum, parts: Sequence[Known], done: Settled) -> None:
    """Hold a total to its parts: more than rounding can leave over is a mistake.

    Parts that are known by other dimensions may be the same money once more: then those of one kind make it up.
    """
    if not parts:
        return
    kinds: dict[frozenset[str], Decimal] = {}
    for part in parts:
        kinds[part.signature] = kinds.get(part.signature, Decimal(0)) + part.amount
    whole = sum(kinds.values(), Decimal(0))
    left = min((total.amount - amount for amount in (whole, *kinds.values())), key=abs)
    if abs(left) > ROUNDING * total.step:
        said = f"{plain(total.amount)} 元"
        why = f"合计与各部分不符：各部分一共 {plain(total.amount - left)} 元，差 {plain(left)} 元"
        done.remarks.append(Remark(Grade.MONEY, total.place, said, why, "查对原表，改好再导入。"))
