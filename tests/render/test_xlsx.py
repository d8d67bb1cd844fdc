"""What workbooks must be like, read back by another library; LibreOffice looks at them in the tools tests."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from generator.model.document import Annex, Column, Contents, Form, Table
from generator.model.finding import FindingError
from generator.model.position import Position
from generator.model.text import Figure, Text, Written, of_figure
from generator.render.xlsx import render
from generator.render.xlsx_sheets import plan
from generator.render.xlsx_value import number
from generator.write.plan import jobs
from tests.fonts import settings
from tests.render import factory
from tests.render.factory import YUNNAN_2024, words

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Block, Document, Section

HOSTILE = "& < > \" ' _x0041_ {{ 块.文 }} 〔〕 · 〇 ①  玥 𬭎 " + "長" * 60
FORMULAS = ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("x")', "{=1}", "http://a.cn", "TRUE", "2024-01-05", "1E5", "'x"]
CODE = "12530121431280569"
AMOUNTS = ["6,201.55", "1200", "-3,886.89", "0.00", "12.5%", "-0.00", "1,234,567.89", "123456789012345.67", "12元"]
# What Excel shows of the first seven, and what it can't hold or show without loss.
FORMATS = {"6,201.55": "#,##0.00", "1200": "0", "-3,886.89": "#,##0.00", "0.00": "0.00", "12.5%": "0.0%"} | {
    "1,234,567.89": "#,##0.00"
}


def figure(text: str) -> Text:
    return of_figure(Figure(Decimal(1), "元", text, Written(Position("content/试验.yaml", 1))))


def column(heading: str, width: int = 0, align: Any = "left", *children: Column) -> Column:
    return Column(words(heading), width, align, children)


COLUMNS = (
    column("功能分类科目", 0, "left", column("编码", 15), column("名称", 30)),
    column(
        "2024年预算数", 0, "left",
        column("合计", 15, "right"),
        column("其中", 0, "left", column("基本支出", 15, "right"), column("项目支出", 15, "right")),
    ),
    column("备注", 10, "center"),
)  # fmt: skip
# First row, first column, rows, columns and text of each heading, counted from the first row of headings.
HEADS = [
    (0, 0, 1, 2, "功能分类科目"),
    (0, 2, 1, 3, "2024年预算数"),
    (0, 5, 3, 1, "备注"),
    (1, 0, 2, 1, "编码"),
    (1, 1, 2, 1, "名称"),
    (1, 2, 2, 1, "合计"),
    (1, 3, 1, 2, "其中"),
    (2, 3, 1, 1, "基本支出"),
    (2, 4, 1, 1, "项目支出"),
]


def table(name: str = "支出表", rows: int = 1, note: str = "") -> Table:
    amounts = [figure(text) for text in AMOUNTS]
    lines: list[tuple[Text, ...]] = [(words(CODE), words(HOSTILE), amounts[0], amounts[1], amounts[2], Text())]
    lines += [
        (words(FORMULAS[i]), words(FORMULAS[i - 1]), amounts[i % 9], *amounts[:2], words("无")) for i in range(11)
    ]
    lines += [(words("2101101"), Text(), figure("1.00"), Text(), figure("2.00"), Text())] * (rows - 1)
    return Table(name, words("单位：万元"), COLUMNS, tuple(lines), words(note))


def indicator(level: str, name: str, weight: str = "") -> dict[str, Text]:
    """Return a row of the form of Yunnan; weights are written, and no figures."""
    names = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "指标属性", "评分标准", "指标内容")
    given = {"一级指标": level, "三级指标": name, "指标值": weight, "指标性质": "≥" if name else ""}
    return {key: words(given.get(key, "")) for key in (*names, "设定依据")}


def form(number: str, goals: tuple[str, ...] = ("目标一", "=目标二")) -> Form:
    return Form(
        "项目绩效目标表",
        {
            "表号": words(number),
            "总体目标期间": words("2024年"),
            "总体目标": tuple(words(goal) for goal in goals),
            "年度目标期间": words("2024年"),
            "年度目标": (),
            "指标行": (indicator("产出指标", ""), indicator("", "培训", "12"), indicator("", "宣传", "≥95")),
        },
    )


def annex(label: str, title: str, *blocks: Block) -> list[Block]:
    return [Annex(words(label), words(title)), *blocks]


def statement(*sections: Section) -> Document:
    return factory.document(*sections, title=("某单位2024年", "部门预算情况说明"), issued="2024-02-05")


def sample() -> Document:
    return statement(
        factory.portrait(Contents(), factory.heading(1, "一、概况"), *factory.paragraphs("正文")),
        factory.portrait(*annex("附件一", "支出总表", table())),
        factory.landscape(*annex("附件二", "政府性基金表", replace(table(note="本单位无此项预算。"), rows=()))),
        factory.landscape(*annex("附件三", "项目绩效目标表", form("表-1"))),
        factory.portrait(form("表-2", ("很长的依据，" * 400, "短"))),
    )


def opened(document: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(document, YUNNAN_2024)), rich_text=False)


def names(document: Document) -> list[str]:
    return [sheet.name for sheet in plan(document)]


def shown(cell: Any) -> str:
    """Return what a program shows of a cell, computed apart from the renderer."""
    if cell.value is None:
        return ""
    if cell.data_type == "s":
        return str(cell.value)
    assert cell.data_type == "n"
    style = cell.number_format
    value = Decimal(repr(cell.value)) * (100 if style.endswith("%") else 1)
    decimals = len(style.rstrip("%").partition(".")[2])
    return f"{value:{',' if ',' in style else ''}.{decimals}f}" + ("%" if style.endswith("%") else "")


def grid(sheet: Any) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in sheet.iter_rows()]


def heading_row(sheet: Any) -> int:
    """Return the number of the first row of headings, counted from 0."""
    return int(sheet.print_title_rows.lstrip("$").partition(":")[0]) - 1


def test_every_cell_says_what_the_document_says() -> None:
    document = sample()
    book = opened(document)
    sheet = book["附件一"]
    first = heading_row(sheet)
    assert [row[0] for row in grid(sheet)[: first - 1]] == ["附件一", "支出总表"]
    assert grid(sheet)[first - 1][0] == "单位：万元"
    assert grid(sheet)[first + 3 :] == [[text.plain for text in row] for row in table().rows]
    for at, start, _, _, text in HEADS:
        assert sheet.cell(first + at + 1, start + 1).value == text


def test_every_text_of_the_annexes_stands_in_the_workbook() -> None:
    document = sample()
    said = [cell for sheet in opened(document) for row in grid(sheet) for cell in row if cell]
    annexes = replace(document, sections=document.sections[1:], title=())
    wanted = [text.plain for text in annexes.leaves() if text.plain not in {"表-1", "表-2"}]
    assert [text for text in wanted if text not in "\0".join(said)] == []


def test_heads_are_merged_as_declared_and_nothing_else_is() -> None:
    sheet = opened(sample())["附件一"]
    first = heading_row(sheet)
    wanted = {(first + row, column, rows, columns) for row, column, rows, columns, _ in HEADS if rows * columns > 1}
    wanted |= {(row, 0, 1, 6) for row in range(3)}
    merged = sheet.merged_cells.ranges
    assert {(r.min_row - 1, r.min_col - 1, r.size["rows"], r.size["columns"]) for r in merged} == wanted
    # openpyxl shows no inner borders of merged cells.
    for row, column in product(range(first + 4, sheet.max_row + 1), range(1, 7)):
        border = sheet.cell(row, column).border
        assert {border.left.style, border.right.style, border.top.style, border.bottom.style} == {"thin"}


@pytest.mark.parametrize(("text", "style"), FORMATS.items())
def test_figures_are_numbers_that_look_as_printed(text: str, style: str) -> None:
    value = number(figure(text))
    assert value
    assert value.format == style
    printed = Decimal(text.rstrip("%").replace(",", ""))
    assert value.value == (printed / 100 if text.endswith("%") else printed)


def test_small_numbers_beside_large_ones_get_their_format() -> None:
    sheet = opened(sample())["附件一"]
    assert {cell.number_format for cell in sheet["C"] if cell.value in (0, 0.125, 1200)} == {"0", "#,##0.00", "0.0%"}
    plain = replace(table(), rows=((words("甲"), Text(), figure("12.00"), figure("6201.55"), Text(), Text()),))
    sheet = opened(statement(factory.portrait(*annex("附件一", "支出表", plain))))["附件一"]
    assert [cell.number_format for cell in sheet[7][2:4]] == ["0.00", "0.00"]


def test_a_long_title_is_made_smaller_before_it_is_broken() -> None:
    titles = ["支" * 19, "支" * 24, "支" * 27, "支" * 28]
    sections = [factory.portrait(*annex(f"附件{number}", title, table())) for number, title in enumerate(titles)]
    plain = [replace(section, blocks=(*section.blocks[:1], *factory.paragraphs("无"))) for section in sections]
    sheets = list(opened(statement(*plain)))
    assert [sheet["A2"].font.sz for sheet in sheets] == [22, 18, 16, 22]
    assert [sheet.row_dimensions[2].height > 40 for sheet in sheets] == [False, False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        *(
            figure(text)
            for text in ("-0.00", "123456789012345.67", "12元", "007", "1,20", "1,2345", ".5", "5.", "−1", "")
        ),
        *(words(text) for text in ("6,201.55", CODE, "1200", *FORMULAS)),
        figure("12") + figure("34"),
        figure("12") + words("人"),
    ],
)
def test_all_else_is_text(text: Text) -> None:
    assert number(text) is None


def test_what_looks_like_a_formula_is_text() -> None:
    data = render(sample(), YUNNAN_2024)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert not [name for name, xml in parts.items() if "<f>" in xml or "<hyperlink" in xml]
    sheet = opened(sample())["附件一"]
    texts = [cell for row in sheet.iter_rows(max_col=2) for cell in row if cell.value in FORMULAS]
    assert len(texts) == 2 * len(FORMULAS)
    assert {cell.data_type for cell in texts} == {"s"}
    # The quote keeps it a text when somebody edits the cell.
    assert {cell.value for cell in texts if cell.quotePrefix} == {text for text in FORMULAS if text[0] in "=+-@"}


def test_print_set_up() -> None:
    book = opened(sample())
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_options.horizontalCentered
        assert not sheet.sheet_view.showGridLines
        assert sheet.oddFooter.center.text == "— &P —"
    assert [sheet.page_setup.orientation for sheet in book] == ["portrait", "landscape", "landscape", "portrait"]
    assert [sheet.print_title_rows for sheet in book] == ["$4:$6", "$4:$6", "$6:$7", "$8:$9"]
    assert [sheet.freeze_panes for sheet in book] == ["A7", "A7", None, None]


def test_fonts_and_alignment() -> None:
    sheet = opened(sample())["附件一"]
    fonts = [(sheet.cell(row, 1).font.name, sheet.cell(row, 1).font.sz) for row in (1, 2, 3, 4, 7)]
    assert fonts == [("黑体", 16), ("方正小标宋简体", 22), ("宋体", 10.5), ("黑体", 10.5), ("宋体", 10.5)]
    aligned = [sheet.cell(row, 1).alignment.horizontal for row in (1, 2, 3, 4)]
    assert aligned == ["left", "center", "right", "center"]
    assert [cell.alignment.horizontal for cell in sheet[9]] == ["left", "left", "right", "right", "right", "center"]
    assert all(cell.alignment.wrap_text for cell in sheet[9] if cell.data_type == "s")


def test_widths_follow_the_shares_and_hold_the_numbers() -> None:
    sheet = opened(sample())["附件二"]
    # Neighbours of the same width are one entry.
    widths = [entry.width for entry in sheet.column_dimensions.values() for _ in range(entry.min, entry.max + 1)]
    assert [round(width / sum(widths) * 100) for width in widths] == [15, 30, 15, 15, 15, 10]
    narrow = replace(
        table(),
        columns=tuple(column(name, width) for name, width in zip("甲乙丙丁戊己", (5, 75, 5, 5, 5, 5), strict=True)),
    )
    sheet = opened(statement(factory.portrait(*annex("附件一", "支出表", narrow))))["附件一"]
    # A digit takes a unit of width at the default font's 11 points, some less at 10.5.
    assert sheet.column_dimensions["C"].width >= len("123456789012345.67")


def test_note_of_an_empty_table() -> None:
    sheet = opened(sample())["附件二"]
    assert grid(sheet)[-1][0] == "本单位无此项预算。"
    assert sheet.max_row == heading_row(sheet) + 4
    assert not sheet.cell(sheet.max_row, 1).border.left.style


def test_forms_are_drawn_as_in_word() -> None:
    """One grid for both tables of the form: their columns, merged cells and words are those of the Word template."""
    sheet = opened(sample())["附件三 表-1"]
    rows = [[cell for cell in row if cell] for row in grid(sheet)]
    assert rows[:3] == [["附件三"], ["项目绩效目标表"], ["项目绩效目标表"]]
    assert rows[3:6] == [
        ["项目目标", "总体目标(2024年)", "目标一\n=目标二"],
        ["预算年度(2024年)目标"],
        ["绩效指标", "评（扣）分标准", "指标内容", "绩效指标值设定依据及数据来源"],
    ]
    assert rows[6] == ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "指标属性"]
    assert rows[7:] == [["产出指标"], ["培训", "≥", "12"], ["宣传", "≥", "≥95"]]
    # The first table has three columns, the second ten: two of their edges are the same, so there are eleven.
    assert sheet.max_column == 11
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:A5", "B4:C4", "D4:K4", "A6:H6", "I6:I7"} <= merged
    number_ = next(cell for row in sheet.iter_rows(min_row=8) for cell in row if cell.value == 12)
    assert (number_.data_type, number_.alignment.horizontal) == ("n", "right")
    assert {cell.border.left.style for row in sheet.iter_rows(min_row=8) for cell in row[:1]} == {"thin"}
    assert (sheet["A4"].font.name, sheet["D4"].font.name) == ("黑体", "仿宋_GB2312")


def test_no_row_is_too_low_for_a_long_text() -> None:
    sheet = opened(sample())["附件三 表-2"]
    long = next(
        area for area in sheet.merged_cells.ranges if str(sheet[area.coord.partition(":")[0]].value)[:2] == "很长"
    )
    heights = [sheet.row_dimensions[row].height for row in range(long.min_row, long.max_row + 1)]
    # 2400 characters of 14 pixels on some 45 characters a line.
    assert sum(heights) > 2400 / 60 * 10.5 * 1.2
    assert max(heights) <= 409


def test_names_of_sheets() -> None:
    assert names(sample()) == ["附件一", "附件二", "附件三 表-1", "附件三 表-2"]
    other = statement(
        factory.portrait(factory.heading(1, "表一"), table("收支[总]表"), table("第二张")),
        factory.portrait(*annex("附件" * 20, "甲", table()), *annex("附件" * 20, "乙", table())),
        factory.portrait(*annex("History", "丙", table()), *annex("附件/1", "丁", table("一"), table("二"))),
        factory.portrait(*annex("", "只有文字", *factory.paragraphs("本单位无附表。"))),
    )
    assert names(other) == [
        "收支［总］表",
        "第二张",
        "附件" * 15 + "附",
        "附件" * 13 + "附 (2)",
        "History (2)",
        "附件／1 一",
        "附件／1 二",
        "只有文字",
    ]
    book = opened(other)
    assert book.sheetnames == names(other)
    assert [book["收支［总］表"]["A1"].value, book["第二张"]["A1"].value] == ["表一", "第二张"]
    assert [cell.value for cell in book["只有文字"]["A"]] == ["只有文字", "本单位无附表。"]


def test_the_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(render(sample(), YUNNAN_2024))
    result = OpenXmlValidator().validate(tmp_path / "book.xlsx")
    assert result.is_valid, result.errors


def test_same_document_gives_same_bytes() -> None:
    assert render(sample(), YUNNAN_2024) == render(sample(), YUNNAN_2024)


def test_properties_hold_only_what_the_document_says() -> None:
    properties = opened(sample()).properties
    assert (properties.title, properties.creator) == ("某单位2024年部门预算情况说明", "某单位")
    assert properties.lastModifiedBy is None
    assert properties.created == properties.modified
    assert f"{properties.created:%Y-%m-%d}" == "2024-02-05"
    with zipfile.ZipFile(io.BytesIO(render(sample(), YUNNAN_2024))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_documents_with_tables_have_a_workbook(tmp_path: Path) -> None:
    formats = ["docx", "xlsx"]
    assert [job.format for job in jobs(sample(), YUNNAN_2024, formats, tmp_path)] == formats
    without = statement(*sample().sections[:1])
    assert [job.format for job in jobs(without, YUNNAN_2024, formats, tmp_path)] == ["docx"]


def test_a_text_that_no_cell_can_hold_is_told() -> None:
    long = replace(table(), note=words("长" * 32768, 7))
    with pytest.raises(FindingError) as told:
        render(statement(factory.portrait(*annex("附件一", "支出表", long))), YUNNAN_2024)
    assert told.value.finding.position == Position("content/试验.yaml", 7)


def run(program: str, folder: Path, *arguments: str) -> str:
    found = shutil.which(program)
    assert found, "run `make test-tools`, which installs it"
    environment = os.environ | settings(folder)
    command = [found, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120).stdout


def convert(document: Document, folder: Path, to: str) -> None:
    """Let LibreOffice read a document's workbook, and write it in another format into the folder."""
    file = folder / "book.xlsx"
    file.write_bytes(render(document, YUNNAN_2024))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", folder, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(file))


@pytest.mark.tools
def test_libreoffice_shows_the_same_cells(tmp_path: Path) -> None:
    document = sample()
    # Comma, quote, UTF-8, from line 1, Chinese, cells as they are shown, all sheets.
    convert(document, tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true,true,false,false,-1")
    for sheet in opened(document):
        text = (tmp_path / f"book-{sheet.title}.csv").read_text(encoding="utf-8")
        read = [[*row, *[""] * sheet.max_column][: sheet.max_column] for row in csv.reader(io.StringIO(text))]
        assert read == grid(sheet)


@pytest.mark.tools
def test_libreoffice_prints_the_heads_on_every_page(tmp_path: Path) -> None:
    convert(statement(factory.portrait(*annex("附件一", "支出表", table(rows=120)))), tmp_path, "pdf")
    said = run("pdftotext", tmp_path, "-raw", str(tmp_path / "book.pdf"), "-")
    pages = [re.sub(r"\s", "", page) for page in said.split("\f")[:-1]]
    assert len(pages) > 1
    assert all("功能分类科目" in page and f"—{number}—" in page for number, page in enumerate(pages, 1))
