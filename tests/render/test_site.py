"""The list of published documents: what it says, that it stands alone, and what it does with odd names."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from lxml import html

from generator.model.finding import FindingError
from generator.model.listing import Listing
from generator.render import site
from tests.samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

COMMON = ROOT / "templates/common"
BUDGET = Listing(
    source="content/shi/danwei/2024/budget.yaml",
    index="danwei/2024/budget",
    department="某县医疗保障局",
    unit="某县医保中心",
    year=2024,
    title="某县医疗保障局2024年部门预算",
    issued="2024-02-20",
    projects=("医疗救助", "保健 <b>"),
    files=(("danwei/2024/budget-预算 #1?.docx", 1024), ("danwei/2024/budget-预算 #1?.html", 1025)),
)
PROJECT = replace(
    BUDGET,
    source="content/shi/danwei/2025/projects/01-a.yaml",
    index="danwei/2025/01-a",
    department="某县医保局",
    year=2025,
    title="宣传经费",
    issued="",
    projects=("宣传经费",),
    files=(("danwei/2025/01-a-宣传经费.xlsx", 1), ("danwei/2025/01-a-宣传经费.pdf", 1024 * 1024)),
)


def page(*listings: Listing) -> Any:
    return html.document_fromstring(site.render(listings, COMMON).decode())


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def rows(root: Any) -> list[list[str]]:
    return [[said(cell) for cell in row] for row in root.iterfind(".//tbody/tr")]


def test_each_document_with_its_files() -> None:
    root = page(BUDGET, PROJECT)
    assert [said(head) for head in root.iterfind(".//thead/tr/th")] == [
        "索引号",
        "名称",
        "发布机构",
        "发布日期",
        "格式",
    ] * 2
    assert rows(root) == [
        [
            "danwei/2025/01-a",
            "宣传经费 项目：宣传经费",
            "某县医保中心",
            "未注明",
            "宣传经费 PDF 1.0 MB 宣传经费 Excel 1 KB",
        ],
        [
            "danwei/2024/budget",
            "某县医疗保障局2024年部门预算 项目（2 个） 医疗救助 保健 <b>",
            "某县医保中心",
            "2024-02-20",
            "某县医疗保障局2024年部门预算 网页 2 KB 某县医疗保障局2024年部门预算 Word 1 KB",
        ],
    ]
    assert said(root.find(".//p[@role='status']")) == "共 2 份文件"


def test_departments_go_by_their_latest_name_and_years_from_the_latest() -> None:
    root = page(PROJECT, BUDGET)
    assert [said(head) for head in root.iterfind(".//h2")] == ["某县医保局"]
    assert [said(head) for head in root.iterfind(".//h3")] == ["2025年", "2024年"]


def test_departments_of_one_folder_name_in_two_provinces_stay_apart() -> None:
    other = replace(BUDGET, source="content/qu/danwei/2024/budget.yaml", department="某区医疗保障局")
    root = page(BUDGET, other)
    assert [(head.get("id"), said(head)) for head in root.iterfind(".//h2")] == [
        ("qu/danwei", "某区医疗保障局"),
        ("shi/danwei", "某县医疗保障局"),
    ]


def test_links_are_relative_and_lead_to_the_files() -> None:
    links = [link for link in page(BUDGET, PROJECT).xpath("//a/@href") if not link.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9%/._~-]+", link) for link in links)
    assert {unquote(link) for link in links} == {path for listing in (BUDGET, PROJECT) for path, _ in listing.files}


def test_places_that_are_pointed_at_are_there() -> None:
    root = page(BUDGET, PROJECT)
    names = root.xpath("//@id")
    assert len(names) == len(set(names))
    pointed = [link[1:] for link in root.xpath("//a/@href") if link.startswith("#")]
    pointed += [
        name for value in root.xpath("//@aria-labelledby | //@aria-describedby | //@for") for name in value.split()
    ]
    assert set(pointed) <= set(names)


def test_the_policy_allows_this_style_and_this_script_only() -> None:
    root = page(BUDGET)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (element,) = root.iter(tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")
    assert root.xpath("//@style | //@src | //@*[starts-with(name(), 'on')]") == []


def test_without_a_script_everything_is_shown_but_the_search() -> None:
    hidden = page(BUDGET, PROJECT).xpath("//*[@hidden]")
    assert [(element.tag, element.get("role")) for element in hidden] == [("form", "search")]


def test_the_order_of_what_is_given_changes_nothing() -> None:
    assert site.render((BUDGET, PROJECT), COMMON) == site.render((PROJECT, BUDGET), COMMON)


def test_nothing_to_list() -> None:
    root = page()
    assert rows(root) == []
    assert said(root.find(".//p[@role='status']")) == "共 0 份文件"


@pytest.mark.parametrize(("written", "code", "line"), [("{{ 名 }}", "MB-021", 2), ("{% if %}", "MB-020", 2)])
def test_a_wrong_template_is_told_by_its_line(tmp_path: Path, written: str, code: str, line: int) -> None:
    common = tmp_path / "templates/common"
    common.mkdir(parents=True)
    for name in (site.SHEET, site.SCRIPT):
        shutil.copy(COMMON / name, common)
    (common / site.TEMPLATE).write_text(f"<p>\n{written}\n</p>", encoding="utf-8")
    with pytest.raises(FindingError) as raised:
        site.render([BUDGET], common)
    finding = raised.value.finding
    assert finding.position
    assert (finding.code, finding.position.path, finding.position.line) == (
        code,
        "templates/common/index.html",
        line,
    )
