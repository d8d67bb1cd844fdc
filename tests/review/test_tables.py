"""Tables are compared as tables: rows by what they are named, forms by what stands in them, each side by itself."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import html

from generator.model.document import Column, Document, Form, Section, Table
from generator.model.review import Fate, Review, TableEffect
from generator.model.text import Computed, Figure, Text, of_figure, of_words
from generator.report import review as report
from generator.report.review_page import as_html
from generator.review import run
from generator.review.effects import differences
from tests.review.changes import TONGNAN
from tests.review.test_effects import repository

if TYPE_CHECKING:
    from generator.model.document import Block

ADDED = "projects/02-health-checkups.yaml"


def amount(value: str) -> Text:
    return of_figure(Figure(Decimal(value), "元", value, Computed("", ())))


def document(*blocks: Block) -> Document:
    return Document("a", "p", "d", 2024, "n", (of_words("情况说明"),), "", "", (Section("portrait", blocks),))


def table(*rows: tuple[str, ...], split: int = 0) -> Table:
    heads = tuple(Column(of_words(name), 1) for name in ("项目", "金额") * (1 + bool(split)))
    cells = (tuple(amount(cell) if at % 2 and cell else of_words(cell) for at, cell in enumerate(row)) for row in rows)
    return Table("收支表", of_words("单位：元"), heads, tuple(cells), Text(), split)


def form(**cells: str) -> Form:
    return Form("项目表", {name: of_words(text) for name, text in cells.items()})


def told(old: Document, new: Document) -> list[TableEffect]:
    found = list(differences(old, new, "情况说明"))
    assert all(isinstance(one, TableEffect) for one in found)
    return [one for one in found if isinstance(one, TableEffect)]


def fates(effect: TableEffect) -> list[tuple[Fate, tuple[str, ...], tuple[str, ...]]]:
    return [(row.fate, row.old, row.new) for row in effect.rows if row.fate is not Fate.SAME]


def test_each_side_of_a_table_is_compared_by_itself() -> None:
    old = document(table(("一般", "5", "社保", "2"), ("基金", "0", "医疗", "3"), split=2))
    new = document(table(("一般", "6", "农林", "1"), ("基金", "0", "社保", "2"), ("", "", "医疗", "3"), split=2))
    left, right = told(old, new)
    assert (left.name, fates(left)) == ("收支表（项目）", [(Fate.CHANGED, ("一般", "5"), ("一般", "6"))])
    assert fates(right) == [(Fate.ADDED, (), ("农林", "1"))]


def test_a_row_more_is_one_row_more() -> None:
    old = document(table(("甲", "1"), ("乙", "2"), ("丙", "3")))
    new = document(table(("甲", "1"), ("新", "9"), ("乙", "2"), ("丙", "4")))
    (effect,) = told(old, new)
    assert fates(effect) == [(Fate.ADDED, (), ("新", "9")), (Fate.CHANGED, ("丙", "3"), ("丙", "4"))]
    assert [row.fate for row in effect.rows] == [Fate.SAME, Fate.ADDED, Fate.SAME, Fate.CHANGED]


def test_a_row_that_moves_is_told_alone() -> None:
    old = document(table(("甲", "1"), ("乙", "2"), ("丙", "3")))
    new = document(table(("丙", "3"), ("甲", "1"), ("乙", "2")))
    (effect,) = told(old, new)
    assert fates(effect) == [(Fate.MOVED, ("丙", "3"), ("丙", "3"))]


def test_a_row_that_is_called_otherwise_is_still_that_row() -> None:
    old = document(table(("医疗保障管理事务", "1"), ("住房公积金", "2")))
    new = document(table(("医疗保障事务", "1"), ("住房公积金", "2")))
    (effect,) = told(old, new)
    assert fates(effect) == [(Fate.CHANGED, ("医疗保障管理事务", "1"), ("医疗保障事务", "1"))]


def test_forms_are_told_apart_by_what_stands_in_them() -> None:
    old = document(*(form(表号=f"表-{n}", 单位="局", 名称=name, 金额=n) for n, name in (("1", "甲"), ("2", "丙"))))
    new = document(
        form(表号="表-1", 单位="局", 名称="甲", 金额="1"),
        form(表号="表-2", 单位="局", 名称="乙", 金额="7"),
        form(表号="表-3", 单位="局", 名称="丙", 金额="2"),
    )
    added, renumbered = told(old, new)
    assert {row.fate for row in added.rows} == {Fate.ADDED}
    assert [row.new for row in added.rows] == [("表号", "表-2"), ("单位", "局"), ("名称", "乙"), ("金额", "7")]
    assert fates(renumbered) == [(Fate.RENUMBERED, ("表号", "表-2"), ("表号", "表-3"))]
    assert not renumbered.changes


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """Return the review of a project that is added in the middle of fourteen."""
    old, new = (repository(tmp_path_factory.mktemp("states") / name) for name in ("old", "new"))
    (old / TONGNAN / ADDED).unlink()
    return run.diff(new, str(old))


def test_an_added_project_changes_no_other(added: Review) -> None:
    forms = {effect.name: effect for effect in added.tables if effect.part == "附件十二"}
    assert {row.fate for row in forms["表-2"].rows} == {Fate.ADDED}
    others = [effect for name, effect in forms.items() if name != "表-2"]
    assert len(others) == 12
    assert all(not effect.changes for effect in others)
    (listed,) = [effect for effect in added.tables if effect.part == "附件十"]
    assert [row.fate for row in listed.changes] == [Fate.CHANGED, Fate.ADDED]
    assert len(listed.of(Fate.RENUMBERED)) == 12
    assert not [effect for effect in added.effects if "模板" in effect.place]


def test_new_troubles_are_told_where_they_are(added: Review) -> None:
    assert {finding.position.path for finding in added.failing if finding.position} == {f"{TONGNAN}/{ADDED}"}


def test_every_format_shows_each_row_once(added: Review) -> None:
    row = "附件二.2101599-其他医疗保障管理事务支出："
    (line,) = [
        ln for ln in report.as_text(added).split("\n  附件二 ")[1].split("\n  附件六 ")[0].splitlines() if row in ln
    ]
    assert line.endswith("总计 242.67 → 267.67；2024年预算数.项目支出 242.67 → 267.67")
    markdown = report.as_markdown(added)
    part = markdown.split("**附件二 ")[1].split("**附件六 ")[0]
    rows = [ln for ln in part.splitlines() if "| 2101599 " in ln]
    cell = r"242\.67 → **267\.67**"
    assert rows == [f"| 修改 | 2101599 | 其他医疗保障管理事务支出 | {cell} | {cell} |"]
    data = json.loads(report.as_json(added))
    (second,) = [one for one in data["tables"] if one["part"] == "附件二"]
    assert second["rows"][-1]["kind"] == "修改"
    assert second["rows"][-1]["new"][:2] == ["2101599", "其他医疗保障管理事务支出"]
    assert second["same"] == 25


def test_the_page_folds_what_stayed(added: Review) -> None:
    page = html.document_fromstring(as_html(added))
    (head,) = [one for one in page.iter("h3") if (one.text or "").startswith("附件十 ")]
    shown = head.getnext()
    assert shown is not None
    rows = [["".join(map(str, cell.itertext())) for cell in row] for row in shown.iter("tr")]
    assert [row[0] for row in rows[1:]] == ["修改", "新增"]
    assert rows[2][1] == "2"
    folded = [one.findtext("summary") for one in head.itersiblings("details")][:2]
    assert folded == ["只是序号变了的 12 行", "没有变化的 1 行"]
    marks = ["".join(map(str, mark.itertext())) for mark in shown.iter("del", "ins")]
    assert marks[:2] == ["5,413.67", "5,438.67"]
