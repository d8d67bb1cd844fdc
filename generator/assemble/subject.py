"""Assembles the document of a subject, whichever it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from generator.assemble import declaration, roll_up, statement
from generator.model.declaration import Declaration
from generator.model.layout import Layout, common
from generator.model.roll_up import RollUp
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.pack import Pack
    from generator.model.subject import Subject


_ASSEMBLERS: Final[Mapping[type, Callable[[Any, Pack, str, Layout], Document]]] = {
    Declaration: declaration.assemble,
    Statement: statement.assemble,
    RollUp: roll_up.assemble,
}


def assemble(root: Path, subject: Subject, kind: str) -> tuple[Document, Layout]:
    """Assemble a document of a subject that could be read: one of those that its pack makes of it, by name.

    FindingError if the pack can't be used.
    """
    pack = subject.pack
    if pack is None:
        raise AssertionError(kind)
    templates = root / "templates"
    parents = tuple(templates / name for name in pack.parents)
    layout = Layout(templates / subject.pack_name, common(root), tuple(pack.forms), parents)
    made = _ASSEMBLERS[type(subject)](subject, pack, kind, layout)
    return made if kind == next(iter(subject.documents)) else replace(made, kind=kind), layout
