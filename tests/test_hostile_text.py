"""Whatever is written comes out in all three formats exactly as written: markup, rare characters, long words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import extract, samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNS = "& < > \" ' {{ 项目名称 }} {% endif %} {# #} ${ 〔〕 · 〇 ¥ ① 玥 𬭎 \\ {_{ }_} </w:t> </td> <script> <!-- &amp; &#65;"
LONG = "abcdefghijklmnopqrstuvwxyz" * 11 + "ABCDEFGHIJKLMN"
# Text that stands in one field each: what is to be printed, what was written in the YAML, and where.
FIELDS = {
    "项目名称": ("项目名称: 医保宣传经费", "项目名称: {}", f"名称 {SIGNS}"),
    "地址": ("    地址: 某县人民路1号", "    地址: {}", f"地址 {SIGNS}"),
    "经费来源": ("  经费来源: 财政拨款", "  经费来源: {}", f"来源 {LONG}"),
    "基本概况": ("项目基本概况: 开展医保政策宣传。", "项目基本概况: {}", f"概况 {SIGNS} {LONG}"),
    "实施内容": ("项目实施内容: 印制资料，开展培训。", "项目实施内容: {}", "{{ 年度 }}"),
    "实施计划": ("项目实施计划: 年初开始。", "项目实施计划: {}", "# 不是标题"),
    "实施成效": ("项目实施成效: 人人知晓。", "项目实施成效: {}", "@表单 项目绩效目标表"),
    "总体目标": ("  总体: 三年内人人知晓。", "  总体: {}", f"总体 {SIGNS} {LONG}"),
    "三级指标": ("        - 名称: 培训场次", "        - 名称: {}", f"指标 {SIGNS} {LONG[:60]}"),
    "指标值": ("          指标值: 4", "          指标值: {}", "NO"),
    "度量单位": ("          度量单位: 场", "          度量单位: {}", "%"),
    "评分标准": ("          评分标准: 按比例得分", "          评分标准: {}", f"标准 {SIGNS} {LONG}"),
}
EMPTY = ["          指标内容: 反映培训情况\n", "          设定依据: 工作计划\n"]
ITEM = ("    - 名称: 业务培训\n      金额: 2000\n", f"明细 {SIGNS}")


def quoted(text: str) -> str:
    """Write a text as a clerk has to: in single quotes, `${` as `$${`."""
    return "'" + text.replace("'", "''").replace("${", "$${") + "'"


def hostile(text: str) -> str:
    """Put the hostile texts into one of the sample files."""
    for old, new, value in FIELDS.values():
        text = text.replace(old, new.format(quoted(value)) if old in text else "")
    for line in EMPTY:
        text = text.replace(line, "")
    return text.replace(ITEM[0], f"    - 名称: {quoted(ITEM[1])}\n      金额: 2000\n")


@pytest.fixture
def out(one_project: Callable[..., Path], caplog: pytest.LogCaptureFixture) -> Path:
    root = one_project(hostile(samples.PROJECT), hostile(samples.DEPARTMENT))
    result = pipeline.build(root, formats=samples.FORMATS, out=root / "build")
    assert not result.has_errors, result.findings
    assert caplog.messages == []  # WeasyPrint would tell of a glyph that no font has
    return root / "build"


@pytest.fixture
def printed(out: Path) -> dict[str, list[str]]:
    return samples.texts(out)


def test_hostile_text_comes_out_as_written(printed: dict[str, list[str]]) -> None:
    name = FIELDS["项目名称"][2]
    paragraphs = {
        "项目名称": name,
        "地址": f"地址：{FIELDS['地址'][2]}",
        "经费来源": f"经费来源：{FIELDS['经费来源'][2]}",
        "明细": f"2.{ITEM[1]}2000元（按合同约定）。",
    }
    for kind in ("docx", "html"):
        for field, (_, _, value) in FIELDS.items():
            # In the title, the name is broken into lines.
            assert printed[kind].count(paragraphs.get(field, value)) == 1, (kind, field)
        assert printed[kind].count(paragraphs["明细"]) == 1
        assert extract.squeeze("".join(printed[kind])).startswith(extract.squeeze(f"某县医疗保障局2024年{name}"))


def test_the_three_formats_say_the_same(out: Path) -> None:
    text = samples.wholes(out)
    assert text["docx"] == text["html"]
    assert text["pdf"] == text["html"]
    assert all(extract.squeeze(value) in text["pdf"] for _, _, value in FIELDS.values())


def test_an_absent_field_prints_nothing(printed: dict[str, list[str]]) -> None:
    for kind, pieces in printed.items():
        assert not [piece for piece in pieces if "None" in piece or "Undefined" in piece], kind
    for kind in ("docx", "html"):
        assert printed[kind][-1] == FIELDS["评分标准"][2]


def test_file_names_hold_nothing_that_windows_forbids(one_project: Callable[..., Path]) -> None:
    name = 'a<b>c:d"e/f\\g|h?i*j. ' + "长" * 100
    root = one_project(samples.changed(samples.PROJECT, "项目名称: 医保宣传经费", f"项目名称: {quoted(name)}"))
    result = pipeline.build(root, formats=["html"], out=root / "build")
    (target,) = result.changes.written
    assert target == f"danwei/2024/01-publicity-a_b_c_d_e_f_g_h_i_j._{'长' * 39}.html"
