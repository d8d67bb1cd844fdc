"""Reads forms that PDFs carry along: a name and its value side by side, rows under the names of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.forms.form import Form
from generator.importing.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importing.files.paper import Grid
    from generator.model.pack import FormSpec

# A sheet is a form if so much of the names of its cells stand in the first column.
_ENOUGH: Final = 0.6
_DEEPEST: Final = 40_000
_FEWEST: Final = 3


def read(grid: Grid, specs: Mapping[str, FormSpec]) -> Form | None:
    """Return the form that a sheet is; None if it is none."""
    first = {plain(grid.text(row, 0)) for row in range(min(grid.height, _DEEPEST))}
    scores = {name: _share(spec, first) for name, spec in specs.items()}
    name = max(scores, key=lambda one: scores[one], default="")
    if not name or scores[name] < _ENOUGH:
        return None
    form, spec = Form(name, f"{grid.file} {grid.name}"), specs[name]
    names = {plain(cell): cell for cell in (*spec.sums, *spec.cells)}
    row = 0
    while row < grid.height:
        heads = _rows_of(grid, row, spec)
        if heads:
            row = _read_rows(grid, row + 1, heads, names, form)
            continue
        cell = names.get(plain(grid.text(row, 0)))
        if cell is not None and cell not in form.cells:
            height = grid.cells[row, 0].rows
            lines = [grid.text(at, 1) for at in range(row, row + height)]
            form.cells[cell] = ([line for line in lines if line], grid.place(row, 1))
            row += height
        else:
            row += 1
    return form


def _share(spec: FormSpec, first: set[str]) -> float:
    """Return which share of a form's names stands in a column, or, where empty cells are left out, of the column.

    Of the rows below their heads nothing is known here, so that they count for nothing.
    """
    wanted = {plain(cell) for cell in (*spec.sums, *spec.cells)}
    found = len(wanted & first)
    if not found:
        return 0.0
    others = first - {""} - {plain(column.text) for rows in spec.rows.values() for column in rows.columns}
    return max(found / len(wanted), found / len(others) if found >= _FEWEST else 0.0)


def _rows_of(grid: Grid, row: int, spec: FormSpec) -> tuple[str, dict[int, str]] | None:
    """Return which repeated rows a row is the heads of, with the columns; None if it is none."""
    texts = {column: plain(cell.text) for column, cell in grid.row(row) if cell.text.strip()}
    for part, rows in spec.rows.items():
        names = {plain(column.text): column.text for column in rows.columns}
        found = {column: names[text] for column, text in texts.items() if text in names}
        if len(found) > 1 and len(found) == len(texts):
            return part, found
    return None


def _read_rows(grid: Grid, row: int, heads: tuple[str, dict[int, str]], names: Mapping[str, str], form: Form) -> int:
    """Read rows below their heads; return where they end."""
    part, columns = heads
    while row < grid.height and plain(grid.text(row, 0)) not in names:
        record = {name: grid.text(row, column) for column, name in columns.items()}
        if any(record.values()):
            form.rows.setdefault(part, []).append(record)
        row += 1
    return row
