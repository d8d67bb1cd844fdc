"""The forms of a Word template as grids: labels, and the names of what fills the other cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.files import word
from generator.importing.files.paper import Grid, Line
from generator.importing.texts.script import literal
from generator.importing.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.files.paper import Paper

_TAG: Final = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_STEP: Final = re.compile(r"\{%\s*(?:p|tr)\s+(.*?)\s*%\}")
_FORM: Final = re.compile(r"if 块\.(\w+)")
_LOOP: Final = re.compile(r"for (\w+) in (.+)")
# What stands before the name of a cell in a tag.
_CELL: Final = "块.栏."


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid: its `label`, or a `pattern` for what fills it, with the names of its groups.

    `names` of one that takes paragraphs is the one name, and there is no pattern.
    """

    label: str = ""
    pattern: re.Pattern[str] | None = None
    names: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether its pattern has words of its own between the places."""
        return self.pattern is not None and bool(re.sub(r"\(\.\*\??\)|\\s\*", "", self.pattern.pattern))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid; `each` names the list whose rows repeat it."""

    slots: tuple[Slot, ...]
    each: str = ""


@dataclass(slots=True)
class Form:
    """A form of the template: the lines above its grids, and these."""

    name: str
    grids: list[tuple[Row, ...]] = field(default_factory=list)
    above: list[Slot] = field(default_factory=list)


@dataclass(slots=True)
class Template:
    """The forms of a Word template, and its own lines, which stand in every document."""

    forms: list[Form] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def template(data: bytes) -> Template:
    """Return the forms of a pack's Word template."""
    found, current, depth = Template(), None, 0
    for part in _parts(word.read("document.docx", data)):
        step = _STEP.fullmatch(part.text.strip()) if isinstance(part, Line) else None
        if step is not None:
            if current is None and (name := _FORM.fullmatch(step[1])):
                current, depth = Form(name[1]), 0
            depth += step[1].startswith(("if", "for")) - step[1].startswith("end")
            if current is not None and not depth:
                found.forms += [current] if current.grids else []
                current = None
        elif isinstance(part, Grid):
            if current is not None:
                current.grids.append(tuple(_rows(part)))
        elif _TAG.search(part.text):
            if current is not None and not current.grids:
                current.above.append(slot(part.text))
        else:
            found.words.add(part.text)
    return found


def _parts(paper: Paper) -> Sequence[Line | Grid]:
    return paper.parts


def _rows(grid: Grid) -> list[Row]:
    rows: list[Row] = []
    loop = ""
    for number in range(grid.height):
        cells = grid.across(number)
        step = _STEP.fullmatch(cells[0][0].text.strip()) if len(cells) == 1 else None
        if step is not None:
            found = _LOOP.fullmatch(step[1])
            loop = bare(found[2]) if found else "" if step[1].startswith("endfor") else loop
            continue
        row = Row(tuple(slot(cell.text) for cell, _, _ in cells), loop)
        if not (loop and rows and rows[-1] == row):
            rows.append(row)
    return rows


def slot(text: str) -> Slot:
    """Return what a cell of the template holds: a label, paragraphs of a list, or places between words."""
    for line in text.split("\n"):
        step = _STEP.fullmatch(line.strip())
        if step and (found := _LOOP.fullmatch(step[1])):
            return Slot(names=(bare(found[2]),))
    parts = _TAG.split(text)
    if len(parts) == 1:
        return Slot(label=plain(text))
    pattern = "".join(
        literal(part) if number % 2 == 0 else "(.*)" if number == len(parts) - 2 else "(.*?)"
        for number, part in enumerate(parts)
        if part or number % 2
    )
    return Slot(pattern=re.compile(pattern, re.DOTALL), names=tuple(map(bare, parts[1::2])))


def bare(name: str) -> str:
    """Return the name that a pack gives a cell or column: that of 块.栏.项目名称 and of 行.指标值."""
    return name.removeprefix(_CELL).partition(" or ")[0] if name.startswith(_CELL) else name.partition(".")[2] or name
