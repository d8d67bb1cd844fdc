"""Refuses text of a Word template that nobody can see: hidden, tiny, or hardly other than its ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.render.docx_styles import is_on, number, properties
from generator.render.docx_xml import PARAGRAPH, BadTemplateError, place_of, text_of, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from generator.render.docx_styles import Look, Styles

_HINT: Final = "选中这些字，在「字体」里改成黑色、看得清的字号，去掉「隐藏」；不要的就删去。"
_SMALLEST: Final = 5  # points
# The least contrast at which people see large text, after WCAG 2.
_CONTRAST: Final = 3
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_STEP: Final = re.compile(r"\s*\{%(?:p|tr)\s[^{}]*%\}\s*")
_BLACK, _WHITE = "000000", "FFFFFF"
# The styles of what the program draws itself, in no paragraph of the template.
_DRAWN: Final = ("表格正文", "表格表头", "表格数字", "toc 1", "toc 2")


def examine(root: etree._Element, styles: Styles, name: str) -> None:
    """Look at all text of a part of a template.

    Raises:
        BadTemplateError: some of it can't be seen.
    """
    for reason in (*_of_styles(styles), *_of_text(root, styles)):
        raise BadTemplateError(f"{name} {reason}", hint=_HINT)


def _of_styles(styles: Styles) -> Iterator[str]:
    for name in _DRAWN:
        if ("paragraph", name) in styles.ids:
            look = styles.of_style(styles.ids["paragraph", name])
            if reason := _reason(look, _ground(look, _WHITE)):
                yield f"的样式「{name}」{reason}"


def _of_text(root: etree._Element, styles: Styles) -> Iterator[str]:
    background = root.find(w("background"))
    page = _WHITE if background is None else _colour(background.get(w("color"), ""), _WHITE)
    for paragraph in root.iter(PARAGRAPH):
        if not (words := text_of(paragraph)) or _STEP.fullmatch(words):
            continue
        around = _ground(_of_cell(paragraph), page)
        whole = styles.of_style(styles.style(paragraph)) | properties(paragraph.find(w("pPr")), "")
        for run in paragraph.iter(w("r")):
            if said := text_of(run).strip():
                look = whole | _of_character_style(run, styles) | properties(run.find(w("rPr")), "r:")
                if reason := _reason(look, _ground(look, around)):
                    yield f"{place_of(paragraph)}的「{said[:12]}」{reason}"


def _of_character_style(run: etree._Element, styles: Styles) -> Look:
    style = run.find(f"{w('rPr')}/{w('rStyle')}")
    node = None if style is None else styles.nodes.get(style.get(w("val"), ""))
    return {} if node is None else properties(node.find(w("rPr")), "r:")


def _of_cell(paragraph: etree._Element) -> Look:
    cell = next(paragraph.iterancestors(w("tc")), None)
    return {} if cell is None else properties(cell.find(w("tcPr")), "")


def _ground(look: Look, around: str) -> str:
    """Return the colour behind some text: its own, that of its paragraph or cell, or what is around."""
    return _colour(look.get("r:shd.fill", ""), _colour(look.get("shd.fill", ""), around))


def _colour(written: str, otherwise: str) -> str:
    return written if _COLOUR.fullmatch(written) else otherwise


def _reason(look: Look, ground: str) -> str:
    """Return why text that looks so can't be seen; nothing where it can."""
    size = number(look, "r:sz", 20) / 2
    if is_on(look, "r:vanish") or is_on(look, "r:webHidden"):
        return "是隐藏的字，公布的文件里看不见"
    if size < _SMALLEST:
        return f"只有 {size:g} 磅，看不清；至少要 {_SMALLEST} 磅"
    dark = sum(map(int, (ground[:2], ground[2:4], ground[4:]), (16, 16, 16))) < _DARK
    ratio = _contrast(_colour(look.get("r:color", ""), _WHITE if dark else _BLACK), ground)
    return f"和底色太接近（{ratio:.1f} 比 1），看不清；至少要 {_CONTRAST} 比 1" if ratio < _CONTRAST else ""


# Word writes text without a colour of its own in white where the sum of the ground's parts is below this.
_DARK: Final = 3 * 0x60


# Below this, WCAG takes a part of a colour as it is.
_LINEAR: Final = 0.04045


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, after WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
