"""Sums over the money of a department, of which some is still to be computed, and may be from such a sum itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.load import scalars
from generator.load.pending import Pending, filled
from generator.load.units import with_units
from generator.model.amounts import project_amount
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.ledger.past import with_money_only
from generator.model.project import Project
from generator.model.statement import ProjectFile, Statement
from generator.model.text import Computed, Figure, Written, of_words
from generator.model.values import Amount, Invalid, InvalidValueError, Line, Prose, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.load.resolve import Resolution
    from generator.model.entry import Entry
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query


class Sums:
    """Which amounts a sum takes is known from what they are called, so it is chosen first and computed then.

    Until then a figure without a value stands for an amount that waits.
    """

    def __init__(self, resolution: Resolution) -> None:
        self.resolution = resolution
        # The figures that stand for amounts, which lives as long as these do.
        self._waiting: dict[int, tuple[Figure, Pending]] = {}

    def of_project(self, path: str) -> Figure | None:
        """Return what a project costs, in 元; None if it says nothing of it.

        Raises:
            InvalidValueError: some of it could not be read.
            ChainError: it is computed from itself.
        """
        entry = self._outline(self.resolution.entries[path])
        amount = project_amount(entry)
        return self._computed(amount) if amount is not None else None

    def of_query(self, query: Query) -> Figure | None:
        """Return what the ledger sums for a query, in 元; None where nothing answers.

        Raises:
            InvalidValueError: some of it could not be read.
            ChainError: it is computed from itself.
            TooCoarseError, ApartError: as the ledger says.
        """
        figure = self.ledger.sum(query)
        return self._computed(figure) if figure is not None else None

    @cached_property
    def ledger(self) -> Ledger:
        """The money of this year; InvalidValueError where some of it could not be read, or there is no budget."""
        entries = {path: self._outline(entry) for path, entry in self.resolution.entries.items()}
        own = next(((path, entry) for path, entry in entries.items() if isinstance(entry, Budget)), None)
        home = next(((path, entry) for path, entry in entries.items() if isinstance(entry, Department)), None)
        if own is None or home is None or self.resolution.unread:
            raise InvalidValueError
        statement = Statement(
            path=own[0],
            department_path=home[0],
            folder="",
            budget=own[1],
            projects=tuple(self._projects(entries)),
            department=home[1],
            accounts_paths=(),
            functional={},
            economic={},
            disputed=frozenset(),
            pack_name="",
            pack=None,
        )
        others = {path: one for path, one in entries.items() if isinstance(one, Budget) and path != own[0]}
        whole = with_units(statement, others) if others else statement
        return with_money_only(whole).ledger

    def _outline(self, entry: Entry) -> Any:
        return filled(entry, self._stand_in)

    def _stand_in(self, pending: Pending) -> Amount | Quantity | Line | Prose:
        """Return what stands for a value that is not known yet."""
        place, text = pending.position, of_words(pending.node.text, pending.position)
        figure = Figure(Decimal(0), "元", "", Written(place))
        if pending.parse is scalars.amount:
            self._waiting[id(figure)] = figure, pending
            return Amount(figure, place)
        if pending.parse is scalars.quantity:
            return Quantity(figure, place)
        return Line(text, place) if pending.parse is scalars.line else Prose((text,), place)

    def _computed(self, figure: Figure) -> Figure:
        """Return a sum with the values of the amounts that wait in it."""
        if id(figure) in self._waiting:
            return self._value(self._waiting[id(figure)][1])
        if not isinstance(figure.origin, Computed):
            return figure
        operands = tuple(map(self._computed, figure.origin.operands))
        value = sum((operand.value for operand in operands), Decimal(0))
        return replace(figure, value=value, origin=replace(figure.origin, operands=operands))

    def _value(self, pending: Pending) -> Figure:
        place = pending.position
        with self.resolution.chain.link(pending, f"{PurePosixPath(place.path).name}:{place.line}", place):
            amount = self.resolution.value(pending)
        if isinstance(amount, Invalid):
            raise InvalidValueError
        figure: Figure = amount.figure
        return figure

    def _projects(self, entries: Mapping[str, Any]) -> Iterator[ProjectFile]:
        """Yield the projects of the budget."""
        for path, entry in entries.items():
            if isinstance(entry, Project) and path not in self.resolution.aside:
                yield ProjectFile(path, PurePosixPath(path).stem, entry)
