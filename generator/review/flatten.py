"""Lays a model out as leaves by path, so that two states can be compared by name and never by position."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model import units
from generator.model.entry import FORM_KEY, Entry, keys
from generator.model.paths import labels
from generator.model.text import Figure, Text, Written
from generator.model.values import Amount, Amounts, Date, ItemList, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from generator.model.position import Position

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: what decides whether it changed, what people see of it, and its number if it is one."""

    key: str
    shown: str
    position: Position | None = None
    value: Decimal | None = None
    unit: str = ""


@dataclass(slots=True)
class Flat:
    """The leaves of a model, and the paths of its items (of lists and tables) with their positions."""

    leaves: dict[Path, Leaf] = field(default_factory=dict)
    items: dict[Path, Position | None] = field(default_factory=dict)


def flatten(entry: Entry, lines: Mapping[str, Sequence[str]]) -> Flat:
    """Lay out a sound entry; `lines` are the files, in which references are looked up as written."""
    flat = Flat()
    _Flattener(flat, lines).entry(entry, ())
    return flat


class _Flattener:
    def __init__(self, flat: Flat, lines: Mapping[str, Sequence[str]]) -> None:
        self.flat, self.lines = flat, lines

    def entry(self, entry: Entry, path: Path) -> None:
        for name, alias in keys(type(entry)).items():
            if (*path, alias) != (FORM_KEY,):  # How a file is written is nothing that it says.
                self.value(getattr(entry, name), (*path, alias))

    def value(self, value: object, path: Path) -> None:
        if isinstance(value, Amounts):
            value = value.content()
        if isinstance(value, Entry):
            self.entry(value, path)
        elif isinstance(value, dict):
            for name, item in value.items():
                self.item(item, (*path, str(name)))
        elif isinstance(value, list | tuple):
            self.items(value, path)
        elif value is not None:
            self.flat.leaves[path] = self.leaf(value)

    def items(self, items: Sequence[object], path: Path) -> None:
        for label, item in zip(labels(items), items, strict=True):
            self.item(item, (*path, label))

    def item(self, item: object, path: Path) -> None:
        self.flat.items[path] = getattr(item, "position", None)
        self.value(item, path)

    def leaf(self, value: object) -> Leaf:
        match value:
            case Amount(figure=figure, position=position) | Quantity(figure=figure, position=position):
                return self.figure(figure, position)
            case Line(text=text, position=position):
                return self.text([text], position)
            case Prose(paragraphs=paragraphs, position=position):
                return self.text(paragraphs, position)
            case Term(text=words, position=position) | Date(text=words, position=position):
                return Leaf(words, words, position)
            case Year(value=number, position=position):
                return Leaf(f"{number}年", str(number), position)
        return Leaf(str(value), str(value), getattr(value, "position", None))

    def figure(self, figure: Figure, position: Position) -> Leaf:
        """Return a figure: written, its value counts; computed, its formula does."""
        written = isinstance(figure.origin, Written) and figure.origin.position == position
        key = f"{units.plain(figure.value)} {figure.unit}" if written else self.written(position)
        return Leaf(key, figure.text, position, figure.value if written else None, figure.unit)

    def text(self, paragraphs: Sequence[Text | ItemList], position: Position) -> Leaf:
        key, shown = [], []
        for part in paragraphs:
            if isinstance(part, ItemList):
                key.append("${明细}")
                shown.append("（明细）")
                continue
            shown.append(part.plain)
            key.append("".join(self.written(r.source) if r.figure and r.source else r.text for r in part.runs))
        return Leaf("\n".join(key), "\n".join(shown), position)

    def written(self, place: Position | None) -> str:
        """Return a reference as it stands in its file, from a place inside its braces."""
        lines = self.lines.get(place.path, ()) if place else ()
        if place is None or not 0 < place.line <= len(lines):
            return ""
        line = lines[place.line - 1]
        start = line.rfind("${", 0, place.column + 1)
        end = line.find("}", place.column - 1)
        return line[max(start, 0) : end + 1 or None].replace(" ", "")
