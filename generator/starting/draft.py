"""New files before they are written, made of what people have answered so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import item
from generator.bring.upgrade import text
from generator.edit.canonical import canonical, meaning
from generator.edit.text import Lines
from generator.edit.tree import Node
from generator.edit.witness import keeps_comments
from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.outline import outline
from generator.load.reader import read
from generator.model.finding import Finding, FindingError, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.bring.blank import Blank
    from generator.model.open_key import OpenKey

_END: Final = "\n"


@dataclass(slots=True)
class Addition:
    """One more mapping at the end of a list of a file that is there."""

    path: str
    data: bytes
    key: str
    blank: Blank


@dataclass(slots=True)
class Draft:
    """New files: `blanks` by path, `others` as they are, and what is added to a file that is there.

    `own` are the keys of the fields that packs declare, by the kind of content: their order is part of the form.
    """

    own: Mapping[str, Sequence[str]]
    blanks: dict[str, Blank] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    added: Addition | None = None

    @property
    def _all(self) -> list[Blank]:
        return [*([self.added.blank] if self.added else ()), *self.blanks.values()]

    def open(self) -> list[OpenKey]:
        """Return the keys that wait for an answer."""
        return [key for blank in self._all for key in blank.open()]

    def unknown(self) -> list[str]:
        """Return the answers that none of the files has a place for."""
        return sorted(set.intersection(*(set(blank.unknown()) for blank in self._all)))

    def faults(self) -> list[Finding]:
        """Return what can't be read of the answers; what is open is no fault."""
        return [finding for blank in self._all for finding in _faults(blank)]

    def files(self) -> dict[str, bytes]:
        """Return the text of each file; FindingError where nothing can be added to the one that is there."""
        made = {path: _text(path, blank.root(), self.own) for path, blank in self.blanks.items()}
        if self.added is not None:
            made[self.added.path] = _with(self.added)
        return made | self.others


def _text(path: str, root: Node, own: Mapping[str, Sequence[str]]) -> bytes:
    """Return a new file in the form that `fmt` keeps."""
    written = text(root, _END)
    return canonical(path, written, outline, own) or written


def _faults(blank: Blank) -> Iterator[Finding]:
    """Read a blank alone: what is wrong behind a colon is an answer, what is wrong before it is only open."""
    data = _text("", blank.root(), {})
    lines = data.decode().splitlines()
    node, _, findings = read("", data)
    context = Context(model=blank.model)
    if node is not None:
        read_entry(blank.model, node, context)
    for finding in (*findings, *context.findings):
        if finding.is_error and (place := finding.position) is not None:
            key, colon, _ = lines[place.line - 1].partition(":")
            if colon and place.column > len(key) + 1:
                yield finding


def _with(added: Addition) -> bytes:
    """Return the text of a file with one more item at the end of a list; nothing else of it changes.

    Raises:
        FindingError: the file is not written as expected, and people have to add it themselves.
    """
    if not outline(added.path, added.data).is_sound:
        raise FindingError(_left(added))
    lines = Lines.of(added.data)
    end = lines.usual_end
    old = list(lines.texts)
    start = next((at for at, line in enumerate(old) if re.match(rf"{added.key}[ \t]*:[ \t]*(?:#|$)", line)), None)
    inside = range(start + 1, len(old)) if start is not None else range(0)
    stop = next((at for at in inside if old[at] and old[at][0] not in " -#"), len(old))
    last = max((at for at in inside if at < stop and old[at].strip() and old[at][0] != "#"), default=None)
    first = next((line for line in old[:stop] if start is not None and line.lstrip().startswith("- ")), "")
    if last is None or not first:
        raise FindingError(_left(added))
    indent = first[: len(first) - len(first.lstrip())]
    entry = text(Node(-1, "", children=[item(*added.blank.root().children)]), _END).decode().splitlines()
    new = [*old[: last + 1], *(indent + line for line in entry if line.strip()), *old[last + 1 :]]
    data = lines.bom.encode() + end.join(new).encode()
    if not (outline("", data).is_sound and keeps_comments(added.data, data) and _only_adds(added, data)):
        raise FindingError(_left(added))
    return data


def _only_adds(added: Addition, data: bytes) -> bool:
    """Whether the new text says what the old one said, and one item more."""
    before, after = meaning(outline("", added.data)), meaning(outline("", data))
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return False
    listed = after.get(added.key)
    return isinstance(listed, list) and after | {added.key: listed[:-1]} == before


def _left(added: Addition) -> Finding:
    return error(
        "WJ-011",
        f"「{added.key}」的写法不常见，或者文件有错误，没有加",
        Position(added.path, 1),
        hint=f"先用 shenbao check 查好 {added.path}，或自己在「{added.key}」下面照别的加一条。",
    )
