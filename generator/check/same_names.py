"""Documents that would have the same files or 索引号: departments of two provinces may share a folder name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Document


class Names(NamedTuple):
    """The content file of a document, and what no other may have: the stem of its files, and its 索引号."""

    source: str
    target: str
    number: str


def of(document: Document) -> Names:
    """Return the names of a document."""
    return Names(document.source, f"{document.department}/{document.year}/{document.name}", document.index)


class Seen:
    """The names of documents so far; departments come in the order of their folders."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def refuse(self, one: Names) -> Finding | None:
        """Return what is to be told of a document which has a name of one before it."""
        told = ((one.target, "输出文件同名"), (one.number, "索引号相同"))
        message = next((f"和 {self._names[name]} 的{what}" for name, what in told if name in self._names), None)
        for name in one.target, one.number:
            self._names.setdefault(name, one.source)
        hint = "给其中一个部门的文件夹换个名字。"
        return error("WJ-009", message, Position(one.source, 1), hint=hint) if message else None


def refused(documents: Sequence[Names]) -> dict[int, Finding]:
    """Return which documents have a name of one in a folder before theirs, by their place, and what is to be told."""
    seen, found = Seen(), {}
    for place in sorted(range(len(documents)), key=lambda number: folder_of(documents[number])):
        if told := seen.refuse(documents[place]):
            found[place] = told
    return found


def folder_of(one: Names) -> list[str]:
    """Return the folder of a document's department, in parts."""
    return one.source.split("/")[:3]
