"""What docs/performance.md shows is what was measured, and every target has its row."""

from __future__ import annotations

import json

from tests.speed import drawing
from tests.speed.rivals import LIBREOFFICE

FIGURES = json.loads(drawing.FIGURES.read_text(encoding="utf-8"))


def test_the_page_shows_the_figures() -> None:
    text = drawing.PAGE.read_text(encoding="utf-8")
    assert drawing.page(FIGURES, text) == text
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.picture(FIGURES)


def test_every_target_is_measured() -> None:
    assert {*drawing.TARGETS, LIBREOFFICE} - FIGURES.keys() <= {drawing.MANY_BUILT}
