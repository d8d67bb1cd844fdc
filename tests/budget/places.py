"""Every place of a Document where something is printed, by name, so that two Documents can be compared whole."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator import pipeline
from generator.assemble.statement import assemble
from generator.load.content import load
from generator.model.document import Annex, Form, Heading, Paragraph, Table
from generator.model.layout import Layout
from generator.model.text import Text
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.document import Column, Document, Row
    from generator.pipeline import Result

FORMATS = ("docx", "html", "pdf", "xlsx")
FOLDER = "content/chongqing/tongnan-medical-security/2024"
NUMBER = re.compile(r"[\d,.-]+")
CONTENT = samples.ROOT / FOLDER


def assembled(root: Path, *paths: Path) -> Document:
    """Return the one Document below some paths, which has to be without errors."""
    return only(pipeline.check(root, paths))


def only(result: Result) -> Document:
    """Return the one Document of a run, which has to be without errors."""
    assert not result.has_errors, [finding.message for finding in result.findings]
    ((document, _),) = result.documents
    return document


def files(out: Path) -> dict[str, Path]:
    """Return the files of the one budget below an output folder, by format."""
    found = {}
    for kind in FORMATS:
        (found[kind],) = out.rglob(f"budget-*.{kind}")
    return found


def straight(root: Path) -> Document:
    """Return the one Document of a repository without running the rules, which takes longer than all the rest."""
    content = load(root)
    assert not [finding for finding in content.files.findings if finding.is_error]
    (statement,) = content.statements
    assert statement.pack
    templates = root / "templates"
    layout = Layout(templates / statement.pack_name, templates / "common", tuple(statement.pack.forms))
    return assemble(statement, statement.pack, next(iter(statement.documents)), layout)


def places(document: Document) -> dict[str, str]:
    """Return all that a Document prints: a name for each place → its text."""
    found: dict[str, str] = {f"标题 {number}": line.plain for number, line in enumerate(document.title, 1)}
    heads = [""] * 4
    count = 0
    for block in document.blocks:
        match block:
            case Heading(level=level, text=text):
                heads[level - 1 :] = [text.plain, *[""] * (4 - level)]
                count = 0
                found[" ".join(filter(None, heads))] = text.plain
            case Paragraph(text=text):
                count += 1
                found[f"{' '.join(filter(None, heads))} 段{count}"] = text.plain
            case Annex(label=label, title=title):
                heads, count = [label.plain, "", "", ""], 0
                found[label.plain] = title.plain
            case Table() | Form():
                found |= {f"{heads[0]} {name}": text for name, text in within(block)}
    return found


def within(block: Table | Form) -> Iterator[tuple[str, str]]:
    """Yield a name for each place of a table or form, with what it prints."""
    if isinstance(block, Table):
        yield "单位", block.unit.plain
        yield "说明", block.note.plain
        yield from _cells(block)
        return
    number = block.cells.get("表号")
    sheet = f"{number.plain} " if isinstance(number, Text) else ""
    for cell, value in block.cells.items():
        if isinstance(value, Text):
            yield f"{sheet}{cell}", value.plain
            continue
        parts: Sequence[Text | Row] = value
        for index, part in enumerate(parts, 1):
            texts = {"": part} if isinstance(part, Text) else part
            yield from ((f"{sheet}{cell} {index} {column}".strip(), text.plain) for column, text in texts.items())


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    """Name the cells of a table after the words to their left, or the number of their row, and their heads."""
    columns = [name for column in table.columns for name in _paths(column, "")]
    yield from ((f"表头 {name}", name.rpartition("/")[2]) for name in columns)
    used: Counter[str] = Counter()
    for number, row in enumerate(table.rows, 1):
        label = f"第 {number} 行"
        for column, cell in zip(columns, row, strict=True):
            name = f"{label} {column}"
            used[name] += 1
            yield name if used[name] == 1 else f"{name} {used[name]}", cell.plain
            if cell and not NUMBER.fullmatch(cell.plain):
                label = cell.plain


def _paths(column: Column, above: str) -> Iterator[str]:
    path = f"{above}/{column.heading.plain}".strip("/")
    if not column.children:
        yield path
    for child in column.children:
        yield from _paths(child, path)


def changes(before: Document, after: Document) -> dict[str, tuple[str, str]]:
    """Return the places whose text differs: (old, new)."""
    old, new = places(before), places(after)
    names = [*old, *(name for name in new if name not in old)]
    return {name: (old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)}
