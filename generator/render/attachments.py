"""What is attached to a PDF for programs: its regular tables as CSV, and all its texts, by their places, as JSON.

Only what is printed: no line of a clerk's file, no comment, no figure that a reader of the pages doesn't see.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.document import Annex, Table
from generator.model.places import column_paths, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.document import Document

# Spreadsheets in China take a CSV without this mark for GBK.
MARK: Final = "\ufeff"
# Spreadsheets make a formula of a cell that begins so, the full-width forms included.
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_HARMLESS: Final = re.compile(r"-|[+-]?\d[\d,]*(\.\d+)?%?")
# What the systems forbid in names of files, and the full-width forms of it.
_FOLDED: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF; `relationship` is what it is to the document, in the words of PDF/A-3, `date` of a PDF."""

    name: str
    data: bytes
    mime: str
    description: str
    relationship: str
    date: str


def of(document: Document) -> list[Attachment]:
    """Return the attachments of a document, each under a name of its own."""
    # PDF/A-3 wants a date for each: the document's own, or else the first day of its budget year; never the clock.
    date = f"D:{(document.issued or f'{document.year}-01-01').replace('-', '')}"
    whole = Attachment(
        name=f"{document.name}.json",
        data=_texts(document),
        mime="application/json",
        description="本文件的全部文字和数，逐处列出（JSON）",
        relationship="Alternative",
        date=date,
    )
    files = {whole.name: whole}
    for title, table in _tables(document):
        name = _unlike(files, title.translate(_FOLDED))
        unit = f"，{table.unit.plain}" if table.unit else ""
        description = f"{title}的数据（CSV{unit}）"
        files[name] = Attachment(name, _csv(table), "text/csv", description, "Data", date)
    return list(files.values())


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Yield the regular tables, each called by its annex and its own name."""
    annex = ""
    for block in document.blocks:
        if isinstance(block, Annex):
            annex = block.label.plain
        elif isinstance(block, Table):
            yield f"{annex} {block.name}".strip(), block


def _unlike(taken: dict[str, Attachment], title: str) -> str:
    name, count = f"{title}.csv", 1
    while name in taken:
        count += 1
        name = f"{title} ({count}).csv"
    return name


def _csv(table: Table) -> bytes:
    """Return a table as CSV: one line of column names, then its rows as they are printed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(literal, column_paths(table)))
    writer.writerows([literal(cell.plain) for cell in row] for row in table.rows)
    return (MARK + out.getvalue()).encode()


def literal(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before what would be one.

    Numbers, negative ones too, stay as they are.
    """
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def _texts(document: Document) -> bytes:
    """Return all texts in reading order, each with its place as `shenbao trace` names it, and the figures in it."""
    entries = []
    for place in places(document):
        if not place.text:
            continue
        figures = [run.text for run in place.text.runs if run.figure]
        entries.append({"位置": place.name, "文字": place.text.plain} | ({"数": figures} if figures else {}))
    about = {
        "标题": document.title_text,
        "索引号": document.index,
        "部门": document.department_name,
        "单位": document.author,
        "年度": document.year,
        "成文日期": document.issued,
        "内容": entries,
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()
