"""Finds the places of a document that print something else: paragraphs by their text, tables row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from generator.model.address import address
from generator.model.document import Annex, Contents, Form, Heading, Imprint, Paragraph, Table
from generator.model.review import Effect, TableEffect
from generator.review.forms import forms
from generator.review.rows import aligned, alike
from generator.review.tables import table
from generator.review.years import NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document

    Difference: TypeAlias = Effect | TableEffect


@dataclass(slots=True)
class Part:
    """What stands under one heading, or in one annex; `line` is what its paragraphs are called."""

    name: str
    heads: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    line: str = "段"


def differences(old: Document, new: Document, title: str, years: Years = NO_YEARS) -> Iterator[Difference]:
    """Yield every place and every table of a document, called `title`, that prints something else."""
    before, after = _parts(old), _parts(new)
    names, others = ([years.key(part.name) for part in side] for side in (before, after))
    for one, other in aligned(names, others, lambda one, other: alike((names[one],), (others[other],))):
        mine, theirs = (side[at] if at is not None else None for side, at in ((before, one), (after, other)))
        name = (theirs or mine or Part("")).name
        yield from _part(title, mine or Part(name), theirs or Part(name), years)


def _parts(document: Document) -> list[Part]:
    parts = [Part("标题", paragraphs=[line.plain for line in document.title], line="行"), Part("正文")]
    for block in document.blocks:
        match block:
            case Heading(text=text):
                parts.append(Part(text.plain, {"": text.plain}))
            case Annex(label=label, title=title):
                parts.append(Part(label.plain, {"标签": label.plain, "标题": title.plain}))
            case Paragraph(text=text) | Imprint(text=text):
                parts[-1].paragraphs.append(text.plain)
            case Table():
                parts[-1].tables.append(block)
            case Form():
                parts[-1].forms.append(block)
            case Contents():
                pass
    return parts


def _part(title: str, old: Part, new: Part, years: Years) -> Iterator[Difference]:
    for name in dict.fromkeys([*old.heads, *new.heads]):
        before, after = old.heads.get(name, ""), new.heads.get(name, "")
        if not years.same(before, after):
            yield Effect(title, new.name, address(new.name, name), before, after)
    yield from _paragraphs(title, old, new, years)
    left = list(old.tables)
    for theirs in new.tables:
        mine = next((one for one in left if years.same(one.name, theirs.name)), None)
        if mine is not None:
            left.remove(mine)
        yield from table(title, new.name, mine, theirs, years)
    for mine in left:
        yield from table(title, new.name, mine, None, years)
    yield from forms(title, new.name, old.forms, new.forms, years)


def _paragraphs(title: str, old: Part, new: Part, years: Years) -> Iterator[Effect]:
    """Compare running text by what it says: a paragraph more must not make changes of all that follow."""
    mine, theirs = (list(map(years.key, part.paragraphs)) for part in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        stretch = zip_longest(old.paragraphs[a:b], new.paragraphs[c:d], fillvalue="")
        for offset, (before, after) in enumerate(stretch):
            if kind != "equal" or not years.same(before, after):
                yield Effect(title, new.name, address(new.name, f"第{c + offset + 1}{new.line}"), before, after)
