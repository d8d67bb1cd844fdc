"""What stands in a file, place by place, for a form: its texts with their lines, and where findings belong."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.load.nodes import Mapping, Scalar, Sequence
from generator.load.reader import read
from generator.model.paths import walk
from generator.model.values import Amount, Line, Prose, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.load.nodes import Node
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.outline import Way
    from generator.model.position import Position

# A finding about what is not there stands at the mapping around it; its words name the key.
_ABSENT: Final = re.compile("^(?:缺少)?「([^」]+)」(?:没有填)?")
_REFERRING: Final = "${"


def etag(data: bytes) -> str:
    """Return what tells the states of a file apart."""
    return hashlib.sha256(data).hexdigest()[:24]


@dataclass(slots=True)
class Sheet:
    """A file as a form sees it: `tree` holds its texts, None where nothing of it can be read."""

    path: str
    data: bytes
    tree: Any = None
    lines: list[str] = field(default_factory=list)
    _spots: list[tuple[int, int, Way]] = field(default_factory=list)

    @classmethod
    def of(cls, path: str, data: bytes) -> Sheet:
        """Read a file."""
        node, lines, _ = read(path, data)
        sheet = cls(path, data, lines=lines)
        if node is not None:
            sheet.tree = sheet._told(node, ())
            sheet._spots.sort(key=lambda spot: spot[:2])
        return sheet

    def _told(self, node: Node, way: Way) -> Any:
        """Return a node as JSON; keys are pairs, since their order counts and digits are keys, too."""
        match node:
            case Scalar():
                for place in node.places:
                    self._spots.append((place.line, place.column, way))
                return {"text": node.text, "lines": [node.places[0].line, node.places[-1].line]}
            case Mapping():
                pairs = []
                for name, value in node.values.items():
                    place = node.keys[name].position
                    self._spots.append((place.line, place.column, (*way, name)))
                    pairs.append([name, place.line, self._told(value, (*way, name))])
                return {"keys": pairs}
            case Sequence():
                return {"items": [self._told(one, (*way, number)) for number, one in enumerate(node.items)]}
        place = node.position
        self._spots.append((place.line, place.column, way))
        return {"broken": place.line}

    def places(self) -> list[list[Any]]:
        """Return the first and the last line of each text: [place, first, last]."""
        found: dict[Way, list[int]] = {}
        for line, _, way in self._spots:
            found.setdefault(way, []).append(line)
        return [[list(way), lines[0], lines[-1]] for way, lines in found.items()]

    def way(self, position: Position) -> Way:
        """Return the place of a file that a position is in."""
        here = [spot for spot in self._spots if spot[:2] <= (position.line, position.column)]
        same = [spot for spot in here if spot[0] == position.line]
        later = [spot for spot in self._spots if spot[0] == position.line]
        chosen = same[-1:] or later[:1] or here[-1:]
        return chosen[0][2] if chosen else ()

    def place(self, finding: Finding) -> Way:
        """Return the place that a finding is about."""
        if finding.position is None:
            return ()
        way, absent = self.way(finding.position), _ABSENT.match(finding.message)
        if absent is None or not way or absent[1].rpartition(".")[2] == way[-1]:
            return way
        steps = tuple(int(step) - 1 if step.isdecimal() else step for step in absent[1].split(".") if step != "*")
        return steps if len(steps) > 1 else (*way[:-1], *steps)


def referring(entry: Entry, unit: Decimal) -> Iterator[tuple[Way, str, str]]:
    """Yield what the texts of a file that refer to something say: place, words, and the amount if it is one.

    `unit` is how many 元 the file's unit of money has.
    """
    for steps, value in walk(entry):
        way = tuple(step - 1 if isinstance(step, int) else str(step) for step in steps)
        try:
            if isinstance(value, Amount):
                yield way, value.figure.text, f"{value.figure.value / unit:f}"
            elif isinstance(value, Quantity):
                yield way, value.figure.text, ""
            elif isinstance(value, Line | Prose):
                yield way, value.plain, ""
        except AttributeError:  # It waits for what nobody could read.
            continue


def with_references(tree: Any, said: Iterable[tuple[Way, str, str]]) -> list[list[Any]]:
    """Return what is said at the places of a file where it is not written so: [place, words, amount]."""
    return [[list(way), *rest] for way, *rest in said if _REFERRING in _text(tree, way)]


def differences(one: Sheet, other: Sheet) -> list[list[Any]]:
    """Return the texts that differ between two states of a file, None where there is none: [place, one, other]."""
    mine, theirs = (dict(_texts(sheet.tree, ())) for sheet in (one, other))
    ways = dict.fromkeys((*mine, *theirs))
    return [[list(way), mine.get(way), theirs.get(way)] for way in ways if mine.get(way) != theirs.get(way)]


def _texts(tree: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if tree is None:
        return
    if "text" in tree:
        yield way, tree["text"]
    for name, _, below in tree.get("keys", ()):
        yield from _texts(below, (*way, name))
    for number, below in enumerate(tree.get("items", ())):
        yield from _texts(below, (*way, number))


def _text(tree: Any, way: Way) -> str:
    for step in way:
        below = [one for name, _, one in tree.get("keys", ()) if name == step]
        items = tree.get("items", ())
        if isinstance(step, int) and step < len(items):
            below = [items[step]]
        if not below:
            return ""
        tree = below[0]
    return str(tree.get("text", ""))
