"""Whatever is written in YAML is text in every format: no markup, link, field, formula or script comes of it."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections import Counter
from itertools import cycle
from typing import TYPE_CHECKING, Any

import openpyxl
import pikepdf
import pytest
from lxml import etree, html

from generator import pipeline
from generator.model.document import Column, Table
from generator.model.listing import Listing
from generator.model.text import Text
from generator.render import docx, pdf, site, xlsx
from generator.render import html as web
from tests import samples
from tests.render import budget
from tests.render.factory import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.model.document import Document

NASTY = (
    '=HYPERLINK("http://203.0.113.1/","a")',
    "=cmd|'/c calc'!A0",
    "+1+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(A1:A9)",
    "{=1+1}",
    "{PAGE}",
    "{ INCLUDETEXT file:///etc/passwd }",
    'DDEAUTO c:\\a.exe "a"',
    '<w:fldSimple w:instr="DATE"/>',
    '</w:t></w:r><w:hyperlink r:id="rId1"/><w:r><w:t>',
    "[[x]](y)",
    "[a](javascript:alert(1))",
    "javascript:alert(1)",
    '<a href="javascript:alert(1)">a</a>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><base href=//example.org/>",
    "<!-- a",
    "&lt;script&gt;",
    "\\\\server\\share",
    "mailto:a@example.org",
    "http://example.org/a",
    "https://example.org/?a=1&b=2",
    "file:///etc/passwd",
    "www.example.org",
    "{{ 7 * 7 }}",
    "{% for a in b %}",
    "{#p a #}",
    "{%p if a %}",
    "{{r a }}",
    "/URI (http://example.org/)",
    "endstream endobj <</S/JavaScript>>",
    "'=1+1",
)
# The columns of tables are too narrow for long words, which are never broken.
SHORT = (
    *("=1+1", "=A1", "+1+1", "-2+3", "@A1", "{=1+1}", "{PAGE}", "=a|b!A0", "<w:p/>", "<b>a</b>", "[x](y)", "\\\\a\\b"),
    *("a@b.cn", "//b.cn", "{{ 7 }}", "{% a %}", "{#p a #}", "{{r a }}", "&lt;b", '"><b>', "<!-- a", "'=1+1", "＝1+1"),
)
# As different from each other as those are: equal neighbours merge in some columns of forms.
PLAIN = tuple(f"普通文字{number}" for number in range(len(NASTY)))
PLAIN_SHORT = PLAIN[: len(SHORT)]
LAYOUT = budget.LAYOUT
# What the lines of titles and heads are made of, bare; how many there are depends on the words.
LINES = ("span", "wbr")
ACTIVE_WORD = ("fldSimple", "fldChar", "instrText", "hyperlink", "object", "altChunk", "sdt", "drawing", "pict")
# A mark for the contents (TC): one text in quotation marks, in which a backslash stands before each of these two.
MARK = re.compile(r' TC "((?:[^"\\]|\\["\\])*)" ')
ACTIVE_PDF = re.compile(rb"/(?:URI|JavaScript|JS|Launch|GoToR|GoToE|SubmitForm|RichMedia|AA)\b")


def spoilt(document: Document, texts: tuple[str, ...], short: tuple[str, ...]) -> Document:
    """Return a document of the same shape with other texts in all its places."""
    long, narrow = cycle(texts), cycle(short)

    def change(value: Any, others: Iterator[str] = long) -> Any:
        if isinstance(value, Table):
            rows = tuple(tuple(change(cell, narrow) for cell in row) for row in value.rows)
            return dataclasses.replace(value, unit=change(value.unit), columns=change(value.columns), rows=rows)
        if isinstance(value, Text):
            return words(next(others)) if value else value
        if isinstance(value, tuple):
            return tuple(map(change, value))
        if isinstance(value, dict):
            return {name: change(item) for name, item in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
            changed = dataclasses.replace(value, **{name: change(item) for name, item in fields.items()})
            # What stands at the right is never broken, and would need more room than there is.
            return dataclasses.replace(changed, align="left") if isinstance(changed, Column) else changed
        return value

    changed: Document = change(document)
    return dataclasses.replace(changed, author=texts[0], department_name=texts[0], projects=texts)


@pytest.fixture(scope="module")
def nasty() -> Document:
    """Return a document in which each place holds each of the texts once, as far as there are places."""
    return spoilt(budget.statement(), NASTY, SHORT)


@pytest.fixture(scope="module")
def plain() -> Document:
    return spoilt(budget.statement(), PLAIN, PLAIN_SHORT)


def parts(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, etree.fromstring(archive.read(name))


def in_word(data: bytes) -> Counter[tuple[str, str]]:
    """Count what acts in a Word file, with the words of fields; the text in a mark acts nowhere, and is left out."""
    found: Counter[tuple[str, str]] = Counter()
    for _, root in parts(data):
        for node in root.iter(etree.Element):
            name = etree.QName(node).localname
            if name in ACTIVE_WORD:
                instruction = node.text or ""
                is_mark = name == "instrText" and MARK.fullmatch(instruction)
                found[name, " TC " if is_mark else re.sub(r"\d+", "0", instruction)] += 1
            if name == "Relationship":
                found[node.get("Type", ""), node.get("TargetMode", "")] += 1
    return found


def page(data: bytes) -> Any:
    return html.document_fromstring(data.decode())


def on_page(data: bytes) -> Counter[tuple[str, ...]]:
    """Count the tags of a page, with their attributes, and where its links lead."""
    root = page(data)
    found: Counter[tuple[str, ...]] = Counter()
    for node in root.iter(etree.Element):
        if node.tag in LINES and not node.attrib:
            continue
        found[(str(node.tag), *map(str, node.attrib))] += 1
        if "href" in node.attrib:
            found["href", re.sub(r"\d+", "0", str(node.get("href")))] += 1
    return found


def in_pdf(data: bytes) -> Counter[str]:
    """Count the annotations of a PDF by what they do."""
    with pikepdf.open(io.BytesIO(data)) as file:
        found = Counter(
            f"{note.get('/Subtype')} {'/A' in note and note.A.get('/S')}"
            for page in file.pages
            for note in page.get("/Annots", [])
        )
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(file.Root.keys())
        assert "/JavaScript" not in file.Root.get("/Names", {})
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert not ACTIVE_PDF.search(" ".join(one.keys()).encode())
                assert one.get("/S") not in {"/URI", "/JavaScript", "/Launch", "/GoToR", "/SubmitForm"}
    return found


def test_in_word(nasty: Document, plain: Document) -> None:
    data = docx.render(nasty, LAYOUT)
    assert in_word(data) == in_word(docx.render(plain, LAYOUT))
    said = "".join(node.text or "" for _, root in parts(data) for node in root.iter("{*}t"))
    assert all(text in said for text in NASTY)
    marks = [MARK.fullmatch(node.text or "") for _, root in parts(data) for node in root.iter("{*}instrText")]
    marked = [re.sub(r"\\(.)", r"\1", mark[1]) for mark in marks if mark]
    assert marked
    assert set(marked) <= {text.plain for _, _, text in nasty.outline()}


def test_on_the_page(nasty: Document, plain: Document) -> None:
    data = web.render(nasty, LAYOUT)
    assert on_page(data) == on_page(web.render(plain, LAYOUT))
    said = page(data).text_content()
    assert all(text in said for text in NASTY)


def test_in_the_pdf(nasty: Document, plain: Document) -> None:
    # Contents lead to their places, and nothing else leads anywhere; a long entry may take two lines, and two links.
    links = in_pdf(pdf.render(nasty, LAYOUT))
    assert links.keys() == in_pdf(pdf.render(plain, LAYOUT)).keys()
    assert len(links) == 1


def test_in_the_workbook(nasty: Document) -> None:
    data = xlsx.render(nasty, LAYOUT)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {cell.value for cell in cells} >= set(SHORT)
    for name, root in parts(data):
        assert not list(root.iter("{*}f", "{*}hyperlink", "{*}hyperlinks", "{*}dataValidation")), name
        assert not [node for node in root.iter("{*}Relationship") if node.get("TargetMode")], name


def test_in_the_list_of_documents() -> None:
    def listed(text: str) -> Counter[tuple[str, ...]]:
        files = (("danwei/2024/a.docx", 1), ("danwei/2024/a.html", 2))
        one = Listing("content/a.yaml", "danwei/2024/a", text, text, 2024, text, "", (text, text), files)
        return on_page(site.render([one], LAYOUT.common))

    assert [text for text in NASTY if listed(text) != listed(PLAIN[0])] == []


@pytest.mark.slow
def test_from_a_file_to_all_formats(one_project: Callable[..., Path]) -> None:
    def built(name: str, text: str) -> dict[str, Counter[Any]]:
        quoted = "'" + text.replace("'", "''") + "'"
        project = samples.changed(samples.PROJECT, "项目名称: 医保宣传经费", f"项目名称: {quoted}")
        project = samples.changed(project, "项目基本概况: 开展医保政策宣传。", f"项目基本概况: {quoted}")
        root = one_project(samples.changed(project, "- 名称: 政策影响", f"- 名称: {quoted}"))
        result = pipeline.build(root, formats=samples.FORMATS, out=root / name)
        assert not result.has_errors, result.findings
        readers: dict[str, Callable[[bytes], Counter[Any]]] = {"docx": in_word, "html": on_page, "pdf": in_pdf}
        return {kind: read(next((root / name).rglob(f"01-*.{kind}")).read_bytes()) for kind, read in readers.items()}

    nasty = "".join(NASTY)
    assert built("nasty", nasty) == built("plain", "普" * len(nasty))
