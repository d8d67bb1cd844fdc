"""What a Word template may not hold is told in Chinese, with its table, row and cell, or its style."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import FindingError
from generator.render import docx
from generator.render.look import template
from tests import samples
from tests.render import budget
from tests.render.factory import document, portrait

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.layout import Layout

BODY, STYLES = "word/document.xml", "word/styles.xml"
CELL = '<w:tcW w:w="1814" w:type="dxa"/>'
TEXT = "{{ 块.栏.业务主管部门 }}</w:t>"
NEXT_ROW = f"{TEXT}</w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/>"
# Each is put into a sound template: a part, what stands there, what takes its place, and what is said of it.
REFUSED: dict[str, tuple[str, str, str, str]] = {
    "斜线": (
        BODY,
        CELL,
        f'{CELL}<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>',
        "表「项目情况」第1行第4格里有斜线表头",
    ),
    "竖排": (BODY, CELL, f'{CELL}<w:textDirection w:val="tbRlV"/>', "表「项目情况」第1行第4格里有竖排的文字"),
    "适应文字": (BODY, CELL, f"{CELL}<w:tcFitText/>", "表「项目情况」第1行第4格里有「适应文字」"),
    "固定行高": (
        BODY,
        "<w:cantSplit/>",
        '<w:cantSplit/><w:trHeight w:val="400" w:hRule="exact"/>',
        "第1行的行高是固定值",
    ),
    "列宽对不上": (BODY, CELL, '<w:tcW w:w="2500" w:type="dxa"/>', "宽 4.41 厘米，和它占的列（3.20 厘米）对不上"),
    "没有列宽": (BODY, '<w:gridCol w:w="1599"/>', "<w:gridCol/>", "表「项目情况」没有列宽"),
    "缺格": (BODY, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>', "占 3 列，表有 4 列"),
    "文本框": (BODY, TEXT, f"{TEXT}<w:pict/>", "第1行第4格里有图形或文本框"),
    "内容控件": (BODY, "<w:tbl>", "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:tbl>", "内容控件"),
    "自动编号": (
        BODY,
        '<w:pStyle w:val="BiaogeBianhao"/>',
        '<w:pStyle w:val="BiaogeBianhao"/><w:numPr><w:numId w:val="3"/></w:numPr>',
        "里有自动编号",
    ),
    "浮动": (
        BODY,
        '<w:tblStyle w:val="GongwenBiaoge"/>',
        '<w:tblStyle w:val="GongwenBiaoge"/><w:tblpPr w:leftFromText="180"/>',
        "表「项目情况」第1行第1格里有浮动的表格",
    ),
    "没有的字体": (STYLES, 'w:eastAsia="黑体"', 'w:eastAsia="华文行楷"', "的字体「华文行楷」仓库里没有"),
    "主题字体": (
        STYLES,
        '<w:rFonts w:ascii="黑体" w:eastAsia="黑体" w:hAnsi="黑体" w:cs="黑体"/>',
        '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>',
        "」用的是主题字体",
    ),
    "西文用 Times": (
        STYLES,
        'w:ascii="黑体"',
        'w:ascii="Times New Roman"',
        "的西文字体「Times New Roman」仓库里没有",
    ),
    "套表": (
        BODY,
        f"<w:tc><w:tcPr>{CELL}",
        f'<w:tc><w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid></w:tbl><w:tcPr>{CELL}',
        "套在另一张表里",
    ),
    "表中间的重复标题行": (
        BODY,
        NEXT_ROW,
        f"{NEXT_ROW}<w:tblHeader/>",
        "表「项目情况」第2行设了「重复标题行」，但它不在表的开头",
    ),
    "colspan 标记": (BODY, TEXT, "{% colspan 3 %}" + TEXT, "的标记「{% colspan」别的格式画不出"),
    "vm 标记": (BODY, TEXT, "{% vm %}" + TEXT, "第1行第4格的标记「{% vm %}」不再使用"),
    "分栏": (BODY, '<w:cols w:space="425"/>', '<w:cols w:num="2" w:space="425"/>', "分了栏"),
    "脚注": (BODY, TEXT, f'{TEXT}<w:footnoteReference w:id="2"/>', "里有脚注"),
    "图片": (BODY, TEXT, f"{TEXT}<w:drawing/>", "里有图片或图形"),
    "上标": (BODY, "<w:r><w:t", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t', "上标或下标"),
}
RUN = '<w:r><w:t xml:space="preserve">'


def run(look: str) -> tuple[str, str, str]:
    """Return the change that gives the text of a cell a look of its own."""
    return BODY, RUN + TEXT, f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{TEXT}'


HIDDEN: dict[str, tuple[str, str, str, str]] = {
    "白字": (*run('<w:color w:val="FFFFFF"/>'), "和底色太接近（1.0 比 1）"),
    "小字": (*run('<w:sz w:val="8"/>'), "只有 4 磅"),
    "隐藏": (*run("<w:vanish/>"), "是隐藏的字"),
    "亮字": (BODY, CELL, f'{CELL}<w:shd w:val="clear" w:fill="4472C4"/>', ""),
    "底色": (BODY, CELL, f'{CELL}<w:shd w:val="clear" w:fill="333333"/>', ""),
}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    folder = shutil.copytree(budget.LAYOUT.folder, tmp_path / "templates" / "chongqing-2024")
    return replace(budget.LAYOUT, folder=folder)


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_other_formats_cannot_draw_is_refused(name: str, layout: Layout) -> None:
    part, old, new, said = REFUSED[name]
    samples.change_word(layout.folder / "document.docx", old, new, part)
    with pytest.raises(FindingError) as caught:
        template.read(layout)
    found = caught.value.finding
    assert said in found.message
    assert (found.code, found.position and found.position.path) == ("MB-030", "templates/chongqing-2024/document.docx")


@pytest.mark.parametrize("name", [name for name, (*_, said) in HIDDEN.items() if said])
def test_text_that_nobody_can_see_is_refused_in_all_formats(name: str, layout: Layout) -> None:
    part, old, new, said = HIDDEN[name]
    samples.change_word(layout.folder / "document.docx", old, new, part)
    messages = set()
    for make in (lambda: template.read(layout), lambda: docx.render(document(portrait(budget.sheet())), layout)):
        with pytest.raises(FindingError) as caught:
            make()
        messages.add(caught.value.finding.message)
    (message,) = messages
    assert said in message


@pytest.mark.parametrize("name", [name for name, (*_, said) in HIDDEN.items() if not said])
def test_text_on_a_ground_of_its_own_passes(name: str, layout: Layout) -> None:
    part, old, new, _ = HIDDEN[name]
    samples.change_word(layout.folder / "document.docx", old, new, part)
    template.read(layout)
