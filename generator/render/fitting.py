"""What fitting makes of the tables and forms of a document, and what is told of numbers that have no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Form, Table
from generator.model.finding import Finding, FindingError, Mark, Severity
from generator.model.text import Text, source
from generator.render.fit import fit, widest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.render.fit import Fit, Orientation
    from generator.render.needs import NoRoomError

NO_ROOM: Final = "MB-025"
# A number of so many characters has room in any table that is drawn with care: 12,345.67.
_ORDINARY: Final = 9
_CAUSE: Final = "数字不能拆成两行印，字号也不能小到看不清；别的列已经让出能让的宽度，字号也减小过了。"


def fitted(table: Table, orientation: Orientation, layout: Layout) -> Fit:
    """Return how a table is drawn.

    Raises:
        FindingError: a number has no room in its column.
    """
    if found := fit(table, orientation, layout.fonts):
        return found
    cell, column = widest(table, orientation, layout.fonts)
    file = layout.place(layout.folder / "pack.yaml")
    origin = source(cell) if len(cell.plain) > _ORDINARY else None
    hint = "在 pack.yaml 里把这一列的「宽」改大、少列几列，或者把表的「方向」改成横。"
    if origin:
        hint = f"核对这个数和它的单位，是不是多打了数字；没有错的，请维护模板的人{hint}"
    raise FindingError(
        Finding(
            NO_ROOM,
            Severity.ERROR,
            f"表「{table.name}」的「{column.heading.plain}」一列放不下「{cell.plain}」",
            origin or file,
            cause=_CAUSE,
            hint=hint,
            marks=(Mark(file, "这套模板的列宽"),) if origin else (),
        )
    )


def no_room(problem: NoRoomError, document: Document, layout: Layout, template: str) -> FindingError:
    """Return what to tell of a number that has no room in a form."""
    said = str(problem)
    form, name, text = next(cells(document, said), ("", "", Text()))
    file = layout.place(layout.file(template))
    origin = source(text)
    return FindingError(
        Finding(
            NO_ROOM,
            Severity.ERROR,
            f"表单「{form}」的「{name}」放不下「{said}」",
            origin or file,
            cause=_CAUSE,
            hint="核对这个数和它的单位，是不是多打了数字；没有错的，请维护模板的人在模板里把这一列改宽。",
            marks=(Mark(file, "这套模板的表单"),) if origin else (),
        )
    )


def cells(document: Document, said: str = "") -> Iterator[tuple[str, str, Text]]:
    """Yield the texts of forms that hold some words, with the names of form and cell."""
    for form in document.blocks:
        if not isinstance(form, Form):
            continue
        for name, cell in form.cells.items():
            for part in (cell,) if isinstance(cell, Text) else cell:
                texts = {name: part} if isinstance(part, Text) else part
                yield from ((form.name, column, text) for column, text in texts.items() if said in text.plain)
