"""Adds the money of several ledgers up in one: units to their department, departments to their region, years."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.model.ledger.dimension import Codes, Dimension
from generator.model.ledger.fact import FactList, Residue
from generator.model.values import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query

    # What a value of a dimension is called in the whole.
    Rename = Callable[[str, str], str]


def roll_up(whole: Ledger, parts: Sequence[tuple[Ledger, Query]]) -> None:
    """Add ledgers of one year to a whole, which shares their facts; a query says whose 尾差 each one's are.

    Of last year nothing is known where it is not known of some; there was none where there was none of any.
    """
    for part, own in parts:
        _name(whole, part, lambda _, value: value)
        whole.lists += part.lists
        whole.residues += [
            Residue(one.total.meet(own, whole.dimensions), one.figure, one.position) for one in part.residues
        ]
        whole.gaps = {**part.gaps, **whole.gaps}
    if parts:
        whole.without |= set.intersection(*(part.without for part, _ in parts))


def add_year(whole: Ledger, money: Ledger, rename: Rename, mark: str) -> None:
    """Add the money of another year, under this year's values; what could not be read of a fact is not known.

    `mark` tells its lists from this year's.
    """
    _name(whole, money, rename)
    for held in money.lists:
        taken = FactList(f"{mark}{held.name}", held.position)
        for coverage, facts in held.coverages.items():
            taken.coverages[coverage] = [
                replace(
                    fact,
                    values={
                        name: rename(name, value)
                        for name, value in fact.values.items()
                        if not isinstance(value, Invalid)
                    },
                )
                for fact in facts
            ]
        whole.lists.append(taken)
    for one in money.residues:
        total = money.absolute(one.total)
        for name, _ in total.terms:
            total = total.map(name, partial(rename, name))
        whole.residues.append(Residue(total, one.figure, one.position))


def _name(whole: Ledger, part: Ledger, rename: Rename) -> None:
    """Make the values of a part known to the whole, with their names."""
    for name, theirs in part.dimensions.items():
        own = whole.dimensions.setdefault(name, Codes(name) if isinstance(theirs, Codes) else Dimension(name))
        for value, above in theirs.above.items():
            own.above.setdefault(rename(name, value), rename(name, above) if above else "")
        for value, called in theirs.names.items():
            own.names.setdefault(rename(name, value), called)
