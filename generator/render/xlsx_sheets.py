"""Which sheets a workbook has: one for each annex, or for each table or form of an annex that has several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.document import Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.text import Text, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document

Body: TypeAlias = Heading | Paragraph | Imprint | Table | Form

# A form that has this cell is named by it; others are counted.
FORM_NUMBER: Final = "表号"
LONGEST_NAME: Final = 31  # Excel counts UTF-16 units
# What Excel forbids in the name of a sheet, and the full-width forms of it.
_FOLDED: Final = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_RESERVED: Final = "history"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what stands above, and at most one table or form with the lines of text around it."""

    name: str
    orientation: str
    label: Text
    title: Text
    blocks: tuple[Body, ...]


@dataclass(slots=True)
class _Part:
    """What goes on one sheet, while it is being gathered."""

    orientation: str
    blocks: list[Body] = field(default_factory=list)

    @property
    def body(self) -> Table | Form | None:
        return next((block for block in self.blocks if isinstance(block, Table | Form)), None)


def plan(document: Document) -> list[Sheet]:
    """Return the sheets of a document, in its order, each with a name of its own.

    An annex reaches to the next one; of what stands before the first, only the tables are taken,
    each titled by the heading above it.
    """
    sheets: list[Sheet] = []
    annex: Annex | None = None
    parts: list[_Part] = []
    heading: Text | None = None
    for orientation, block in _blocks(document):
        if isinstance(block, Annex):
            sheets += _of_annex(annex, parts)
            annex, parts = block, [_Part(orientation)]
        elif annex is not None:
            _gather(block, orientation, parts)
        elif isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            sheets.append(Sheet(block.name, orientation, Text(), heading or of_words(block.name), (block,)))
            heading = None
    return _named([*sheets, *_of_annex(annex, parts)])


def _blocks(document: Document) -> Iterator[tuple[str, Annex | Body]]:
    """Return the blocks with the orientation of their page."""
    for section in document.sections:
        yield from ((section.orientation, block) for block in section.blocks if not isinstance(block, Contents))


def _gather(block: Body, orientation: str, parts: list[_Part]) -> None:
    """Add a block to the last sheet, or begin another one with it; text below a table stays with that table."""
    if parts[-1].body and not isinstance(block, Paragraph | Imprint):
        parts.append(_Part(orientation))
    if isinstance(block, Table | Form):
        parts[-1].orientation = orientation
    parts[-1].blocks.append(block)


def _of_annex(annex: Annex | None, parts: list[_Part]) -> Iterator[Sheet]:
    if annex is None:
        return
    for number, part in enumerate(parts, 1):
        name = annex.label.plain or annex.title.plain
        name += f" {_number(part.body, number)}" if len(parts) > 1 else ""
        yield Sheet(name, part.orientation, annex.label, annex.title, tuple(part.blocks))


def _number(body: Table | Form | None, number: int) -> str:
    """Return what tells a table or form from the others of its annex."""
    if isinstance(body, Table):
        return body.name
    given = body.cells.get(FORM_NUMBER) if body else None
    return given.plain if isinstance(given, Text) and given else f"表-{number}"


def _named(sheets: list[Sheet]) -> list[Sheet]:
    """Give the sheets names that Excel takes, none of them twice: it does not tell capitals from small letters."""
    taken = {_RESERVED}
    named = []
    for sheet in sheets:
        wanted = sheet.name.translate(_FOLDED).strip() or "表"
        name, count = _cut(wanted), 1
        while name.lower() in taken:
            count += 1
            name = _cut(wanted, f" ({count})")
        taken.add(name.lower())
        named.append(Sheet(name, sheet.orientation, sheet.label, sheet.title, sheet.blocks))
    return named


def _cut(name: str, ending: str = "") -> str:
    while utf16_length(name + ending) > LONGEST_NAME:
        name = name[:-1]
    return name + ending


def utf16_length(text: str) -> int:
    """Return how long a text is for Excel, which counts rare characters twice."""
    return len(text.encode("utf-16-le")) // 2
