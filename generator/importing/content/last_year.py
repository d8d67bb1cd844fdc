"""Last year's money stands nowhere but in sentences: this year's, and by how much it rose or fell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.importing.tables.finest import Known, settle
from generator.importing.tables.sums import Sum, Table
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import query_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.reading import Reading
    from generator.model.ledger.ledger import Ledger
    from generator.model.ledger.query import Query

_LAST = query_of({dim.YEAR: ("上年",)})


def last_year(reading: Reading, ledger: Ledger) -> list[Known]:
    """Return last year's money as far as sentences tell it, each amount once; income only where it is not spent."""
    now = {one.query: one for one in (*reading.of_forms, *reading.sums)}
    sums: list[Sum] = []
    for change in reading.changes.values():
        this, added = now.get(change.query), change.added
        if this is not None and added is not None and this.amount + added:
            query = _bare(change.query.meet(_LAST, ledger.dimensions))
            sums.append(Sum(query, this.amount + added, change.place, max(this.step, change.step)))
    facts = settle(Table("上年", "", [*sums, *_completed(sums, ledger)]), ledger).facts
    spent = sum((fact.amount for fact in facts if fact.values[dim.BOOK] == dim.SPENDING), Decimal(0))
    earned = [fact for fact in facts if fact.values[dim.BOOK] == dim.INCOME]
    is_same = sum((fact.amount for fact in earned), Decimal(0)) == spent
    return [fact for fact in facts if not (is_same and fact in earned)]


def _bare(query: Query) -> Query:
    """Return a query without the nature of units: a unit has it, whatever the money."""
    return query_of({name: values for name, values in query.values.items() if name != dim.UNIT_NATURE})


def _completed(sums: Sequence[Sum], ledger: Ledger) -> Iterator[Sum]:
    """Yield the one part of a total that no sentence tells: what the others leave of it."""
    known = {one.query: one for one in sums}
    for total in sums:
        for name, values in total.query.values.items():
            dimension = ledger.dimensions[name]
            parts = [value for value, above in dimension.above.items() if (above,) == values]
            asked = {part: query_of({**total.query.values, name: (part,)}) for part in parts}
            unknown = [part for part in parts if asked[part] not in known]
            if len(parts) > 1 and len(unknown) == 1:
                rest = total.amount - sum((known[asked[part]].amount for part in parts if part not in unknown), Decimal(0))
                if rest > 0:
                    yield Sum(asked[unknown[0]], rest, total.place, total.step)
