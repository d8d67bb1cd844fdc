"""Every figure of a preview leads to the line that holds it; every text that changed is marked."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from generator import pipeline
from generator.model.position import Position
from generator.model.text import Computed, Written
from generator.render.draft import Guide, live
from generator.series import Series
from generator.serve.changes import changes
from generator.serve.editor import address
from tests import samples
from tests.review.changes import EDITS, KUNMING, LANDLESS, TONGNAN, WUHUA

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.text import Figure, Text

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# What a number of a file may be multiplied with: its file's unit of money, or its own words.
SIZES = [Decimal(1), Decimal(10_000), Decimal(100_000_000), Decimal("0.01")]


def place(link: str) -> Position:
    """Return the place that a link leads to, as VS Code reads it."""
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc) == ("vscode", "file")
    path, line, column = unquote(parts.path).rsplit(":", 2)
    return Position(Path(path).relative_to(samples.ROOT).as_posix(), int(line), int(column))


def line(position: Position) -> str:
    return (samples.ROOT / position.path).read_text(encoding="utf-8").split("\n")[position.line - 1]


def at(position: Position) -> str:
    """Return the rest of the line from a place on."""
    assert position.column <= len(line(position))
    return line(position)[position.column - 1 :]


def holds(position: Position, figure: Figure) -> bool:
    """Whether a written figure stands at a place."""
    found = NUMBER.match(at(position))
    value = abs(Decimal(found[0].replace(",", ""))) if found else None
    return value is not None and any(value * size == abs(figure.value) for size in SIZES)


@pytest.mark.parametrize("path", [KUNMING, LANDLESS, WUHUA, TONGNAN], ids=lambda path: path.split("/")[2])
def test_every_figure_leads_to_its_line(path: str) -> None:
    result = pipeline.check(samples.ROOT, [samples.ROOT / path])
    ((document, layout),) = result.documents
    shown = live(document, layout, (), Guide(lambda position: address(samples.ROOT, position), {}))
    links = re.findall(r'<a class="figure"[^>]* href="([^"]+)">([^<]*)</a>', shown.page)
    figures = [run.figure for text in document.leaves() for run in text.runs if run.figure]
    # A pack may print a cell twice or leave it out, and contents repeat headings: each figure is a link all the same.
    assert Counter(words for _, words in links) >= Counter(figure.text for figure in figures)
    assert 'class="figure" tabindex' not in shown.page
    places = {address(samples.ROOT, wanted): figure for figure in figures if (wanted := leaf(figure))}
    assert {link for link, _ in links} <= places.keys()
    for link in {link for link, _ in links}:
        figure = places[link]
        if isinstance(figure.origin, Written):
            assert holds(place(link), figure), link
        elif figure.position:
            assert "${" in line(place(link)) or NUMBER.match(at(place(link))), link


def leaf(figure: Figure) -> Position | None:
    """Return where a figure is written, or asked for; of a sum of the program that of its largest part."""
    while figure.position is None and isinstance(figure.origin, Computed) and figure.origin.operands:
        figure = max(figure.origin.operands, key=lambda part: abs(part.value))
    return figure.position


def test_addresses_name_any_path() -> None:
    odd = Path("/甲 乙/#1?/100%")
    link = address(odd, Position("content/a.yaml", 3, 5))
    assert unquote(urlsplit(link).path) == "/甲 乙/#1?/100%/content/a.yaml:3:5"
    assert set(re.findall(r"[^\w/:.%-]", link, re.ASCII)) == set()


def words(document: Document) -> Counter[str]:
    return Counter(text.plain for text in document.leaves())


def marked(document: Document, before: dict[int, Text]) -> list[Text]:
    return [text for text in document.leaves() if id(text) in before]


def test_what_is_not_marked_said_the_same_before(repo: Path) -> None:
    series = Series(repo)
    for edit in (*EDITS[:14], *EDITS[14:24:3]):  # those of declarations, and some of a budget
        (file,) = repo.glob(edit.path if edit.path.endswith(".yaml") else f"{edit.path}*.yaml")
        folder = file if file.parent.parent.name != "2024" or "yunnan" in str(file) else repo / TONGNAN
        text = file.read_text(encoding="utf-8")
        old = series.documents([folder])
        file.write_text(samples.changed(text, edit.old, edit.new), encoding="utf-8")
        new = series.documents([folder])
        file.write_text(text, encoding="utf-8")
        assert old, edit
        assert new, edit
        found = changes(old[0], new[0])
        marks = marked(new[0], found.before)
        assert words(new[0]) - Counter(text.plain for text in marks) <= words(old[0]), edit
        taken = Counter(found.before[id(text)].plain for text in marks) + Counter(" ".join(found.gone).split())
        assert all(taken[word] for word in words(old[0]) - words(new[0])), edit
        assert all(text.plain != found.before[id(text)].plain for text in marks), edit
        assert marks or found.gone or words(old[0]) == words(new[0]), edit


def test_the_same_document_has_no_marks() -> None:
    series = Series(samples.ROOT)
    (one,), (other,) = (series.documents([samples.ROOT / KUNMING]) or [] for _ in range(2))
    assert changes(one, other).before == {}
    assert changes(None, one).before == {}
