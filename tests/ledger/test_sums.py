"""Sums over facts: trees, coverages, what is known too coarsely, and 尾差."""

from __future__ import annotations

import pytest

from generator.model.ledger.ledger import ApartError, TooCoarseError
from generator.model.ledger.notation import NotationError
from tests.ledger.books import Asked, held

BASIC = held(
    "基本支出",
    功能分类=[
        ("10", {"功能": "2080505", "性质": "基本支出", "来源": "一般公共预算"}),
        ("20", {"功能": "2080506", "性质": "基本支出", "来源": "一般公共预算"}),
        ("5", {"功能": "2101501", "性质": "基本支出", "来源": "事业收入"}),
    ],
    经济分类=[
        ("30", {"经济": "30101", "性质": "人员经费", "来源": "一般公共预算"}),
        ("5", {"经济": "30201", "性质": "公用经费", "来源": "事业收入"}),
    ],
)
PROJECT = held(
    "项目", 金额=[("7", {"功能": "2101599", "性质": "项目支出", "来源": "政府性基金预算", "级次": "中央财政"})]
)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("合计", "42"),
        ("支出", "42"),
        ("基本支出", "35"),
        ("人员经费", "30"),
        ("208", "30"),
        ("20805", "30"),
        ("2080506", "20"),
        ("208、210", "42"),
        ("财政拨款", "37"),
        ("单位资金·基本支出", "5"),
        ("30201·基本支出", "5"),
        ("上级补助·项目支出", "7"),
        ("本级安排·项目支出", None),
        ("收入", None),
        ("上年", None),
        ("来源=事业收入", "5"),
    ],
)
def test_a_query_takes_what_lies_at_or_below_its_values(query: str, wanted: str | None) -> None:
    assert Asked(BASIC, PROJECT)(query) == wanted


def test_coverages_are_not_added_and_a_sum_keeps_its_lines() -> None:
    asked = Asked(BASIC)
    assert asked("基本支出") == "35"
    assert asked.leaves("基本支出") == [2, 3, 4]
    assert asked.leaves("公用经费") == [3]


def test_what_is_not_known_is_no_zero() -> None:
    with pytest.raises(TooCoarseError) as caught:
        Asked(BASIC, PROJECT)("30201")
    assert caught.value.facts.name == "项目"
    assert {name: lack for name, (lack, _) in caught.value.lack.items()} == {"金额": "经济"}


def test_what_is_known_only_as_a_whole_answers_for_the_whole() -> None:
    asked = Asked(held("支出", 支出=[("100", {})]))
    assert asked("支出") == "100"
    with pytest.raises(TooCoarseError):
        asked("一般公共预算")


def test_a_code_that_is_known_as_a_class_answers_for_the_class() -> None:
    asked = Asked(held("支出", 支出=[("100", {"功能": "210"})]))
    assert (asked("210"), asked("208")) == ("100", None)
    with pytest.raises(TooCoarseError):
        asked("21015")


def test_years_and_stages_are_never_added() -> None:
    asked = Asked(BASIC)
    for query in ("支出·本年、上年", "预算数、决算数"):
        with pytest.raises(ApartError):
            asked(query)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("20805", "30.01"), ("208", "30.01"), ("基本支出", "35.01"), ("合计", "42.01"), ("2080505", "10"), ("210", "12")],
)
def test_a_residue_counts_where_all_its_facts_do(query: str, wanted: str) -> None:
    assert Asked(BASIC, PROJECT, **{"20805·基本支出": "0.01"})(query) == wanted


def test_a_residue_of_one_coverage_stays_out_of_the_other() -> None:
    asked = Asked(BASIC, 基本支出="0.01")
    assert (asked("基本支出"), asked("人员经费、公用经费")) == ("35.01", "35")


def test_named_figures_are_queries() -> None:
    offices = held(
        "基本支出",
        经济分类=[
            ("3", {"性质": "公用经费", "单位性质": "行政单位"}),
            ("4", {"性质": "公用经费", "单位性质": "参公事业单位"}),
            ("9", {"性质": "公用经费", "单位性质": "其他事业单位"}),
        ],
    )
    assert Asked(offices)("机关运行经费") == "7"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("一般公共预箅", "没有叫「一般公共预箅」的值"),
        ("基本支出、一般公共预算", "不属于同一类"),
        ("来源=公用经费", "来源里没有叫「公用经费」的"),
        ("2080", "没有叫「2080」的值"),
    ],
)
def test_what_means_nothing_is_told(query: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        Asked(BASIC)(query)
    assert message in caught.value.message


def test_values_are_counted_in_the_coverage_that_knows_them_whichever_is_written_first() -> None:
    (basic,) = Asked(BASIC).ledger.lists
    turned = held("基本支出")
    turned.coverages.update(reversed(basic.coverages.items()))
    for name, values in (("功能", ["208", "210"]), ("经济", ["301", "302"])):
        for facts in (basic, turned):
            asked = Asked(facts)
            query = asked.notation.read("基本支出")
            cuts = [(name, "类")]
            chosen = asked.ledger.select({(query,): cuts})
            assert [value for (value,) in asked.ledger.values(chosen, cuts)] == values


def test_values_that_are_not_known_are_no_empty_list() -> None:
    asked = Asked(held("支出", 支出=[("2817.75", {})]))
    query = asked.notation.read("支出")
    with pytest.raises(TooCoarseError):
        asked.ledger.select({(query,): [("功能", "类")]})
