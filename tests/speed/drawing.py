"""The table and the picture of what was measured: `python -m tests.speed.drawing` draws them from the figures."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests import samples
from tests.speed.rivals import LIBREOFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BUILD, CHECK = "`build` with nothing changed", "`check` with nothing changed"
DECLARATION = "one figure of a declaration, all formats, everything built"
DEPARTMENT = "the same, its department built"
DECLARATION_RESIDENT = "the same in a process that stays"
BUDGET = "one figure of Tongnan, all formats"
BUDGET_RESIDENT = "the same in a process that stays "
NOTHING = "Tongnan from nothing, all formats"
MANY = "1,000 declarations, check from nothing"
MANY_CHANGED = "1,000 declarations, check, one changed"
MANY_BUILT = "1,000 declarations, DOCX + PDF + HTML, from nothing"
# What is wanted of each: at most so many times what LibreOffice takes, on the clock and of processors.
TARGETS: Final[Mapping[str, tuple[float, float]]] = {
    BUILD: (0.05, 0.05),
    CHECK: (0.05, 0.05),
    DECLARATION: (0.55, 0.8),
    DEPARTMENT: (0.55, 0.8),
    DECLARATION_RESIDENT: (0.18, 0.18),
    BUDGET: (1, 1.5),
    BUDGET_RESIDENT: (0.65, 0.65),
    NOTHING: (1.3, 1.5),
    MANY: (2.5, 5.1),
    MANY_CHANGED: (0.4, 0.4),
    MANY_BUILT: (50, 100),
}
FIGURES: Final = Path(__file__).with_name("figures.json")
PAGE: Final = samples.ROOT / "docs" / "performance.md"
PICTURE: Final = samples.ROOT / "docs" / "images" / "speed.svg"
BEGIN, END = "<!-- drawn by tests/speed/drawing.py -->\n", "<!-- end -->\n"
_LEFT, _WIDE, _HIGH, _LONGEST = 380, 860, 22, 3.0

Figures = dict[str, list[float]]


def table(figures: Figures) -> str:
    """Return the figures as a table: seconds, and how they stand to LibreOffice's."""
    wall, cpu = figures[LIBREOFFICE]
    lines = [
        "| | on the clock | of processors | to LibreOffice's clock | to its processors | wanted |",
        "|" + " --- |" * 6,
    ]
    for name, (own_wall, own_cpu) in figures.items():
        wanted = "≤ {:g}; {:g}".format(*TARGETS[name]) if name in TARGETS else ""
        cells = (f"{own_wall:.3g} s", f"{own_cpu:.3g} s", f"{own_wall / wall:.2g}", f"{own_cpu / cpu:.2g}", wanted)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def picture(figures: Figures) -> str:
    """Return the same as bars: processors' time over that of LibreOffice; what is longer than the picture is cut."""
    whole = figures[LIBREOFFICE][1]
    bars = [(name.replace("`", ""), cpu / whole, TARGETS.get(name, (0, 0))[1]) for name, (_, cpu) in figures.items()]
    height = _HIGH * (len(bars) + 1)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{_WIDE}" height="{height}" fill="#fff"/>', *_bars(bars), "</svg>", ""])


def _bars(bars: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    def right(ratio: float) -> float:
        return _LEFT + min(ratio, _LONGEST) / _LONGEST * (_WIDE - _LEFT - 50)

    for place, (name, ratio, wanted) in enumerate(bars):
        y = _HIGH * place + 10
        yield f'<text x="{_LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(name.strip())}</text>'
        colour = "#2a6" if wanted else "#999"
        yield f'<rect x="{_LEFT}" y="{y}" width="{right(ratio) - _LEFT:.1f}" height="15" fill="{colour}"/>'
        yield f'<text x="{right(ratio) + 4:.1f}" y="{y + 12}">{ratio:.2g}</text>'
        if wanted and wanted <= _LONGEST:
            yield f'<rect x="{right(wanted):.1f}" y="{y - 2}" width="2" height="19" fill="#c33"/>'


def page(figures: Figures, text: str) -> str:
    """Return the page of docs with the table of these figures."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table(figures) + END + rest.partition(END)[2]


def write() -> None:
    """Draw the figures that were measured last."""
    figures: Figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    PICTURE.write_text(picture(figures), encoding="utf-8")
    PAGE.write_text(page(figures, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
