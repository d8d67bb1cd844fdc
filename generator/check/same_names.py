"""Documents that would have the same files or 索引号: departments of two provinces may share a folder name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.document import Document


class Names(NamedTuple):
    """The content file of a document, and what no other may have: the stem of its files, and its 索引号."""

    source: str
    target: str
    number: str


def of(document: Document) -> Names:
    """Return the names of a document."""
    return Names(document.source, f"{document.department}/{document.year}/{document.name}", document.index)


def refused(documents: Iterable[Names]) -> dict[int, Finding]:
    """Return which documents have a name of one before them, by their place, and what is to be told."""
    seen: dict[str, str] = {}
    found: dict[int, Finding] = {}
    for place, one in enumerate(documents):
        told = ((one.target, "输出文件同名"), (one.number, "索引号相同"))
        message = next((f"和 {seen[name]} 的{what}" for name, what in told if name in seen), None)
        if message:
            hint = "给其中一个部门的文件夹换个名字。"
            found[place] = error("WJ-009", message, Position(one.source, 1), hint=hint)
        seen.setdefault(one.target, one.source)
        seen.setdefault(one.number, one.source)
    return found
