"""Assembles the document of a subject, whichever it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.assemble import declaration, statement
from generator.model.layout import Layout
from generator.model.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.statement import Statement


def assemble(root: Path, subject: Project | Statement, kind: str) -> tuple[Document, Layout]:
    """Assemble a document of a subject that could be read: one of those that its pack makes of it, by name.

    FindingError if the pack can't be used.
    """
    pack = subject.pack
    if pack is None:
        raise AssertionError(kind)
    templates = root / "templates"
    parents = tuple(templates / name for name in pack.parents)
    layout = Layout(templates / subject.pack_name, templates / "common", tuple(pack.forms), parents)
    made = (
        declaration.assemble(subject, pack, kind, layout)
        if isinstance(subject, Project)
        else statement.assemble(subject, pack, kind, layout)
    )
    return made if kind == next(iter(subject.documents)) else replace(made, kind=kind), layout
