"""Columns that have room give it to cells that lack it."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render import advances, fit
from generator.render.columns import shared
from tests.samples import ROOT

GRID = [100.0, 50.0, 50.0, 200.0]


def met(widths: list[float], needs: dict[tuple[int, int], float]) -> bool:
    edges = [0.0, *accumulate(widths)]
    return all(edges[end] - edges[start] >= need - 1e-5 for (start, end), need in needs.items())


def test_what_fits_stays_as_drawn() -> None:
    needs = {(0, 1): 100.0, (1, 2): 20.0, (2, 3): 50.0, (3, 4): 60.0, (0, 4): 400.0}
    assert shared(GRID, needs) == GRID


def test_columns_give_what_they_can_spare() -> None:
    needs = {(0, 1): 80.0, (1, 2): 80.0, (2, 3): 50.0, (3, 4): 60.0}
    found = shared(GRID, needs)
    assert found == pytest.approx([100 - 30 * 20 / 160, 80, 50, 200 - 30 * 140 / 160])


def test_a_merged_cell_widens_all_its_columns() -> None:
    needs = {(0, 1): 20.0, (1, 3): 150.0, (3, 4): 20.0}
    found = shared(GRID, needs)
    assert found
    assert found[1:3] == pytest.approx([75, 75])


def test_without_room_there_are_no_widths() -> None:
    assert shared(GRID, {(0, 2): 250.0, (2, 4): 160.0}) is None


@given(st.data())
def test_widths_are_found_exactly_where_there_are_some(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    grid = data.draw(st.lists(st.floats(5, 200), min_size=count, max_size=count))
    spans = st.tuples(st.integers(0, count - 1), st.integers(1, count)).filter(lambda span: span[0] < span[1])
    needs = data.draw(st.dictionaries(spans, st.floats(1, sum(grid) / 2), max_size=12))
    found = shared(grid, needs)
    # The longest way over the needs from the left edge to the right one.
    far = [0.0] * (count + 1)
    for edge in range(1, count + 1):
        far[edge] = max([far[edge - 1], *(far[start] + need for (start, end), need in needs.items() if end == edge)])
    if far[-1] > sum(grid) + 1e-3:
        assert found is None
    elif far[-1] < sum(grid) - 1e-3:
        assert found is not None
        assert met(found, needs)
        assert min(found) >= -1e-9
        assert sum(found) == pytest.approx(sum(grid))


@pytest.mark.parametrize(
    ("name", "digit"), [(advances.CELLS, fit.SONG_DIGIT), (advances.BODY, fit.FANGSONG_DIGIT)], ids=["cells", "figures"]
)
def test_no_character_is_wider_than_its_bound(name: str, digit: float) -> None:
    file = ROOT / "templates/common/fonts" / name
    wide = [chr(code) for code in range(0x21, 0x7F) if advances.width(chr(code), file) > fit.bound(chr(code), digit)]
    assert wide == []
