"""The table and the picture of what was measured: `python -m tests.speed.drawing` draws them from the figures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests import samples
from tests.speed import scale
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
PROFILE = "### Where the time goes\n\nOf the processor, all in one process:\n"
SCALE = (
    "### More and more declarations\n\n`make bench LONG=1` runs what is missing here, 20 declarations a department.\n"
)
_LEFT, _WIDE, _HIGH, _LONGEST = 380, 860, 22, 3.0

# What is told of two builds of which each target speaks: seconds by step.
STEPS: Final = (DECLARATION, BUDGET)

Figures = dict[str, list[float]]
Steps = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: where and when, seconds and MB of each row, seconds of each step of some."""

    where: str
    rows: Figures
    steps: Steps

    @classmethod
    def read(cls) -> Measured:
        """Return what was measured last."""
        return cls(**json.loads(FIGURES.read_text(encoding="utf-8")))

    def keep(self) -> None:
        """Keep what was measured."""
        FIGURES.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(figures: Figures) -> str:
    """Return the figures as a table: seconds, how they stand to LibreOffice's, and which targets are reached."""
    wall, cpu = figures[LIBREOFFICE][:2]
    lines = [
        "| | clock | processors | largest process | to LibreOffice: clock | processors | wanted | reached |",
        "|" + " --- |" * 8,
    ]
    for name, (own_wall, own_cpu, memory) in figures.items():
        ratios = own_wall / wall, own_cpu / cpu
        wanted, reached = "", ""
        if name in TARGETS:
            wanted = "≤ {:g}; {:g}".format(*TARGETS[name])
            reached = "; ".join("yes" if is_ <= most else "no" for is_, most in zip(ratios, TARGETS[name], strict=True))
        cells = [f"{own_wall:.3g} s", f"{own_cpu:.3g} s", f"{memory:.0f} MB" if memory else ""]
        cells += [times(ratio) for ratio in ratios]
        lines.append(f"| {name} | {' | '.join([*cells, wanted, reached])} |")
    return "\n".join(lines) + "\n"


def times(ratio: float) -> str:
    """Return a ratio with two digits, or as many as it has."""
    return f"{ratio:.2g}" if ratio < 99.5 else f"{ratio:.0f}"


def profile(steps: Steps) -> str:
    """Return what stands in the way: seconds of the processor by step."""
    names = list(dict.fromkeys(name for own in steps.values() for name in own))
    lines = [f"| | {' | '.join(steps)} |", "|" + " --- |" * (len(steps) + 1)]
    lines += [f"| {name} | {' | '.join(f'{own.get(name, 0):.2f} s' for own in steps.values())} |" for name in names]
    return "\n".join(lines) + "\n"


def picture(figures: Figures) -> str:
    """Return the same as bars: processors' time over that of LibreOffice; what is longer than the picture is cut."""
    whole = figures[LIBREOFFICE][1]
    bars = [(name.replace("`", ""), own[1] / whole, TARGETS.get(name, (0, 0))[1]) for name, own in figures.items()]
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
        yield f'<text x="{right(ratio) + 4:.1f}" y="{y + 12}">{times(ratio)}</text>'
        if wanted and wanted <= _LONGEST:
            yield f'<rect x="{right(wanted):.1f}" y="{y - 2}" width="2" height="19" fill="#c33"/>'


def page(measured: Measured, runs: scale.Runs, text: str) -> str:
    """Return the page of docs with what was measured."""
    before, _, rest = text.partition(BEGIN)
    parts = [measured.where + "\n", table(measured.rows), PROFILE, profile(measured.steps), SCALE, scale.table(runs)]
    return before + BEGIN + "\n".join(parts) + END + rest.partition(END)[2]


def write() -> None:
    """Draw what was measured last."""
    measured = Measured.read()
    PICTURE.write_text(picture(measured.rows), encoding="utf-8")
    PAGE.write_text(page(measured, scale.known(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
