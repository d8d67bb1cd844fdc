"""A document drawn in parts is the one drawn as a whole, and only what changed is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.render import pdf
from generator.render.cut import begin, cut
from generator.render.page import page
from tests.render import budget
from tests.render.parts import assert_same, edited, pictures, whole

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
    pdf.render(edited(SMALL, 1), LAYOUT, kept)
    assert kept.drawn == 1
    # Where the text takes a page more, all behind it begins a page later.
    kept.drawn, longer = 0, edited(SMALL, 200)
    again = pdf.render(longer, LAYOUT, kept)
    assert kept.drawn == count
    assert again == pdf.render(longer, LAYOUT)
    assert pdf.render(SMALL, LAYOUT, kept) == first


def test_what_reaches_beyond_a_part_is_drawn_as_a_whole() -> None:
    html = page(SMALL, LAYOUT, *pdf.SHEETS)
    assert len(cut(html)) > 1
    for old, new in (
        ("</style>", "@page wide:first { margin: 0 }</style>"),
        ("</style>", "p::after { content: counter(pages) }</style>"),
        ("</style>", "section:last-child { color: #000 }</style>"),
        ("</main>", '<p><a href="#b1">前</a></p></main>'),
        ("<main>", "<main class=x>"),
    ):
        changed = html.replace(old, new, 1)
        assert changed != html
        assert cut(changed) == [changed], new


def test_a_part_says_where_it_begins_and_nothing_else_changes() -> None:
    contents, *rest = cut(page(SMALL, LAYOUT, *pdf.SHEETS))
    for part in rest:
        head, own, body = begin(part, 4, {"b1": 4}).partition(
            "\n<style>@page :first { counter-reset: page 4 } html { break-before: left }</style>"
        )
        assert own
        assert head + body == part
    assert 'id="b2" data-page="3"' in begin(contents, 1, {"b2": 3})


@pytest.mark.slow
def test_the_published_statement_is_the_same(built: tuple[Result, Any]) -> None:
    result, out = built
    document, layout = max(result.documents, key=lambda given: len(given[0].sections))
    joined = (out / document.department / str(document.year) / f"{document.name}.pdf").read_bytes()
    assert len(pictures(joined)) > 30
    assert_same(joined, whole(document, layout), document, layout)
