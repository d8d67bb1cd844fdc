"""What docs/performance.md shows is what was measured, and every target has its row."""

from __future__ import annotations

from tests.speed import drawing, scale
from tests.speed.rivals import LIBREOFFICE

MEASURED = drawing.Measured.read()


def test_the_page_shows_the_figures() -> None:
    text = drawing.PAGE.read_text(encoding="utf-8")
    assert drawing.page(MEASURED, scale.known(), text) == text
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.picture(MEASURED.rows)


def test_every_target_is_measured() -> None:
    assert {*drawing.TARGETS, LIBREOFFICE} - MEASURED.rows.keys() == set()
