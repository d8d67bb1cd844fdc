"""Regular tables, annexes and contents in Word documents, read from their own XML."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import pytest
from openxml_audit import OpenXmlValidator

from generator.model.document import Column
from generator.render.docx import TEMPLATE, render
from tests.render import factory
from tests.render.factory import words
from tests.render.statement import BY_CODE, CHONGQING, THREE_PUBLIC, annex, spending, statement, table
from tests.render.test_docx import WORD, body_of, lines_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.document import Block

# Width of the text in twips, as the page set-ups of the template have it: 156 and 225 mm.
UPRIGHT, SIDEWAYS = 8845, 12756


def drawn(*blocks: Block, landscape: bool = False) -> Any:
    """Return the tables of a document of one section."""
    section = factory.landscape(*blocks) if landscape else factory.portrait(*blocks)
    return list(body_of(factory.document(section), CHONGQING).iter(f"{WORD}tbl"))


def value(node: Any, path: str, name: str = "val") -> str | None:
    """Return an attribute of a setting, "" for one without a value, None where there is no such setting."""
    found = node.find("/".join(f"{WORD}{part}" for part in path.split("/")))
    return None if found is None else found.get(f"{WORD}{name}", "")


def cells(row: Any) -> list[Any]:
    return list(row.findall(f"{WORD}tc"))


def rows(found: Any) -> list[Any]:
    return list(found.findall(f"{WORD}tr"))


def test_same_document_gives_same_bytes() -> None:
    assert render(statement(), CHONGQING) == render(statement(), CHONGQING)


def test_every_leaf_is_printed_exactly() -> None:
    printed = lines_of(body_of(statement(), CHONGQING))
    whole = "\n".join(printed)
    assert [leaf.plain for leaf in statement().leaves() if leaf.plain not in whole] == []
    assert not [line for line in printed if "\ue000" in line]


def test_valid_by_the_schemas_of_office(tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(render(statement(), CHONGQING))
    found = [error.description for error in OpenXmlValidator().validate(str(path)).errors]
    assert found == []


@pytest.mark.parametrize(("landscape", "width"), [(False, UPRIGHT), (True, SIDEWAYS)])
def test_columns_have_their_shares_and_fill_the_text(landscape: bool, width: int) -> None:  # noqa: FBT001 - a parameter
    (found,) = drawn(spending(3), landscape=landscape)
    grid = [int(column.get(f"{WORD}w")) for column in found.iter(f"{WORD}gridCol")]
    assert sum(grid) == width == int(value(found, "tblPr/tblW", "w") or 0)
    assert all(abs(wide - width * share / 100) < 1 for wide, share in zip(grid, (14, 38, 16, 16, 16), strict=True))
    for row in rows(found):
        at = 0
        for cell in cells(row):
            end = at + int(value(cell, "tcPr/gridSpan") or 1)
            assert int(value(cell, "tcPr/tcW", "w") or 0) == sum(grid[at:end])
            at = end
        assert at == len(grid)


def test_headings_are_merged_as_their_tree_says() -> None:
    (found,) = drawn(table(THREE_PUBLIC, ["5.30", "", "3.50", "", "3.50", "1.80"]))
    shape = [
        [
            ("".join(lines_of(cell)), int(value(cell, "tcPr/gridSpan") or 1), value(cell, "tcPr/vMerge"))
            for cell in cells(row)
        ]
        for row in rows(found)[:3]
    ]
    assert shape == [
        [("2024年预算数", 6, None)],
        [
            ("合计", 1, "restart"),
            ("因公出国（境）费", 1, "restart"),
            ("公务用车购置及运行费", 3, None),
            ("公务接待费", 1, "restart"),
        ],
        [
            ("", 1, "continue"),
            ("", 1, "continue"),
            ("小计", 1, None),
            ("公务用车购置费", 1, None),
            ("公务用车运行费", 1, None),
            ("", 1, "continue"),
        ],
    ]


def test_heads_repeat_and_rows_stay_whole() -> None:
    (found,) = drawn(spending(4))
    assert [value(row, "trPr/tblHeader") for row in rows(found)] == ["", "", None, None, None, None]
    assert [value(row, "trPr/cantSplit") for row in rows(found)] == [""] * 6


def test_cells_wear_the_styles_of_the_template_and_figures_keep_to_one_line() -> None:
    (found,) = drawn(spending(1))
    names = {style.style_id: style.name for style in docx.Document(str(CHONGQING.folder / TEMPLATE)).styles}
    head, _, row = rows(found)
    looks = [names[value(cell, "p/pPr/pStyle") or ""] for cell in (*cells(head), *cells(row))]
    assert looks == ["表格表头"] * 3 + ["表格正文"] * 2 + ["表格数字"] * 3
    assert [value(cell, "p/pPr/jc") for cell in cells(row)] == [None, "center", None, None, None]
    assert [value(cell, "tcPr/noWrap") for cell in cells(row)] == [None, None, "", "", ""]


def test_a_figure_that_is_too_wide_for_its_column_gets_room() -> None:
    columns = (Column(words("项目"), 89), Column(words("数"), 11, "right"))
    (found,) = drawn(table(columns, ["甲", "1.00"], ["乙", "11,111,111.11"]))
    grid = [int(column.get(f"{WORD}w")) for column in found.iter(f"{WORD}gridCol")]
    assert grid[1] > UPRIGHT * 0.11 + 100
    assert sum(grid) == UPRIGHT
    assert [value(cell, "tcPr/tcW", "w") for cell in cells(rows(found)[1])] == list(map(str, grid))
    assert list(found.iter(f"{WORD}w")) == []  # no character is narrowed


def test_a_table_of_many_columns_has_smaller_characters() -> None:
    columns = tuple(Column(words(f"列{number}"), 10, "right") for number in range(10))
    (found,) = drawn(table(columns, ["1.00"] * 10), landscape=True)
    assert {size.get(f"{WORD}val") for size in found.iter(f"{WORD}sz")} == {"18"}
    (usual,) = drawn(spending(1))
    assert list(usual.iter(f"{WORD}sz")) == []


def test_headings_break_into_even_lines() -> None:
    columns = (Column(words("日常公用经费"), 14, "right"), Column(words("名称"), 86))
    (found,) = drawn(table(columns, ["1.00", "甲"]))
    lines = [[t.text for t in cell.iter(f"{WORD}t")] for cell in cells(rows(found)[0])]
    assert lines == [["日常", "公用经费"], ["名称"]]
    assert len(list(rows(found)[0].iter(f"{WORD}br"))) == 1


def test_tables_have_a_name_for_those_who_hear_them() -> None:
    for found in body_of(statement(), CHONGQING).iter(f"{WORD}tbl"):
        for name in ("tblCaption", "tblDescription"):
            assert value(found, f"tblPr/{name}")


def test_two_tables_are_never_joined() -> None:
    bare = replace(spending(1), unit=words(""))
    nodes = list(body_of(factory.document(factory.portrait(bare, bare)), CHONGQING))
    assert [node.tag == f"{WORD}tbl" for node in nodes if node.tag != f"{WORD}sectPr"][-4:] == [
        True,
        False,
        True,
        False,
    ]


def test_an_annex_has_label_empty_line_title_unit_table_and_note() -> None:
    block = table(BY_CODE, ["", "合计", "", "", ""], note="（备注：此表无数据。）")
    data = render(factory.document(factory.portrait(annex("五", "基金支出表"), block)), CHONGQING)
    read = docx.Document(io.BytesIO(data))
    looks = [(p.text, p.style.name) for p in read.paragraphs if p.style]
    assert looks[-5:] == [
        ("附件五", "附件标签"),
        ("", "附件标签"),
        ("某单位基金支出表", "附件标题"),
        ("单位：万元", "表格单位"),
        ("（备注：此表无数据。）", "表格说明"),
    ]


def test_a_long_title_is_one_paragraph_of_two_lines_that_word_navigates_to() -> None:
    document = factory.document(factory.portrait(annex("二", "一般公共预算财政拨款基本支出预算总表"), spending(1)))
    read = docx.Document(io.BytesIO(render(document, CHONGQING)))
    (title,) = [p for p in read.paragraphs if p.style and p.style.name == "附件标题"]
    assert title.text == "某单位一般公共预算\n财政拨款基本支出预算总表"
    assert title.style is not None
    # Below the levels that contents gather (1 and 2): the entry, 附件二 with the title, is marked by a field of its own
    # (TC), and an update of the contents would give the bare title besides. The outline still shows it.
    assert value(title.style.element, "pPr/outlineLvl") == "2"


def test_forms_are_merged_tables_with_all_their_cells() -> None:
    body = body_of(statement(), CHONGQING)
    found = {value(node, "tblPr/tblCaption"): node for node in body.iter(f"{WORD}tbl")}
    funds = [
        [("".join(lines_of(cell)), value(cell, "tcPr/vMerge")) for cell in cells(row)]
        for row in rows(found["总体资金情况和整体绩效目标"])
    ]
    assert funds[0] == [
        ("总体资金情况（万元）", "restart"),
        ("预算支出总额", "restart"),
        ("基本支出", None),
        ("项目支出", None),
    ]
    assert [text for text, _ in funds[2]] == ["", *["6201.55"] * 9]
    indicators = [
        [("".join(lines_of(cell)), value(cell, "tcPr/vMerge")) for cell in cells(row)]
        for row in rows(found["绩效指标"])
    ]
    assert [row[0] for row in indicators] == [("", None), ("绩效指标", "restart"), ("", "continue"), ("", "continue")]
    assert [text for text, _ in indicators[1][1:]] == [
        "产出指标",
        "数量指标",
        "参保人数",
        "20",
        "万人",
        "≥",
        "65",
        "否",
    ]
    printed = lines_of(body)
    assert [line for line in printed if line.startswith("表-")] == ["表-1", "表-2"]
    assert printed.count("编制单位：编制单位的内容单位：万元") == 2
    assert printed.count("项目编码的内容-项目名称的内容") == 2
