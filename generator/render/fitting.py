"""What fitting makes of a document: numbers that have no room, and characters that got smaller for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.document import Form, Table
from generator.model.finding import Finding, FindingError, Mark, Severity
from generator.model.position import Position
from generator.model.text import Text, source
from generator.render.fit import fit, widest
from generator.render.needs import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.render.fit import Fit, Orientation
    from generator.render.needs import NoRoomError

NO_ROOM: Final = "MB-025"
SMALLER: Final = "MB-060"
# Forms are filled in beforehand, to see whether they fit, only where their long figures, of so many characters, have
# so many together: that takes libraries which a check does without.
_LONG: Final = 10
_MANY: Final = 64
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
    origin = source(cell)
    raise FindingError(
        Finding(
            NO_ROOM,
            Severity.ERROR,
            f"表「{table.name}」的「{column.heading.plain}」一列放不下「{cell.plain}」",
            origin or file,
            cause=_CAUSE,
            hint="核对这个数和它的单位，是不是多打了数字；没有错的，请维护模板的人在 pack.yaml 里把这一列的「宽」改大、"
            "少列几列，或者把表的「方向」改成横。",
            marks=(Mark(file, "这套模板的列宽"),) if origin else (),
        )
    )


def no_room(problem: NoRoomError, document: Document, layout: Layout, template: str) -> FindingError:
    """Return what to tell of a number that has no room in a form."""
    said = str(problem)
    form, name, text = next(_cells(document, said), ("", "", Text()))
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


def told(document: Document, layout: Layout) -> list[Finding]:
    """Return the 提示 that characters got smaller so that numbers have room; none where all fits without.

    Raises:
        FindingError: a number has no room, whatever the widths and the size.
    """
    smaller = [
        f"表「{block.name}」的字号减小了 {less:g} 磅"
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and (less := fitted(block, section.orientation, layout).less)
    ]
    figures = (len(text.plain) for _, _, text in _cells(document) if is_figure(text.plain))
    if sum(length for length in figures if length >= _LONG) >= _MANY:
        from generator.render import docx  # noqa: PLC0415 - its libraries only where a form may not fit

        if less := docx.shrunk(document, layout):
            smaller.append(f"表单里数字的字号减小了 {less:g} 磅")
    if not smaller:
        return []
    cause = "有的数太长，别的列让出宽度还放不下；数字不能拆成两行印。"
    hint = "看一看印出来的样子；要大一些，请维护模板的人改宽这一列，或者换大一级的单位（如万元）。"
    return [Finding(SMALLER, Severity.NOTE, "；".join(smaller), Position(document.source, 1), cause=cause, hint=hint)]


def _cells(document: Document, said: str = "") -> Iterator[tuple[str, str, Text]]:
    """Yield the texts of forms that hold some words, with the names of form and cell."""
    for form in document.blocks:
        if not isinstance(form, Form):
            continue
        for name, cell in form.cells.items():
            for part in (cell,) if isinstance(cell, Text) else cell:
                texts = {name: part} if isinstance(part, Text) else part
                yield from ((form.name, column, text) for column, text in texts.items() if said in text.plain)
