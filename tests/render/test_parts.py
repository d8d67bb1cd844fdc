"""A document drawn in parts is the one drawn as a whole, and only what changed is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.render import pdf
from generator.render.cut import Part, begin, cut
from generator.render.page import page
from tests.render import budget, factory
from tests.render.parts import altered, assert_same, pictures, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.pipeline import Result

SMALL, LAYOUT = budget.statement(), budget.LAYOUT


class Kept(dict[str, "Mapping[str, Any]"]):
    """What is kept, in memory; counts what had to be drawn."""

    drawn = 0

    def put(self, page: str, entry: Mapping[str, Any]) -> None:
        self.drawn += 1
        self[page] = entry


def test_joined_parts_are_the_whole() -> None:
    assert len(cut(page(SMALL, LAYOUT, *pdf.SHEETS))) == len(SMALL.sections) + 1
    assert_same(pdf.render(SMALL, LAYOUT), whole(SMALL, LAYOUT), SMALL, LAYOUT)


def test_only_what_changed_is_drawn_again() -> None:
    kept = Kept()
    first = pdf.render(SMALL, LAYOUT, kept)
    count = len(cut(page(SMALL, LAYOUT, *pdf.SHEETS)))
    assert kept.drawn == count + 1  # the contents a second time, with their numbers
    kept.drawn = 0
    assert pdf.render(SMALL, LAYOUT, kept) == first
    assert kept.drawn == 0
    # The amount makes its column wider. The project takes a page: what is behind it begins a page later.
    changed, again = SMALL, first
    for at, new, drawn in (
        (0, [*SMALL.sections[0].blocks, *factory.paragraphs("加一段。")], 1),
        (1, [*SMALL.sections[1].blocks, budget.spending()], 1),
        (3, [SMALL.sections[3].blocks[0], budget.incomes("99,999,201.55")], 1),
        (5, [*SMALL.sections[5].blocks, budget.sheet(3)], 2),
        (0, [*SMALL.sections[0].blocks, *factory.paragraphs("加一句。" * 200)], count),  # A page more: all are moved.
    ):
        kept.drawn, changed = 0, altered(changed, at, new)
        again = pdf.render(changed, LAYOUT, kept)
        assert kept.drawn == drawn
    assert again == pdf.render(changed, LAYOUT)
    assert pdf.render(SMALL, LAYOUT, kept) == first


def test_what_reaches_beyond_a_part_is_drawn_as_a_whole() -> None:
    html = page(SMALL, LAYOUT, *pdf.SHEETS)
    assert len(cut(html)) > 1
    for old, new in (
        ("</style>", "@page wide:first { margin: 0 }</style>"),
        ("</style>", "p::after { content: counter(pages) }</style>"),
        ("</style>", "section:last-child { color: #000 }</style>"),
        ("</style>", "#b1 { color: #000 } p { margin: 0 }</style>"),
        ("</main>", '<p><a href="#b1">前</a></p></main>'),
        ("<main>", "<main class=x>"),
    ):
        changed = html.replace(old, new, 1)
        assert changed != html
        assert cut(changed) == [Part(changed)], new


def test_a_part_says_where_it_begins_and_nothing_else_changes() -> None:
    contents, *rest = cut(page(SMALL, LAYOUT, *pdf.SHEETS))
    for part in rest:
        head, own, body = begin(part, 4, {"b1": 4}).partition(
            "\n<style>@page :first { counter-reset: page 4 } html { break-before: left }</style>"
        )
        assert own
        assert head + body == part.html
    assert 'id="n1" data-page="3"' in begin(contents, 1, {"b1": 3})
    assert contents.names["n1"] == "b1"


@pytest.mark.slow
def test_the_published_statement_is_the_same(built: tuple[Result, Any]) -> None:
    result, out = built
    document, layout = max(result.documents, key=lambda given: len(given[0].sections))
    joined = (out / document.department / str(document.year) / f"{document.name}.pdf").read_bytes()
    assert len(pictures(joined)) > 30
    assert_same(joined, whole(document, layout), document, layout)
