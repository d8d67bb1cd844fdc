"""The list of frequent mistakes: each entry finds its example, spares its neighbours, and says why."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from generator.check.rules.writing import LIST, matches, words
from generator.model.finding import Severity

ENTRIES: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["word"]
KEYS = {"wrong", "right", "reason", "severity"}
OPTIONAL = {"pattern", "core", "example", "fine"}


def said(text: str) -> list[str]:
    return [found[0] for severity in Severity for found, _ in matches(text, severity)]


def test_the_list_is_long_enough_and_names_nothing_twice() -> None:
    assert len(ENTRIES) >= 60
    assert [wrong for wrong, count in Counter(entry["wrong"] for entry in ENTRIES).items() if count > 1] == []
    assert sum(len(words(severity)) for severity in Severity) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["wrong"])
def test_an_entry(entry: dict[str, Any]) -> None:
    assert set(entry) - OPTIONAL == KEYS
    assert len(entry["reason"]) >= 5
    assert entry["severity"] in set(Severity)
    assert said(f"本年{entry['example']}。" if "example" in entry else entry["wrong"])
    # A pattern is there to spare something: that has to be shown.
    assert ("pattern" in entry) == ("fine" in entry)
    assert said(entry.get("fine", "")) == []
    right = re.sub(r"\\1", "", entry["right"])
    assert said(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "其中：财政拨款收入5438.67万元，其他收入0万元，账户余额截至2023年12月31日。",
        "对象、宣传、部署、拨款、货物、作为、必须、分量、账簿、记账、转账、渡过难关、像重庆一样。",
        "救助对象一样享受待遇；对象征求意见；气象一样重要；现象、印象、抽象。",
        "参保人员不良反应情况、过敏反应救助、突发事件应急反应。",
        "既使群众得实惠，又让基金可持续。",
        "8月31日截止，报名截止后不再受理，截止日期为年末。",
        "年末参保人数、期末支付、自己完成、克己奉公。",
        "做为期两天的培训；会议系统酬劳；设计画册；上下关联贯通；固定单次标准、规定货物验收、身份内容核对。",
        "信贷物资、选拔款待、通报消防情况、申报消费、谎报消息。",
    ],
)
def test_sound_sentences(text: str) -> None:
    assert said(text) == []
