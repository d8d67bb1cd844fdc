"""Sums that a file says: what is asked, how much, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.imports import Remark
    from generator.model.ledger.query import Query


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """An amount in 元 with the query that it answers; `step` is the smallest amount that its unit shows, in 元.

    `is_open` says that some of it may stand nowhere in the file: it is only compared.
    """

    query: Query
    amount: Decimal
    place: str
    step: Decimal
    is_open: bool = False


@dataclass(slots=True)
class Record:
    """A record of a list: what its columns say (by what they take), and the records of lists in it."""

    source: str
    said: dict[str, str]
    place: str
    below: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """What was understood of a grid as a table of a pack, and what was not.

    `records` are those of a list of the content (取自), `rows` the same as they stand there, with
    their places; None for a cell that has no column there.
    """

    name: str
    place: str
    sums: list[Sum] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    rows: list[tuple[list[str | None], str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unit: str = ""
