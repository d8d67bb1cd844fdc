"""The forms of a document as HTML: what the page's template puts in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from generator.render.look.dress import css_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.model.document import Form
    from generator.model.text import Text
    from generator.render.look.filled import Cell, Grid, Line, Row
    from generator.render.look.template import Template

    Show = Callable[[Text], str]

# What is set by hand that a cell can't have itself: the paragraph in it has it.
_OF_PARAGRAPH: Final = ("ind.", "spacing.before", "spacing.after")
_HEAD, _FOOT = "thead", "tfoot"
# What stays on a screen when the table scrolls: cells at its left edge, up to this part of its width.
_NARROW: Final = 0.3


def form(given: Form, number: str, grids: Sequence[Grid], template: Template, show: Show) -> Markup:
    """Return a form; `number` is that of its block, `show` returns what stands for a text."""
    if not grids:
        return Markup()
    label = f'aria-labelledby="f{number}"' if grids[0].above else f'aria-label="{escape(given.name)}"'
    tables = [_table(grid, "" if at else number, grids[at + 1 :], template, show) for at, grid in enumerate(grids)]
    return _joined([f'<div class="form" role="region" {label} tabindex="0">', *tables, "</div>"])


def _joined(parts: Iterable[str], between: str = "\n") -> Markup:
    return Markup(between.join(filter(None, parts)))  # noqa: S704 - made here, of texts that `show` and `escape` made


def _table(grid: Grid, number: str, others: Sequence[Grid], template: Template, show: Show) -> Markup:
    """Return a table; `number` is that of the block whose first one it is, `others` are those below it."""
    drawn = grid.drawn
    label = "" if grid.above else f' aria-label="{escape(drawn.name)}"'
    label += "".join(f' data-label="{escape(line.text.plain)}"' for line in grid.above if line.drawn.level)
    names = ["drawn", f"drawn-{template.grids.index(drawn) + 1}", grid.last.name]
    named = f' id="f{number}"' if number else ""
    # Where a page may end in a row, or in a cell over several, each page needs a line above and below.
    bar = f'<tr class="bar"><td colspan="{len(drawn.widths)}"></td></tr>' if _is_torn(grid) else ""
    heads = [_row(row, grid, show) for row in grid.rows if row.drawn.is_head]
    is_followed = bool(others) and others[0].drawn.is_joined
    body = [
        _row(row, grid, show, is_closed=is_followed and row is grid.rows[-1])
        for row in grid.rows
        if not row.drawn.is_head
    ]
    return _joined(
        [
            f'<table class="{" ".join(filter(None, names))}"{label}>',
            f"<caption{named}>{_joined(_lines(grid.above, 'span', show), '')}</caption>" if grid.above else "",
            f"<colgroup>{'<col>' * len(drawn.widths)}</colgroup>",
            *_group(_HEAD, heads or [bar]),
            "<tbody>",
            *body,
            "</tbody>",
            *_group(_FOOT, [bar]),
            "</table>",
        ]
    )


def _group(name: str, rows: Sequence[str]) -> list[str]:
    return [f"<{name}>", *rows, f"</{name}>"] if any(rows) else []


def _is_torn(grid: Grid) -> bool:
    return any(
        not row.drawn.is_head and (row.drawn.may_split or any(cell.rows > 1 for cell in row.cells)) for row in grid.rows
    )


def _row(row: Row, grid: Grid, show: Show, *, is_closed: bool = False) -> Markup:
    drawn = row.drawn
    marks = [name for name, holds in (("head", drawn.keeps), ("split", drawn.may_split and not drawn.is_head)) if holds]
    start = f'<tr class="{" ".join(marks)}">' if marks else "<tr>"
    return _joined([start, *(_cell(cell, grid, show, is_closed=is_closed) for cell in row.cells), "</tr>"])


def _cell(cell: Cell, grid: Grid, show: Show, *, is_closed: bool) -> Markup:
    """Return a cell; `is_closed`: a joined table goes on below, whose upper line is the lower one of this."""
    drawn = cell.drawn
    alone = cell.lines[0] if len(drawn.lines) == 1 and not _needs_paragraph(cell.lines[0]) else None
    names = [css_name(alone.drawn)] if alone else []
    names += [] if drawn.align == "center" else [f"v-{drawn.align}"]
    names += ["whole"] if drawn.is_whole else []
    names += ["first"] if _stays(cell, grid) else []
    names += [f"no-{side}" for side in drawn.sides if not (is_closed and side == "bottom")]
    kind = f' class="{" ".join(names)}"' if names else ""
    spans = "".join(
        f' {key}="{value}"' for key, value in (("colspan", cell.columns), ("rowspan", cell.rows)) if value > 1
    )
    inside = _line(alone, show) if alone else _joined(_lines(cell.lines, "p", show), "")
    # A head that says nothing heads nothing.
    if drawn.scope and cell.text:
        return _joined([f'<th scope="{drawn.scope}"{kind}{spans}>{inside}</th>'])
    return _joined([f"<td{kind}{spans}>{inside}</td>"])


def _stays(cell: Cell, grid: Grid) -> bool:
    widths = grid.drawn.widths
    return cell.column == 0 and sum(widths[: cell.columns]) <= _NARROW * sum(widths)


def _needs_paragraph(line: Line) -> bool:
    return any(key.startswith(_OF_PARAGRAPH) for key in line.drawn.own)


def _lines(lines: Sequence[Line], tag: str, show: Show) -> Iterator[str]:
    for line in lines:
        name = css_name(line.drawn)
        if line.drawn.text.count("\t") == 1:  # To both ends of the line.
            parts = _line(line, show).split("\t")
            yield f'<{tag} class="{name} ends">{"".join(f"<span>{part}</span>" for part in parts)}</{tag}>'
        else:
            yield f'<{tag} class="{name}">{_line(line, show)}</{tag}>'


def _line(line: Line, show: Show) -> Markup:
    """Return what a line says, its words escaped."""
    ends = line.drawn.text.count("\t") == 1
    return _joined(
        (_words(piece, keeps_tab=ends) if isinstance(piece, str) else escape(show(piece)) for piece in line.pieces),
        "",
    )


def _words(words: str, *, keeps_tab: bool) -> Markup:
    return escape(words if keeps_tab else words.replace("\t", " ")).replace("\n", Markup("<br>"))
