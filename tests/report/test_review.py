"""A review fits a screen, shows what matters first, and keeps content as text in every format."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from generator.model.finding import Finding, Severity
from generator.model.position import Position
from generator.model.review import Aspect, Change, Effect, FileChange, Kind, Review, Total
from generator.report import forge
from generator.report import review as report
from generator.report.clauses import clauses
from generator.report.review_page import as_html

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = Position("content/a/b/2024/projects/01.yaml", 41)
NASTY = "<script>alert(1)</script> @所有人 [x](http://a.b) `|`"
# mypy takes the values of a dictionary for one type.
MONEY: dict[str, Any] = {"old_value": Decimal(10000), "new_value": Decimal(15000), "unit": "元"}
CHANGES = (
    Change(Kind.CHANGED, "举报奖励", ("本级安排",), "1万元", "1.5万元", PLACE, PLACE, **MONEY),
    Change(Kind.CHANGED, "举报奖励", ("指标", "金额", "指标值"), "100", "80", PLACE, PLACE, weaker=True),
    Change(Kind.REMOVED, "举报奖励", ("指标", "举报奖励兑现率"), "指标值 100", "", PLACE),
    Change(Kind.CHANGED, "举报奖励", ("项目概述",), "甲" * 40 + "乙", "甲" * 40 + "丙" + NASTY, PLACE, PLACE),
)
FINDING = Finding("ZB-111", Severity.ERROR, "权重合计 80 + 10 ≠ 100", PLACE)
REVIEW = Review(
    totals=(
        Total("某局2024年 部门预算", Decimal(62_015_500), Decimal(62_020_500)),
        Total("新项目", None, Decimal(10_000)),
    ),
    changes=CHANGES,
    effects=(Effect("情况说明", "附件二", "附件二.2101599.项目支出", "267.67", "268.17"),),
    failing=(FINDING,),
    files=(
        FileChange(Kind.CHANGED, "templates/x/document.docx", (Aspect.LOOKS,), parts=("word/styles.xml",)),
        FileChange(Kind.CHANGED, "content/a/b/2024/projects/01.yaml", (Aspect.WORDS,)),
        FileChange(
            Kind.RENAMED, "content/a/b/2024/projects/03.yaml", (Aspect.FORM,), "content/a/b/2024/projects/02.yaml"
        ),
    ),
)


def test_the_first_screen_shows_deletions_and_lowered_targets_first() -> None:
    first = report.as_text(REVIEW).split("\n\n")[0].splitlines()
    assert len(first) <= 15
    assert first[0] == "文件  样子 1 个（templates/x/document.docx）"
    assert first[1] == "总额  某局2024年 部门预算  6201.55 → 6202.05 万元（+0.5，+0.0%）"
    assert first[2] == "总额  新项目  无 → 1 万元"
    assert first[3].startswith("必看  - 举报奖励  指标.举报奖励兑现率")
    assert first[3].endswith("01.yaml:41（旧）")
    assert "100 → 80 ↓ 目标降低" in first[4]
    assert "1万元 → 1.5万元（+0.5万元，+50.0%）" in first[5]
    assert "影响  《情况说明》附件二 1 处" in first
    assert "检查  ZB-111 通过 → 失败：权重合计 80 + 10 ≠ 100" in first


def test_a_project_that_ended_costs_nothing_now() -> None:
    review = Review(totals=(Total("旧项目", Decimal(50_000), None), Total("新", None, Decimal(50), "元")))
    assert report.as_text(review).splitlines()[-2:] == ["总额  旧项目  5 万元 → 无", "总额  新  无 → 50 元"]


def test_the_page_tells_changes_in_the_order_of_the_first_screen() -> None:
    page = html.document_fromstring(as_html(REVIEW))
    (head,) = [one for one in page.iter("h2") if one.text == "内容的变化"]
    changes = head.getnext()
    assert changes is not None
    items = ["".join(map(str, item.itertext())) for item in changes.iter("li")]
    told = [line.removeprefix("必看  ")[2:] for line in report.as_text(REVIEW).splitlines() if "必看" in line]
    assert [item[4:] for item in items] == told
    assert [item[:2] for item in items] == ["删除", "修改", "修改", "修改"]


def test_long_texts_are_cut_to_where_they_differ() -> None:
    assert clauses("甲" * 40 + "乙", "甲" * 40 + "丙") == ("…" + "甲" * 16 + "乙", "…" + "甲" * 16 + "丙")


def test_many_changes_still_fit_a_screen() -> None:
    many = Review(changes=CHANGES * 50, failing=(FINDING,) * 50, passing=(FINDING,) * 50, totals=REVIEW.totals * 20)
    assert len(report.as_text(many).split("\n\n")[0].splitlines()) <= 15


def test_json_holds_amounts_as_strings() -> None:
    data = json.loads(report.as_json(REVIEW))
    assert data["totals"][0] == {"subject": "某局2024年 部门预算", "old": "62015500", "new": "62020500"}
    assert data["changes"][0]["difference"] == "5000"
    assert data["changes"][1]["weaker"] is True
    assert data["effects"][0]["old"] == "267.67"
    assert data["failing"][0]["code"] == "ZB-111"


def test_content_stays_text() -> None:
    markdown = report.as_markdown(REVIEW)
    for markup in ("<script>", "@所", "[x](", "`|`"):
        assert markup not in markdown
    page = html.document_fromstring(as_html(REVIEW))
    assert list(page.iter("script", "a")) == []
    assert NASTY in "".join(map(str, page.itertext()))
    assert ["".join(map(str, cell.itertext())) for cell in page.iter("td")] == ["267.67", "268.17"]
    assert ["".join(map(str, mark.itertext())) for mark in page.iter("del", "ins")] == ["267.67", "268.17"]


def files(*aspects: Aspect) -> Review:
    return Review(files=tuple(FileChange(Kind.CHANGED, f"templates/{aspect.name}", (aspect,)) for aspect in aspects))


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (Review(), "无变更"),
        (files(Aspect.FORM, Aspect.OTHER), "文字和数字没有变化"),
        (files(Aspect.LOOKS), "文字和数字没有变化，样子可能变了"),
        (files(Aspect.FONT), "文字和数字没有变化，样子可能变了"),
        (files(Aspect.HEADS, Aspect.LOOKS), "内容和正文没有变化；模板里另有文字或页眉页脚不同"),
        (files(Aspect.WORDS), "内容和正文没有变化；模板里另有文字或页眉页脚不同"),
        (
            files(Aspect.PROGRAM, Aspect.FONT),
            "照现在的程序，文字和数字没有变化；程序有改动，没有运行它，改后印出什么不能断定",
        ),
        (Review(problem=FINDING), FINDING.message),
    ],
)
def test_no_more_is_said_than_holds(review: Review, said: str) -> None:
    assert report.as_text(review).splitlines()[0] == said
    assert report.as_markdown(review).splitlines()[0].removeprefix("- ") == forge.plain(said)
    assert json.loads(report.as_json(review))["verdict"] == said
    assert f"<p>{said}</p>" in as_html(review)


@pytest.mark.parametrize("show", [report.as_text, report.as_markdown, report.as_json, as_html])
def test_every_file_is_named_with_what_it_may_change(show: Callable[[Review], str]) -> None:
    said = show(REVIEW).replace("\\", "")
    for file in REVIEW.files:
        assert file.path in said
        assert all(aspect in said for aspect in file.aspects)
    for more in ("content/a/b/2024/projects/02.yaml", "word/styles.xml"):
        assert more in said


def test_each_number_that_differs_is_marked_alone() -> None:
    effect = Effect(
        "情况说明", "一", "一.第1段", "共6201.55万元，减少3886.89万元。", "共5301.55万元，减少4786.89万元。"
    )
    page = as_html(Review(effects=(effect,)))
    assert "共<del>6201.55</del>万元，减少<del>3886.89</del>万元。" in page
    assert "共<ins>5301.55</ins>万元，减少<ins>4786.89</ins>万元。" in page


def test_old_troubles_with_new_figures_are_not_called_new() -> None:
    lines = report.as_text(Review(lasting=(FINDING,))).splitlines()
    assert lines[0] == "检查  1 处原有的问题仍在，只有数变了"
    assert lines[-1] == "检查  ZB-111 仍失败：权重合计 80 + 10 ≠ 100"
