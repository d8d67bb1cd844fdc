"""Reads forms: a filled form is the grid of the Word template with values in the place of tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.files.paper import Cell, Grid, Line, short
from generator.importing.forms.form import Form
from generator.importing.words import plain
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.files.paper import Paper
    from generator.importing.forms.template import Row, Slot, Template

# What it costs that a row is left over on either side, and that all labels of a row differ.
_LEFT, _WRONG, _SILENT = 1.5, 4.0, 0.2
# A table is a form if so much of its labels stands in it.
_ENOUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the template with a row of the document; one of them may be missing."""

    wanted: int | None
    there: int | None


def read(paper: Paper, template: Template) -> tuple[list[Form], set[int]]:
    """Return the forms of a document or workbook, and which of its parts they took, the lines above them too."""
    grids = [(form, number, rows) for form in template.forms for number, rows in enumerate(form.grids)]
    found: list[Form] = []
    used: set[int] = set()
    for at, part in enumerate(paper.parts):
        if not isinstance(part, Grid) or part.is_pairs or not grids:
            continue
        if part.is_sheet:
            if form := _of_sheet(part, template):
                found.append(form)
                used.add(at)
            continue
        share, number = max((_share(rows, part), -index) for index, (_, _, rows) in enumerate(grids))
        if share <= _ENOUGH:
            continue
        spec, index, rows = grids[-number]
        if not found or found[-1].name != spec.name or index == 0:
            found.append(Form(spec.name, f"{part.file} {part.name}"))
            above = [(part.text, part.place) if isinstance(part, Line) else None for part in paper.parts[:at]]
            used |= {at - number for number in range(1, _read_above(above, spec.above, found[-1]) + 1)}
        _join(paper, at, part, rows, used)
        used.add(at)
        _fill(found[-1], rows, part, range(part.height))
    return found, used


def _of_sheet(grid: Grid, template: Template) -> Form | None:
    """Return the form that a sheet is: its tables stand below each other, lines above them; None if it is none."""
    rows_of = {form.name: [row for rows in form.grids for row in rows] for form in template.forms}
    share, name = max((_share(rows, grid), name) for name, rows in rows_of.items())
    if share <= _ENOUGH:
        return None
    form, rows = Form(name, f"{grid.file} {grid.name}"), rows_of[name]
    spec = next(one for one in template.forms if one.name == name)
    # What is too tall for a row of a sheet takes several, in which nothing begins.
    numbers = [at for at in range(grid.height) if any(row == at for _, row, _ in grid.across(at))]
    start = next((number for number, at in enumerate(numbers) if _begins(rows, grid, at)), len(numbers))
    above = [("\t".join(cell.text for cell, _, _ in grid.across(at)), grid.place(at)) for at in numbers[:start]]
    _read_above(above, spec.above, form)
    _fill(form, rows, grid, numbers[start:])
    return form


def _begins(rows: Sequence[Row], grid: Grid, at: int) -> bool:
    """Whether a row of a sheet is one of a form: it has a label of it, and as many cells."""
    cells = grid.across(at)
    there = {plain(cell.text) for cell, _, _ in cells}
    return any(
        len(row.slots) == len(cells) and any(slot.label in there for slot in row.slots if slot.label) for row in rows
    )


def _share(rows: Sequence[Row], grid: Grid) -> float:
    """Return which share of a grid's labels stands in a table, wherever."""
    labels = [slot.label for row in rows for slot in row.slots if slot.label]
    there = {plain(cell.text) for cell in grid.cells.values()}
    return sum(label in there for label in labels) / max(len(labels), 1)


def _join(paper: Paper, at: int, grid: Grid, rows: Sequence[Row], used: set[int]) -> None:
    """Put the rest of a table that Word parted in two back to it: it follows right behind, in the same columns."""
    for next_ in range(at + 1, len(paper.parts)):
        other = paper.parts[next_]
        if not isinstance(other, Grid) or other.width != grid.width or _share(rows, other) > _ENOUGH:
            return
        height = grid.height
        for (row, column), cell in sorted(other.cells.items()):
            grid.put(row + height, column, cell)
        used.add(next_)


def _read_above(lines: Sequence[tuple[str, str] | None], slots: Sequence[Slot], form: Form) -> int:
    """Read the lines right above a form, each with its place, from the last one up; return how many there are."""
    read_ = 0
    for wanted, line in zip(reversed(slots), reversed(lines), strict=False):
        if line is None or wanted.pattern is None:
            break
        text, place = line
        found = wanted.pattern.fullmatch(text.strip())
        if found is None:
            said = "、".join(wanted.names)
            form.remarks.append(Remark(Grade.DECIDE, place, short(text), f"不像「{said}」，没有读"))
            continue
        for name, value in zip(wanted.names, found.groups(), strict=True):
            form.cells[name] = ([value.strip()], place)
        read_ += 1
    return read_


