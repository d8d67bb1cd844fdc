"""What each format of the budget says as one text, so that formats can be compared whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from tests import samples
from tests.extract import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONTENTS, FIRST_HEADING = "目录", "一、单位基本情况"


def whole(outputs: Mapping[str, Path], kind: str) -> str:
    """Return all that a format says but for its contents; a PDF without the heads that it repeats on new pages."""
    text = without_contents(squeeze("".join(samples.READERS[kind](outputs[kind]))))
    return without_repeated_heads(text, whole(outputs, "html"), heads(outputs["html"])) if kind == "pdf" else text


def without_contents(text: str) -> str:
    """Cut the contents out: from their title to where the first heading stands for the second time."""
    start = text.index(CONTENTS)
    end = text.index(FIRST_HEADING, text.index(FIRST_HEADING) + 1)
    return text[:start] + text[end:]


def heads(path: Path) -> list[str]:
    """Return the heads of the tables of an HTML file that say something; others are lines at the break of a page."""
    root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return list(filter(None, (squeeze("".join(map(str, head.itertext()))) for head in root.iter("thead"))))


def without_repeated_heads(text: str, wanted: str, known: list[str]) -> str:
    """Take the head of a table out of a text wherever another text does not have it."""
    at = 0
    while at < len(text) and text != wanted:
        same = next(
            (n for n in range(at, min(len(text), len(wanted))) if text[n] != wanted[n]), min(map(len, (text, wanted)))
        )
        # A row may begin like the head that is repeated before it.
        found = [(start, head) for start in range(same, at, -1) for head in known if text.startswith(head, start)]
        if not found:
            return text
        at, head = found[0]
        text = text[:at] + text[at + len(head) :]
    return text
