"""The law of import: what we built, read back, prints the same, at every place of every document."""

from __future__ import annotations

import dataclasses
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from generator import pipeline
from generator.importing.ground import ground
from generator.importing.work import Import
from generator.model.imports import Grade
from generator.model.places import places
from generator.render import docx, xlsx
from tests import samples
from tests.packs import library, test_carried, test_seventeen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.importing.work import Imported
    from generator.model.document import Document
    from tests.importing.conftest import Printed

    Files = Callable[[str], dict[str, bytes]]
    Imports = Callable[[str, Mapping[str, bytes]], Imported]

DECLARATIONS = ["chenggong-medical-insurance", "chenggong-medical-security", "wuhua-medical-insurance-center"]
TONGNAN = "tongnan-medical-security"


def texts(document: Document) -> dict[str, str]:
    """Return every text of a document by its place."""
    return {place.name: place.text.plain for place in places(document) if place.text}


@pytest.mark.parametrize("department", [*DECLARATIONS, TONGNAN])
def test_what_was_built_prints_the_same(
    printed: Printed, office_files: Files, imported: Imports, department: str
) -> None:
    document, _ = printed[department]
    done = imported(department, office_files(department))
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.remarks == []
    assert done.understood.same_printed == done.understood.printed >= 85
    assert done.understood.same_sums == done.understood.sums
    assert (department == TONGNAN) == (done.understood.sums > 700)


def test_the_facts_stand_on_a_sheet_that_nobody_sees(printed: Printed, office_files: Files) -> None:
    document, _ = printed[TONGNAN]
    book = openpyxl.load_workbook(io.BytesIO(office_files(TONGNAN)["附表.xlsx"]))
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["数据"]
    heads, *rows = book["数据"].iter_rows(values_only=True)
    assert list(heads) == list(document.facts[0])
    assert [[cell or "" for cell in row] for row in rows] == [
        [text.plain for text in fact.values()] for fact in document.facts
    ]
    spent = [row for row in rows if row[heads.index("清单")].startswith("项目")]
    assert sum(Decimal(row[-1]) for row in spent) == Decimal("54386700.00")


def test_without_them_nothing_is_guessed(imported: Imports, printed: Printed, office_files: Files) -> None:
    """What a pack publishes without 附数据: no figure is wrong, and each project whose 科目 no table says is told."""
    document, layout = printed[TONGNAN]
    tables = xlsx.render(dataclasses.replace(document, facts=()), layout)
    done = imported(TONGNAN, {**office_files(TONGNAN), "附表.xlsx": tables})
    assert [remark for remark in done.remarks if remark.grade == Grade.MONEY] == []
    assert sum("不知道是哪个功能科目" in remark.why for remark in done.remarks) == len(document.projects)


def test_all_packs_with_content_are_held(printed: Printed) -> None:
    assert printed.keys() == {*DECLARATIONS, TONGNAN}


# Tables whose columns are values: such as are known before any file is read, and such as only the files know.
CROSSED = """\
  来源表:
    单位行: 单位：${金额单位}
    列:
      - 表头: 科目名称
        取: 功能.名称
        宽: 30
      - 表头: 合计
        宽: 20
      - 表头: 其中
        列:
          - 按: 来源
            宽: 25
    行:
      - 标: 合计
      - 按: 功能.类.款.项
  单位表:
    单位行: 单位：${金额单位}
    列:
      - 表头: 支出
        取: 功能.名称
        宽: 60
      - 表头: 各单位
        列:
          - 按: 单位
            宽: 40
    行:
      - 标: 合计
      - 按: 功能.类
"""


def crossed(root: Path) -> Path:
    """Write the library's nine tables and two with columns 按 a value."""
    library.repository(root)
    pack, text = root / library.PACK / "pack.yaml", root / library.PACK / "statement.jinja"
    pack.write_text(pack.read_text("utf-8") + CROSSED, "utf-8")
    more = "".join(f"@附件 {name} {name}\n@表格 {name}\n" for name in ("来源表", "单位表"))
    text.write_text(text.read_text("utf-8") + more, "utf-8")
    return root


# Packs of tests: sums of many dimensions, lists of records, columns of values, only totals.
PACKS = {"seventeen": test_seventeen.written, "crossed": crossed, "wanling": test_carried.wanling}


@pytest.mark.parametrize("name", PACKS)
def test_what_packs_of_all_kinds_print_is_read_back(tmp_path: Path, name: str) -> None:
    root = PACKS[name](tmp_path)
    samples.carry_facts(root)
    ((document, layout),) = pipeline.check(root).documents
    base = ground(root, f"content/new/office/{document.year}", document.pack)
    assert base is not None
    files = {"说明.docx": docx.render(document, layout), "附表.xlsx": xlsx.render(document, layout)}
    done = Import(base).run(files)
    assert done.remarks == []
    assert [texts(one) for one in done.documents] == [texts(document)]
    assert done.understood.same_sums == done.understood.sums
