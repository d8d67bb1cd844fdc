"""Shows what a review says of tables: in lines for a terminal, as small tables in Markdown, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.address import address
from generator.model.review import Fate
from generator.report.clauses import clauses, short
from generator.report.forge import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.review import RowEffect, TableEffect

SIGNS = {Fate.ADDED: "+", Fate.REMOVED: "-", Fate.CHANGED: "~", Fate.MOVED: "↕"}
# How many tables are named one by one.
MOST_NAMED = 3


def lines(tables: Sequence[TableEffect]) -> Iterator[str]:
    """Yield the lines about the tables of one document."""
    for table in tables:
        if table.changes:
            yield f"{table.part} {table.name}"
            yield from (f"  {SIGNS[row.fate]} {_row(table, row)}" for row in table.changes)
            if rest := others(table):
                yield f"  （{rest}）"
    yield from renumbered(tables)


def renumbered(tables: Sequence[TableEffect]) -> Iterator[str]:
    """Yield a line for each part whose tables only have other numbers now."""
    names: dict[str, list[str]] = {}
    for table in tables:
        if not table.changes:
            names.setdefault(table.part, []).append(table.name)
    for part, given in names.items():
        told = "、".join(given) if len(given) <= MOST_NAMED else f"{given[0]} 至 {given[-1]}，共 {len(given)} 张"
        yield f"{part} {told}：只是编号变了"


def others(table: TableEffect) -> str:
    """Return how many rows of a table say the same as before."""
    counts = {"行只是序号变了": len(table.of(Fate.RENUMBERED)), "行没有变化": len(table.of(Fate.SAME))}
    return "，".join(f"{count} {what}" for what, count in counts.items() if count)


def _row(table: TableEffect, row: RowEffect) -> str:
    if row.fate in {Fate.ADDED, Fate.REMOVED}:
        return short("｜".join(filter(None, row.new or row.old)))
    changed = [at for at, pair in enumerate(zip(row.old, row.new, strict=True)) if pair[0] != pair[1]]
    if row.fate is Fate.MOVED:
        return f"{row.place}：次序变了"
    # A form's second column is what stands in the cell that the first one names.
    named = len(table.columns) > 2  # noqa: PLR2004 - name and contents
    heads = (address(*table.columns[at].split("/")) if named else "" for at in changed)
    told = (f"{head} {' → '.join(clauses(row.old[at], row.new[at]))}" for head, at in zip(heads, changed, strict=True))
    return f"{row.place}：{'；'.join(map(str.strip, told))}"


def markdown(tables: Sequence[TableEffect]) -> Iterator[str]:
    """Yield the lines of small tables: the rows that changed, in the columns that name them or changed."""
    for table in tables:
        if not table.changes:
            continue
        shown = columns_of(table)
        yield from ("", f"**{plain(f'{table.part} {table.name}')}**", "")
        yield f"| | {' | '.join(plain(table.columns[at]) for at in shown)} |"
        yield f"| --- |{' --- |' * len(shown)}"
        for row in table.changes:
            cells = (_cell(row, at) for at in shown)
            yield f"| {row.fate} | {' | '.join(cells)} |"
        if rest := others(table):
            yield from ("", plain(f"（{rest}）"))
    yield from (line for told in renumbered(tables) for line in ("", plain(told)))


def columns_of(table: TableEffect) -> list[int]:
    """Return the columns that something stands in that is worth showing beside the changes."""
    rows = table.changes
    return [
        at
        for at, is_words in enumerate(table.words)
        if any(row.fate is Fate.CHANGED and row.old[at] != row.new[at] for row in rows)
        or any(cells[at] for row in rows for cells in (row.old, row.new) if cells and (is_words or row.fate in _WHOLE))
    ]


_WHOLE = {Fate.ADDED, Fate.REMOVED}


def _cell(row: RowEffect, at: int) -> str:
    if row.fate in _WHOLE or row.old[at] == row.new[at]:
        return plain(short((row.new or row.old)[at]))
    old, new = clauses(row.old[at], row.new[at])
    return f"{plain(old)} → **{plain(new)}**"


def data(table: TableEffect) -> dict[str, object]:
    """Return a table for programs: the rows that differ, and how many don't."""
    rows = [row for row in table.rows if row.fate is not Fate.SAME]
    return {
        "document": table.document,
        "part": table.part,
        "name": table.name,
        "columns": list(table.columns),
        "rows": [{"kind": row.fate.value, "place": row.place, "old": [*row.old], "new": [*row.new]} for row in rows],
        "same": len(table.of(Fate.SAME)),
    }
