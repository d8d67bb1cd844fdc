"""The style sheet of paper that a Word template gives: its pages, and its styles for what the page's template draws.

What stands in print.css is what Word has no style for: page numbers, bookmarks, where pages may end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.render import imprint
from generator.render.docx_styles import number, properties
from generator.render.docx_table import BODY, FIGURE, HEAD, PITCH, TABLE_STYLE
from generator.render.docx_xml import element
from generator.render.fit import HEAD_PADDING, PADDINGS, SIZES, TIGHTER
from generator.render.look.dress import declarations, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from generator.render.look.template import Template

# Half of a line between cells, in twips: collapsed borders of CSS take it from each cell, Word takes nothing at the
# sides, and gives rows a point for their lines.
HALF_LINE: Final = 5
_TWIPS: Final = 20
# What a page consists of, and the styles that dress it in Word.
_DRESSED: Final = {
    "p": "公文正文",
    "h1": "公文标题",
    "h2": "heading 1",
    "h3": "heading 2",
    "h4": "heading 3",
    "h5": "heading 4",
    ".contents h2": "目录标题",
    ".contents .level-1": "toc 1",
    ".contents .level-2": "toc 2",
    ".annex .label": "附件标签",
    ".annex .title": "附件标题",
    ".regular": BODY,
    ".regular caption": "表格单位",
    ".note": "表格说明",
    "h1.cover": "封面标题",
    ".imprint.cover": "封面落款",
    ".signature": "署名",
    ".day": "成文日期",
}
# Below which of them a template leaves lines empty, and what the room belongs to.
_EMPTY_BELOW: Final = {"公文标题": ("h1", "bottom"), "附件标签": (".annex .title", "top")}
# The word 目录 is drawn wide by print.css, where Word has a blank in it.
_SPACED: Final = ("letter-spacing", "text-indent")
_PAGES: Final = {"portrait": ("@page",), "landscape": ("@page wide", "@page wide:left")}


def rule(selector: str, look: dict[str, str]) -> str:
    """Return a rule of a style sheet."""
    return f"{selector} {{ {'; '.join(f'{key}: {value}' for key, value in look.items())} }}"


def rules(template: Template) -> Iterator[str]:
    """Yield the rules of pages, text and regular tables."""
    for orientation, page in template.pages.items():
        yield from (rule(name, _page(page)) for name in _PAGES.get(orientation, ()))
    pitch = _pitch(template)
    text = declarations(template.styles.of_style(template.styles.ids.get(("default", "paragraph"), "")), pitch)
    yield rule("html", {key: text[key] for key in ("font-family", "font-size", "line-height", "letter-spacing")})
    for selector, name in _DRESSED.items():
        if ("paragraph", name) in template.styles.ids:
            yield rule(selector, _dress(selector, name, template, pitch))
    for name, (selector, side) in _EMPTY_BELOW.items():
        if lines := template.empty.get(name):
            yield rule(selector, {f"margin-{side}": points(lines * pitch)})
    yield from _signed(pitch)
    own = number(template.styles.of_style(template.styles.ids.get(("paragraph", _DRESSED["p"]), "")), "r:spacing")
    for twips in TIGHTER:
        yield rule(f".tight-{twips}", {"letter-spacing": points(own - twips)})
    if ("table", TABLE_STYLE) in template.styles.ids:
        yield from _regular(template)


def padding(margins: dict[str, int]) -> str:
    """Return the padding of cells that breaks lines at the same characters as Word's margins do."""
    inside = (
        margins["top"] + HALF_LINE,
        max(margins["right"] - HALF_LINE, 0),
        margins["bottom"] + HALF_LINE,
        max(margins["left"] - HALF_LINE, 0),
    )
    return " ".join(map(points, inside))


def less(margins: Mapping[str, int], left: float) -> dict[str, int]:
    """Return the margins inside of cells where a part is left of those above and below."""
    return {**margins, **{side: round(margins[side] * left) for side in ("top", "bottom")}}


def _page(section: etree._Element) -> dict[str, str]:
    settings = properties(section, "")
    sides = (number(settings, f"pgMar.{side}") for side in ("top", "right", "bottom", "left"))
    width, height = (number(settings, f"pgSz.{side}") for side in ("w", "h"))
    return {"size": f"{points(width)} {points(height)}", "margin": " ".join(map(points, sides))}


def _pitch(template: Template) -> float:
    """Return the pitch of the lines of upright pages, in twips; 0 where they have none."""
    return number(properties(template.pages.get("portrait"), ""), "docGrid.linePitch")


def _dress(selector: str, name: str, template: Template, pitch: float) -> dict[str, str]:
    look = declarations(template.styles.of_style(template.styles.ids["paragraph", name]), pitch)
    if selector.endswith("caption"):
        look["padding"] = look.pop("margin")  # which the captions of tables don't have in CSS
    return {key: value for key, value in look.items() if selector != ".contents h2" or key not in _SPACED}


def _signed(pitch: float) -> Iterator[str]:
    """Yield the room around what stands below the text; how wide its lines are depends on their words."""
    for selector, above, below in (
        (".signature, .signed + .day", imprint.ABOVE, 0),
        (".signature + .day", 0, 0),
        (".signature.sealed", imprint.SEALED_ABOVE, 0),
        (".day.sealed", 0, imprint.SEALED_BELOW),
    ):
        yield rule(selector, {"margin": f"{points(above * pitch)} 0 {points(below * pitch)} auto"})


def _regular(template: Template) -> Iterator[str]:
    """Yield the rules of the tables that pack.yaml declares, whose sizes are decided for all formats."""
    style = element("tblStyle", val=template.styles.id(TABLE_STYLE, "table"))
    margins = template.styles.margins(element("tbl", element("tblPr", style)))
    head, body, figure = (
        declarations(template.styles.of_style(template.styles.id(name))) for name in (HEAD, BODY, FIGURE)
    )
    sides = HEAD_PADDING * _TWIPS
    yield rule(".regular td", {"padding": padding(margins), "height": body["line-height"]})
    around = {"left": round(sides), "right": round(sides)}
    yield rule(".regular th", {"padding": padding({**margins, **around})})
    for left in PADDINGS:
        tight = less(margins, left)
        yield rule(f".padding-{left * 100:.0f} td", {"padding": padding(tight)})
        yield rule(f".padding-{left * 100:.0f} th", {"padding": padding({**tight, **around})})
    yield rule(".regular th", {key: head[key] for key in ("font-family", "font-weight", "text-align")})
    yield rule(".regular .right, .regular .center", {"font-family": figure["font-family"]})
    for name, size in SIZES.items():
        if f"{size:g}pt" != body["font-size"]:
            yield rule(f".{name}", {"font-size": f"{size:g}pt", "line-height": points(round(size * PITCH * _TWIPS))})
