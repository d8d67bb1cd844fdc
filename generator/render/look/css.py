"""The style sheets that a Word template gives: of paper with sizes and faces, of screens with widths and alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.render.fit import PADDINGS
from generator.render.look import paper
from generator.render.look.dress import BOLD, HEAVY, css_name, declarations
from generator.render.look.paper import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.drawing import Grid, Line
    from generator.render.docx_styles import Look
    from generator.render.look.template import Template

# What the classes that html.py gives to cells and lines mean, on paper and on screens.
_SHARED: Final = (
    *(rule(f".drawn .v-{place}", {"vertical-align": place}) for place in ("top", "bottom")),
    *(rule(f".drawn .no-{side}", {f"border-{side}-style": "hidden"}) for side in ("top", "bottom", "left", "right")),
    rule(".drawn .ends", {"display": "flex", "justify-content": "space-between"}),
)


def on_paper(template: Template) -> str:
    """Return the rules of a PDF."""
    forms = (
        *_widths(template),
        *_margins(template),
        *_bookmarks(template),
        *_dresses(template, screen=False),
        *_SHARED,
    )
    return "\n".join(dict.fromkeys((*paper.rules(template), *forms)))


def on_screen(template: Template) -> str:
    """Return the rules of a page, whose faces and sizes are the same for all packs."""
    return "\n".join(dict.fromkeys((*_widths(template), *_dresses(template, screen=True), *_SHARED)))


def _widths(template: Template) -> Iterator[str]:
    for number, grid in enumerate(template.grids, 1):
        whole = sum(grid.widths)
        for at, width in enumerate(grid.widths, 1):
            yield f".drawn-{number} col:nth-child({at}) {{ width: {100 * width / whole:.3f}% }}"


def _margins(template: Template) -> Iterator[str]:
    for number, grid in enumerate(template.grids, 1):
        yield rule(f".drawn-{number} th, .drawn-{number} td", {"padding": paper.padding(dict(grid.margins))})
        for left in PADDINGS:
            name = f".drawn-{number}.padding-{left * 100:.0f}"
            yield rule(f"{name} th, {name} td", {"padding": paper.padding(paper.less(grid.margins, left))})


def _bookmarks(template: Template) -> Iterator[str]:
    """A line with an outline level names the table below it among the bookmarks; the title of the document is above."""
    for number, grid in enumerate(template.grids, 1):
        if level := max((line.level for line in grid.above), default=0):
            yield rule(f".drawn-{number}", {"bookmark-level": str(level + 1), "bookmark-label": "attr(data-label)"})


def _dresses(template: Template, *, screen: bool) -> Iterator[str]:
    for name, line in {css_name(line): line for grid in template.grids for line in _lines(grid)}.items():
        look = declarations(looked(line, template))
        yield rule(f".drawn .{name}", _on_screen(look) if screen else look)
        # What says nothing is a line high, as in Word.
        yield rule(f".drawn .{name}:empty", {"height": "1.5em" if screen else look["line-height"]})


def _on_screen(look: Mapping[str, str]) -> dict[str, str]:
    """Return what a page keeps of a style: its faces and sizes are those of the reader, heads are bold."""
    is_bold = look["font-weight"] == BOLD or any(face in look["font-family"] for face in HEAVY)
    return {"text-align": look["text-align"], "font-weight": BOLD if is_bold else "400"}


def looked(line: Line, template: Template) -> Look:
    """Return the properties of a line."""
    return {**template.styles.of_style(template.styles.ids.get(("paragraph", line.style.lower()), "")), **line.own}


def _lines(grid: Grid) -> Iterator[Line]:
    yield from grid.above
    for row in grid.rows:
        for cell in row.cells:
            yield from (line for line in cell.lines if not line.step)
