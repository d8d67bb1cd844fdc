"""Assembles the documents of a region: sums over all its departments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.assemble.books import Books
from generator.assemble.telling import expand, tell
from generator.assemble.view import Viewer
from generator.assemble.words import add_last_year, words
from generator.model.text import of_words
from generator.model.values import Invalid

if TYPE_CHECKING:
    from generator.assemble.view import View
    from generator.assemble.words import Words
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.pack import Pack
    from generator.model.roll_up import RollUp


def assemble(region: RollUp, pack: Pack, kind: str, layout: Layout) -> Document:
    """Make a document of a region whose departments are sound; FindingError if the pack can't be used."""
    viewer = Viewer(expand)
    books = Books(region.ledger, region.notation, _words(region, viewer), region.position)
    values: dict[str, View] = viewer.entry(region.region) | {
        "年度": of_words(str(region.year.value)),
        "上年度": of_words(str(region.year.value - 1)),
        "行政区划代码": of_words(region.code),
    }
    document = tell(region, books, values, pack.documents[kind], layout)
    return replace(document, name=f"region-{document.name}")


def _words(region: RollUp, viewer: Viewer) -> Words:
    """Return the words of all that the departments' ledgers are about."""
    found: Words = {}
    for last in region.ended if not region.ledger.gaps else ():
        if not isinstance(last, Invalid):
            add_last_year(found, region.projects, last, viewer)
    for one in region.departments:
        for dimension, said in words(one, viewer).items():
            found.setdefault(dimension, {}).update(said)
    return found