def _fill(form: Form, rows: Sequence[Row], grid: Grid, numbers: Sequence[int]) -> None:
    """Read rows of a grid by their numbers."""
    heads: list[int] = []
    for pair in align(rows, grid, numbers):
        if pair.there is None:
            _tell_missing(form, rows[pair.wanted or 0], grid)
            continue
        at = numbers[pair.there]
        if pair.wanted is None:
            said = " ".join(cell.text for cell, row, _ in grid.across(at) if row == at)
            if said.strip():
                form.remarks.append(Remark(Grade.DECIDE, grid.place(at), short(said), "模板的表单里没有这一行，没有读"))
        else:
            wanted = rows[pair.wanted]
            cells = grid.across(at)
            if all(slot.label or not slot.names for slot in wanted.slots):
                heads = _order(wanted, cells)
            _read_row(form, wanted, grid, at, heads if wanted.each else [])


def _order(wanted: Row, cells: Sequence[tuple[Cell, int, int]]) -> list[int]:
    """Return where the columns of a row of heads stand, if they stand in another order; nothing otherwise."""
    labels = [slot.label for slot in wanted.slots]
    there = [plain(cell.text) for cell, _, _ in cells]
    if labels == there or sorted(labels) != sorted(there) or len(set(there)) != len(there):
        return []
    return [there.index(label) for label in labels]


def _tell_missing(form: Form, row: Row, grid: Grid) -> None:
    labels = "、".join(slot.label for slot in row.slots if slot.label)
    if not row.each and any(slot.names for slot in row.slots):
        form.remarks.append(
            Remark(Grade.DECIDE, f"{grid.file} {grid.name}", short(labels), "模板的表单有这一行，文件里没有")
        )


def _read_row(form: Form, wanted: Row, grid: Grid, number: int, order: Sequence[int]) -> None:
    cells = grid.across(number)
    if order:
        cells = [cells[at] for at in order]
    record: dict[str, str] = {}
    for slot, (cell, row, column) in zip(wanted.slots, cells, strict=True):
        place = grid.place(row, column)
        text = cell.text.strip()
        if slot.label:
            if slot.label != plain(text) and text and row == number:
                form.remarks.append(Remark(Grade.WORDS, place, short(text), f"模板的表单里这一格是「{slot.label}」"))
        elif not slot.names:
            continue
        elif slot.pattern is None:
            form.cells[slot.names[0]] = ([line.strip() for line in cell.lines if line.strip()], place)
        elif found := slot.pattern.fullmatch(text):
            values = {name: value.strip() for name, value in zip(slot.names, found.groups(), strict=True)}
            record |= values
            if not wanted.each:
                form.cells |= {name: ([value], place) for name, value in values.items()}
        else:
            said = "、".join(slot.names)
            form.remarks.append(Remark(Grade.DECIDE, place, short(text), f"不像「{said}」，没有读"))
    if wanted.each and any(record.values()):
        form.rows.setdefault(wanted.each, []).append(record)


def align(rows: Sequence[Row], grid: Grid, numbers: Sequence[int]) -> list[Pair]:
    """Return which row of the template each row of a table is, at the least cost: an added one costs only itself.

    `numbers` are the rows of the grid that count; a pair has the number of one among these.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, Pair | None]] = {(0, 0): (0.0, None, None)}
    height = len(numbers)
    for at in ((one, other) for one in range(len(rows) + 1) for other in range(height + 1)):
        if at not in best:
            continue
        now = best[at][0]
        for to, cost, pair in _moves(rows, grid, numbers, at):
            if to not in best or now + cost < best[to][0]:
                best[to] = now + cost, at, pair
    found: list[Pair] = []
    here: tuple[int, int] | None = (len(rows), height)
    while here is not None:
        _, before, step = best[here]
        found += [step] if step is not None else []
        here = before
    return found[::-1]


def _moves(
    rows: Sequence[Row], grid: Grid, numbers: Sequence[int], at: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], float, Pair]]:
    wanted, there = at
    if wanted < len(rows) and there < len(numbers):
        cost = _cost(rows[wanted], grid, numbers[there])
        if cost is not None:
            step = 0 if rows[wanted].each else 1
            yield (wanted + step, there + 1), cost, Pair(wanted, there)
    if wanted < len(rows):
        yield (wanted + 1, there), 0.0 if rows[wanted].each else _LEFT, Pair(wanted, None)
    if there < len(numbers):
        yield (wanted, there + 1), _LEFT, Pair(None, there)


def _cost(row: Row, grid: Grid, number: int) -> float | None:
    """Return what it costs that a row of a table is one of the template; None where it can't be."""
    cells = grid.across(number)
    if len(cells) != len(row.slots):
        return None
    labels = [
        slot.label == plain(cell.text)
        for slot, (cell, first, _) in zip(row.slots, cells, strict=True)
        if slot.label and not (not cell.text.strip() and (row.each or first != number))
    ]
    shaped = [
        bool(slot.pattern and slot.pattern.fullmatch(cell.text.strip()))
        for slot, (cell, _, _) in zip(row.slots, cells, strict=True)
        if slot.has_words
    ]
    held = [*labels, *shaped]
    if not held:
        return _SILENT
    wrong = held.count(False) / len(held)
    has_values = any(slot.names and cell.text for slot, (cell, _, _) in zip(row.slots, cells, strict=True))
    return None if wrong == 1 and not has_values else _WRONG * wrong
