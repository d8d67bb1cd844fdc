"""Cover, 署名, dates and 索引号 of a pack's documents, from the content's keys to the list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.importing.texts.script import Script
from generator.model.document import Imprint
from generator.model.values import Date
from tests import samples
from tests.budget import places
from tests.packs.children import BASIS, CHILD, errors, repository
from tests.render.statement import CHONGQING
from tests.rules import budget

if TYPE_CHECKING:
    from pathlib import Path

FILE = f"{budget.FOLDER}/budget.yaml"
PACK = f"""\
{BASIS}名称: 有封面的部门预算
文书:
  部门预算:
    对象: 部门
    文字: covered.jinja
    格式: 简明
"""
COVER = "@封面 编制单位：{{ 部门名称 }}\n@封面 公开日期：{{ 公开日期 }}"
TEXT = '{% extends "statement.jinja" %}\n{% block 封面 %}\nCOVER\n{% endblock %}\n'
DATES = "金额单位: 万元\n成文日期: 2024-02-05\n公开日期: 2024-03-01\n索引号: 11500-2024-00012\n"


def written(root: Path, *, cover: str = COVER, more: str = "", dates: str = DATES) -> Path:
    text = TEXT.replace("COVER", cover) + more
    repository(root, {f"{CHILD}/pack.yaml": PACK, f"{CHILD}/covered.jinja": text})
    own = (root / FILE).read_text(encoding="utf-8")
    samples.write(root, {FILE: samples.changed(own, "金额单位: 万元\n", dates)})
    return root


def test_cover_name_and_dates_stand_in_all_formats_and_on_the_list(tmp_path: Path) -> None:
    root = written(tmp_path)
    result = pipeline.build(root, formats=places.FORMATS, out=root / "build")
    document = places.only(result)
    said = [(block.kind, block.text.plain, block.is_sealed) for block in document.blocks if isinstance(block, Imprint)]
    assert said == [
        ("封面", "编制单位：某区医疗保障局", False),
        ("封面", "公开日期：2024年3月1日", False),
        ("署名", "某区医疗保障局", True),
        ("成文日期", "2024年2月5日", True),
    ]
    assert set(places.files(root / "build")) == set(places.FORMATS)
    listed = (root / "build" / "index.html").read_text(encoding="utf-8")
    assert "2024-03-01" in listed
    assert "11500-2024-00012" in listed


def test_without_a_date_nothing_is_signed(tmp_path: Path) -> None:
    root = written(tmp_path, cover="", dates="金额单位: 万元\n")
    document = places.assembled(root)
    assert not any(isinstance(block, Imprint) for block in document.blocks)


@pytest.mark.parametrize(
    ("more", "message", "line"),
    [
        ("{% block 附件 %}\n@表格 部门收支总表\n@署名 某局\n{% endblock %}\n", "「@署名」前面不是一段正文", 8),
        ("{% block 附件 %}\n@封面 某局\n{% endblock %}\n", "「@封面」要写在正文、目录之前", 7),
        ("{% block 附件 %}\n@盖章\n{% endblock %}\n", "「@盖章」后面少了内容", 7),
    ],
)
def test_a_line_in_a_wrong_place_is_told_with_its_line(tmp_path: Path, more: str, message: str, line: int) -> None:
    ((code, told, file, place),) = errors(pipeline.check(written(tmp_path, more=more)))
    assert (code, told, file, place) == ("MB-053", message, f"templates/{CHILD}/covered.jinja", line)


def test_a_printed_date_is_read_as_the_one_that_was_written() -> None:
    lines = [line for section in Script(CHONGQING, "statement.jinja").sections for line in section.lines]
    (day,) = (line for line in lines if "成文日期" in line.names)
    found = day.pattern.fullmatch("2024年2月5日")
    assert found is not None
    assert (day.kind, Date.written(found[day.names.index("成文日期") + 1])) == ("文", "2024-02-05")
