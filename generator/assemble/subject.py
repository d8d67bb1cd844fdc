"""Assembles the document of a subject, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import declaration, statement
from generator.model.layout import Layout
from generator.model.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Document
    from generator.model.pack import Pack
    from generator.model.statement import Statement


def assemble(root: Path, subject: Project | Statement, pack: Pack) -> tuple[Document, Layout]:
    """Assemble the document of a subject that could be read; FindingError if its pack can't be used."""
    templates = root / "templates"
    parents = tuple(templates / name for name in pack.parents)
    layout = Layout(templates / subject.pack_name, templates / "common", tuple(pack.forms), parents)
    if isinstance(subject, Project):
        return declaration.assemble(subject, pack, layout), layout
    return statement.assemble(subject, pack, layout), layout
