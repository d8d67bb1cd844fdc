"""The tables of a review on its page: the rows that changed, old above new in each cell; the rest is folded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.model.review import Fate
from generator.report.review_marks import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.review import RowEffect, TableEffect

FOLDED = {Fate.RENUMBERED: "只是序号变了的", Fate.SAME: "没有变化的"}
WHOLE = {Fate.ADDED: ("ins", "new"), Fate.REMOVED: ("del", "old")}


def parts(table: TableEffect) -> Iterator[str]:
    """Yield the table of what changed under its name, then the folded rows."""
    yield f"<h3>{escape(f'{table.part} {table.name}')}</h3>"
    yield _table(table, table.changes)
    for fate, what in FOLDED.items():
        if rows := table.of(fate):
            yield f"<details><summary>{what} {len(rows)} 行</summary>{_table(table, rows)}</details>"


def _table(table: TableEffect, rows: Sequence[RowEffect]) -> str:
    shown = [at for at in range(len(table.columns)) if any(side[at] for row in rows for side in _sides(row))]
    heads = "".join(_head(table, at) for at in shown)
    body = "".join(_row(table, row, shown) for row in rows)
    head = f'<thead><tr><th scope="col"></th>{heads}</tr></thead>'
    name = escape(f"{table.part} {table.name}", quote=True)
    return f'<div class="wide" role="region" aria-label="{name}" tabindex="0"><table>{head}<tbody>{body}</tbody></table></div>'


def _head(table: TableEffect, at: int) -> str:
    look = "" if table.words[at] else ' class="figure"'
    return f'<th scope="col"{look}>{escape(table.columns[at])}</th>'


def _sides(row: RowEffect) -> Iterator[tuple[str, ...]]:
    yield from (side for side in (row.old, row.new) if side)


def _row(table: TableEffect, row: RowEffect, shown: Sequence[int]) -> str:
    tag, look = WHOLE.get(row.fate, ("", ""))
    cells = []
    for at in shown:
        kind = "" if table.words[at] else "figure"
        if tag:
            text = (row.new or row.old)[at]
            cells.append(_cell(f"<{tag}>{_lines(escape(text))}</{tag}>" if text else "", kind, look))
        elif row.old[at] == row.new[at]:
            cells.append(_cell(_lines(escape(row.new[at])), kind))
        else:
            old, new = (_lines(text) for text in marked(row.old[at], row.new[at]))
            cells.append(_cell(f'<div class="old">{old}</div><div class="new">{new}</div>', kind))
    return f'<tr><th scope="row" class="fate">{"" if row.fate is Fate.SAME else row.fate}</th>{"".join(cells)}</tr>'


def _cell(inner: str, *classes: str) -> str:
    given = " ".join(filter(None, classes))
    return f'<td class="{given}">{inner}</td>' if given else f"<td>{inner}</td>"


def _lines(markup: str) -> str:
    return markup.replace("\n", "<br>")
