"""Contents: every heading and annex of the document, in order; links lead to them, page numbers are those they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from lxml import html

from tests.extract import squeeze

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from generator.model.document import Document

# A leader of dots, then the page.
ENTRY = re.compile(r"(.+?)…+(\d+)")


@pytest.fixture(scope="module")
def entries(document: Document) -> list[tuple[int, str]]:
    """Return level and text of what the contents have to list: headings of two levels, and annexes as level 1."""
    found = [(level, squeeze(text.plain)) for _, level, text in document.outline() if level <= 2]
    assert [level for level, _ in found].count(1) == 6 + 12
    assert [level for level, _ in found].count(2) == 2 + 2 + 4
    return found


def test_links_lead_to_headings_in_order(outputs: dict[str, Path], entries: list[tuple[int, str]]) -> None:
    root: Any = html.document_fromstring(outputs["html"].read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    items = root.xpath("//nav//li[a]")
    levels = [int(re.sub(r"\D", "", item.get("class"))) for item in items]
    texts = [squeeze(item.xpath("string(a)")) for item in items]
    assert list(zip(levels, texts, strict=True)) == entries
    order = list(root.iter())
    places = []
    for item, text in zip(items, texts, strict=True):
        (link,) = item.xpath("a/@href")
        (target,) = root.xpath("//*[@id=$id]", id=link.removeprefix("#"))
        heading = target if target.tag.startswith("h") and target.tag[1:].isdigit() else target.getparent()
        assert text in squeeze("".join(heading.itertext())) or text in squeeze("".join(target.itertext())), link
        places.append(order.index(target))
    assert places == sorted(set(places))


def test_page_numbers_are_those_of_the_headings(outputs: dict[str, Path], entries: list[tuple[int, str]]) -> None:
    with pypdfium2.PdfDocument(outputs["pdf"]) as pdf:
        pages = [squeeze(page.get_textpage().get_text_bounded()) for page in pdf]
    text = "".join(pages[:1])
    assert text.count("目录") == 1
    listed = text.partition("目录")[2]
    printed = [(found[1], int(found[2])) for found in ENTRY.finditer(re.sub(r"—\d+—$", "", listed))]
    assert [name for name, _ in printed] == [name for _, name in entries]
    at = 1
    for name, number in printed:
        # Each stands on a page that is not before that of the entry above it.
        at = next(index for index in range(at, len(pages)) if heading(name) in pages[index])
        assert number == at + 1, name
        assert f"—{number}—" in pages[at]


def heading(name: str) -> str:
    """Return what a page shows of an entry first: of an annex, its label alone, since lines break its title."""
    annex = re.match(r"附件[一二三四五六七八九十]+", name)
    return annex[0] if annex else name
