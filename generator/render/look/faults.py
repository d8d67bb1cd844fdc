"""Says what a Word template holds that the other formats can't draw as Word does."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.render.docx_styles import number, properties
from generator.render.docx_xml import PARAGRAPH, SECTION, TABLE, BadTemplateError, name_of, place_of, text_of, w
from generator.render.look.dress import FACES, OFFERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from generator.render.docx_styles import Styles

_HINT: Final = "用 Word 或 WPS 打开这个模板，在指出的地方改正：四种格式都照它画，只能有它们都画得出的东西。"
# Elements by what they are called in Word.
_ELEMENTS: Final = {
    "drawing": "图片或图形",
    "pict": "图形或文本框",
    "txbxContent": "文本框",
    "sdt": "内容控件",
    "framePr": "图文框",
    "tblpPr": "浮动的表格（环绕方式要改成「无」）",
    "textDirection": "竖排的文字",
    "tl2br": "斜线表头",
    "tr2bl": "斜线表头",
    "tcFitText": "「适应文字」",
    "fitText": "「调整宽度」的字",
    "hMerge": "旧式的横向合并",
    "bidiVisual": "从右到左的表格",
    "gridBefore": "左边缺格的行",
    "gridAfter": "右边缺格的行",
    "numPr": "自动编号（编号要打成字）",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "ruby": "拼音指南",
    "position": "升降的文字",
    "vertAlign": "上标或下标",
    "eastAsianLayout": "双行合一",
    "oMath": "公式",
}
# What programs write although nothing is set.
_NOTHING: Final = frozenset(("lrTb", "0", "false", "off", "nil", "none", "baseline"))
_TAG: Final = re.compile(r"\{[%{](?:tc|r|xml)?\s*(?:tc|hm|colspan|cellbg|r)\b")
# By how much a cell may differ from the columns below it: programs round, and drag lines by a little.
_ROUGH: Final = 0.02
_ROUGH_TWIPS: Final = 40
_CENTIMETRE: Final = 567


def examine(body: etree._Element, styles: Styles, name: str) -> None:
    """Look through a template.

    Raises:
        BadTemplateError: it holds something that can't be drawn.
    """
    for reason in _faults(body, styles):
        raise BadTemplateError(f"{name} {reason}", hint=_HINT)


def _faults(body: etree._Element, styles: Styles) -> Iterator[str]:
    for name, words in _ELEMENTS.items():
        yield from (f"{_place(node)}有{words}，网页和 PDF 画不出" for node in body.iter(w(name)) if _is_set(node))
    for table in body.iter(TABLE):
        yield from _of_table(table)
    yield from _of_faces(body, styles)
    for paragraph in body.iter(PARAGRAPH):
        if found := _TAG.search(text_of(paragraph)):
            yield f"{place_of(paragraph)}的标记「{found[0]}」别的格式画不出：请改成合并的格子"
    for section in body.iter(SECTION):
        columns = section.find(w("cols"))
        if columns is not None and columns.get(w("num"), "1") != "1":
            yield "的页面分了栏：请改成一栏"


def _is_set(node: etree._Element) -> bool:
    if node.tag == w("numPr"):
        return properties(node, "").get("numId", "0") != "0"
    return node.get(w("val")) not in _NOTHING


def _place(node: etree._Element) -> str:
    """Return the place of anything in a template: of its paragraph, or of the first one in it."""
    paragraph = node if node.tag == PARAGRAPH else next(node.iterancestors(PARAGRAPH), None)
    if paragraph is None:
        around = next((one for one in node.iterancestors(w("tc"), w("tr"), TABLE)), node)
        paragraph = next(around.iter(PARAGRAPH), None)
    return "正文里" if paragraph is None else f"{place_of(paragraph)}里"


def _of_table(table: etree._Element) -> Iterator[str]:
    name = name_of(table)
    if next(table.iterancestors(TABLE), None) is not None:
        yield f"{name}套在另一张表里：请改成合并的格子"
        return
    grid = [int(column.get(w("w"), "0")) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    if not grid or not all(grid):
        yield f"{name}没有列宽：选中表格，「布局」里「自动调整」选「固定列宽」，再保存"
        return
    rows = table.findall(w("tr"))
    heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows]
    for at, (before, here) in enumerate(pairwise([True, *heads]), 1):
        if here and not before:
            yield f"{name}第{at}行设了「重复标题行」，但它不在表的开头，Word 也不会重复：请从这里拆成两张表"
    for at, row in enumerate(rows, 1):
        yield from _of_row(row, grid, f"{name}第{at}行")


def _of_row(row: etree._Element, grid: Sequence[int], name: str) -> Iterator[str]:
    settings = properties(row.find(w("trPr")), "")
    if settings.get("trHeight.hRule") == "exact":
        yield f"{name}的行高是固定值，字多了会看不见：请改成「最小值」"
    looks = [properties(cell.find(w("tcPr")), "") for cell in row.iterfind(w("tc"))]
    filled = sum(int(number(look, "gridSpan", 1)) for look in looks)
    if filled != len(grid):
        yield f"{name}占 {filled} 列，表有 {len(grid)} 列：请把这一行补齐"
        return
    left = 0
    for cell, look in zip(row.iterfind(w("tc")), looks, strict=True):
        right = left + int(number(look, "gridSpan", 1))
        wide, drawn = sum(grid[left:right]), number(look, "tcW.w")
        if look.get("tcW.type", "dxa") == "dxa" and drawn and abs(wide - drawn) > max(_ROUGH_TWIPS, wide * _ROUGH):
            yield (
                f"{name}「{text_of(cell)[:12]}」宽 {drawn / _CENTIMETRE:.2f} 厘米，和它占的列"
                f"（{wide / _CENTIMETRE:.2f} 厘米）对不上：拖动一下列线，再保存"
            )
        left = right


def _of_faces(body: etree._Element, styles: Styles) -> Iterator[str]:
    used = {styles.style(paragraph) for paragraph in body.iter(PARAGRAPH)}
    for style in sorted(used):
        look = styles.of_style(style)
        if reason := _of_face(look.get("r:rFonts.eastAsia", ""), look.get("r:rFonts.ascii", "")) or _of_theme(
            styles.fonts(style)
        ):
            yield f"的样式「{styles.called(style)}」{reason}"
    for fonts in body.iter(w("rFonts")):
        if reason := _of_face(fonts.get(w("eastAsia"), ""), fonts.get(w("ascii"), "")) or _of_theme(fonts):
            yield f"{_place(fonts)[:-1]}{reason}"


def _of_theme(fonts: etree._Element | None) -> str:
    """Word takes a face of the theme before one by name; documents have no theme but that of the program."""
    if fonts is None or fonts.get(w("eastAsiaTheme")) is None:
        return ""
    return f"用的是主题字体，每台机器上不一样：请选定一种字体，可用{'、'.join(OFFERED)}"


def _of_face(chinese: str, latin: str) -> str:
    known = "、".join(OFFERED)
    if chinese and chinese not in FACES:
        return f"的字体「{chinese}」仓库里没有：可用{known}"
    return f"的西文字体「{latin}」仓库里没有：可用{known}" if latin and latin not in FACES else ""
