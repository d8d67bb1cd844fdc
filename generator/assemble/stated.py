"""Units of money that a pack writes out in words: they have to be those of the formats that print the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.assemble.money import PERCENT, printer
from generator.model.finding import Finding, FindingError, Mark, Severity
from generator.model.pack import USUAL
from generator.model.stated import CODE, LABEL, LINE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from generator.assemble.money import Format
    from generator.model.pack import Pack
    from generator.model.position import Position
    from generator.model.table_spec import ColumnSpec, RowSpec, TableSpec
    from generator.model.values import Term

VARIABLE = "${金额单位}"


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit in words, and what these words are."""

    unit: str
    words: str
    position: Position


def stated(term: Term | None, usual: str, pattern: re.Pattern[str] = LABEL) -> Stated | None:
    """Return the unit that some words of a pack name; `usual` is what stands for ${金额单位} in them."""
    if term is None:
        return None
    words = term.text.replace(VARIABLE, usual)
    found = pattern.search(words)
    return Stated(found["unit"], words, term.position) if found else None


def hold_table(spec: TableSpec, pack: Pack) -> None:
    """Hold the words of a table to its formats: of a row, else of a head, else the line above the table.

    Raises:
        FindingError: some words name another unit than the one in which the figures under them are printed.
    """
    usual = printer(pack, spec.format).unit
    line = stated(spec.unit, usual, LINE)
    for part in spec.parts:
        rows = list(_rows(part.rows))
        for column, above in _columns(part.columns, usual, line):
            for row in rows:
                words = stated(row.label, usual) or above
                wanted = next((one for one in (row.format, column.format, spec.format) if one is not None), None)
                if words is not None:
                    hold(words, printer(pack, wanted), wanted)


def hold(words: Stated, money: Format, wanted: Term | None) -> None:
    """Hold words to the format of the figures that they stand by; FindingError where they name another unit."""
    if money.unit in {PERCENT, words.unit}:
        return
    name = wanted.text if wanted is not None else USUAL
    place = wanted.position if wanted is not None else money.spec.position
    raise FindingError(
        Finding(
            CODE,
            Severity.ERROR,
            f"「{words.words}」写的是{words.unit}，这里的数却按{money.unit}印（金额格式「{name}」）",
            words.position,
            cause=f"读的人会照「{words.words}」去读下面的数。",
            hint=f"把「{words.unit}」写成「{VARIABLE}」或改成「{money.unit}」；或另选一个「格式」。",
            marks=(Mark(place, f"金额格式「{name}」：单位是{money.unit}"),),
        )
    )


def _columns(
    columns: Sequence[ColumnSpec], usual: str, above: Stated | None
) -> Iterator[tuple[ColumnSpec, Stated | None]]:
    """Yield the columns that bear money, with the words that name the unit of each: the nearest."""
    for column in columns:
        words = stated(column.heading, usual) or above
        if column.children:
            yield from _columns(column.children, usual, words)
        elif column.take is None and not column.ratio and column.share is None:
            yield column, words


def _rows(rows: Sequence[RowSpec]) -> Iterator[RowSpec]:
    for row in rows:
        yield row
        yield from _rows(row.rows)
