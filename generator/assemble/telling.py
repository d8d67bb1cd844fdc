"""Tells of money: fills a pack's text template, whose figures are sums of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble import script
from generator.assemble.blocks import build
from generator.assemble.money import printer
from generator.assemble.names import safe
from generator.assemble.questions import Questions
from generator.assemble.tokens import BREAK, Tokens
from generator.assemble.view import said
from generator.model.document import Document
from generator.model.ledger.notation import NotationError
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.assemble.books import Books
    from generator.assemble.view import View
    from generator.model.budget import Budget
    from generator.model.layout import Layout
    from generator.model.ledger.notation import Notation
    from generator.model.ledger.query import Query
    from generator.model.pack import DocumentSpec
    from generator.model.region import Region
    from generator.model.roll_up import RollUp
    from generator.model.statement import Statement
    from generator.model.values import Prose


def tell(
    subject: Statement | RollUp, books: Books, values: Mapping[str, View], spec: DocumentSpec, layout: Layout
) -> Document:
    """Return a document about the money of a subject, named after its title.

    Raises:
        FindingError: the pack can't be used.
    """
    pack = subject.pack
    if pack is None:
        raise AssertionError(subject.path)
    money = printer(pack, spec.money)
    reasons = _reasons(subject.entry, books.notation)

    def say(tokens: Tokens) -> script.Lines:
        questions = Questions(books, money, tokens, reasons, pack.level_reasons == "是")
        given = {**said(values, tokens, money), **questions.functions(), "断": BREAK}
        return script.run(layout, spec.text.text, given, spec.text.position)

    tokens = Tokens()
    lines = say(tokens)
    if twice := tokens.unit_twice(lines):
        say(Tokens(refused=twice))  # It stops where that figure is asked for, which tells the line.
    title, sections = build(lines, tokens, values, pack, books)
    return Document(
        source=subject.path,
        pack=subject.pack_name,
        department=subject.folder,
        year=subject.year.value,
        name=safe("".join(line.plain for line in title)),
        title=title,
        author=subject.owner.text,
        issued=subject.entry.issued.text if subject.entry.issued else "",
        published=subject.entry.published.text if subject.entry.published else "",
        number=subject.entry.index.text if subject.entry.index else "",
        sections=sections,
        department_name=subject.owner.text,
        projects=tuple(file.project.name.plain for file in subject.projects),
    )


def _reasons(entry: Budget | Region, notation: Notation) -> dict[Query, Text]:
    """Return the reasons of differences by what they are about; a key that means nothing is a rule's to tell."""
    found: dict[Query, Text] = {}
    for name, reason in entry.reasons.items():
        try:
            found[notation.read(name)] = reason.text
        except NotationError:
            continue
    return found


def expand(prose: Prose) -> tuple[Text, ...]:
    """Return the paragraphs of a text."""
    return tuple(part for part in prose.paragraphs if isinstance(part, Text))
