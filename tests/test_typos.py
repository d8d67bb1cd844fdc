"""A key with one slip of the keyboard: the right key is proposed first."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from generator.load.context import Context
from generator.load.fields import read_entry
from generator.load.nodes import Mapping, Scalar
from generator.model.entry import Entry, fields, keys
from generator.model.nearest import is_one_slip, nearest, slips, suggestion
from generator.model.position import Position
from generator.model.shape import shape
from generator.report.shapes import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACE = Position("content/一.yaml", 1)
# Characters that one input method or one look takes for each other; the others come from the keys themselves.
ALIKE = {
    "划": "化", "标": "际", "位": "值", "额": "颌", "目": "日", "施": "使", "称": "程", "编": "遍", "源": "原", "项": "顷",
    "年": "午", "度": "渡", "期": "其", "总": "综", "体": "休", "效": "郊", "绩": "积", "指": "旨", "名": "各", "码": "吗",
    "金": "全", "政": "证", "财": "才", "级": "及", "资": "咨", "来": "耒", "性": "姓", "质": "置", "量": "良", "内": "肉",
}  # fmt: skip
TRADITIONAL = str.maketrans("项额总体级资来质编码划实", "項額總體級資來質編碼劃實")


def mappings() -> Iterator[type[Entry]]:
    """Return every model of a mapping that a file can hold."""
    todo, seen = list(FILES), set[type[Entry]]()
    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            yield model
            todo += [below for field in fields(model) if (below := shape(field.annotation).entry)]


MODELS = sorted(mappings(), key=lambda model: model.__name__)
CHARACTERS = sorted({character for model in MODELS for key in keys(model).values() for character in key})


def replaced(key: str, generator: random.Random) -> str:
    at = generator.randrange(len(key))
    return key[:at] + generator.choice(CHARACTERS) + key[at + 1 :]


def dropped(key: str, generator: random.Random) -> str:
    at = generator.randrange(len(key))
    return key[:at] + key[at + 1 :]


def swapped(key: str, generator: random.Random) -> str:
    if len(key) == 1:
        return key
    at = generator.randrange(len(key) - 1)
    return key[:at] + key[at + 1] + key[at] + key[at + 2 :]


def added(key: str, generator: random.Random) -> str:
    at = generator.randrange(len(key) + 1)
    return key[:at] + generator.choice(CHARACTERS) + key[at:]


def doubled(key: str, generator: random.Random) -> str:
    at = generator.randrange(len(key))
    return key[:at] + key[at] + key[at:]


def alike(key: str, generator: random.Random) -> str:
    places = [at for at, character in enumerate(key) if character in ALIKE]
    if not places:
        return key
    at = generator.choice(places)
    return key[:at] + ALIKE[key[at]] + key[at + 1 :]


def traditional(key: str, _: random.Random) -> str:
    return key.translate(TRADITIONAL)


def proposed(model: type[Entry], present: list[str], wrong: str) -> str:
    """Return what is said of an unknown key in a mapping that has some of its keys."""
    mapping = Mapping(PLACE)
    for name in [*present, wrong]:
        mapping.keys[name] = mapping.values[name] = Scalar(name, "", (PLACE,))
    context = Context()
    read_entry(model, mapping, context)
    (finding,) = [finding for finding in context.findings if finding.code == "ZD-001"]
    return finding.hint


def share(slip: Callable[[str, random.Random], str], *, is_full: bool) -> tuple[int, int]:
    """Return how often the right key is proposed, and of how often; in a full mapping only the right key is unused."""
    generator = random.Random(slip.__name__)  # noqa: S311 - the same slips every time
    right = total = 0
    for model in MODELS:
        known = list(keys(model).values())
        for key in known:
            for _ in range(3):
                wrong = slip(key, generator)
                # Of a key of one character, another one leaves nothing that could be recognised.
                if not wrong or wrong in known or (len(key) == 1 and key not in wrong):
                    continue
                present = [other for other in known if other != key] if is_full else []
                total += 1
                right += proposed(model, present, wrong) == f"是不是「{key}」？"
    return right, total


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "alone"])
@pytest.mark.parametrize("slip", [replaced, dropped, swapped, added, doubled, alike, traditional])
def test_the_right_key_is_proposed(slip: Callable[[str, random.Random], str], *, is_full: bool) -> None:
    right, total = share(slip, is_full=is_full)
    assert total > 100
    assert right >= 0.9 * total, f"{right}/{total}"


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [("甲乙", "甲乙", 0), ("甲乙", "乙甲", 1), ("甲", "", 1), ("甲乙丙", "甲丁丙", 1), ("甲乙丙丁", "丁丙", 3)],
)
def test_slips(word: str, other: str, count: int) -> None:
    assert slips(word, other) == slips(other, word) == count
    assert is_one_slip(word, other) == is_one_slip(other, word) == (count == 1 or word == other)


def test_nearest_words() -> None:
    assert nearest("项目概况", ["项目名称", "项目基本概况"]) == "项目基本概况"
    assert nearest("ＡＢ", ["CD", "AB"]) == "AB"
    assert nearest("天气", ["项目名称"]) is None
    assert nearest("甲" * 5000, ["甲" * 5000]) is None
    assert suggestion("天气", ["甲", "乙"]) == "可以写的有：甲、乙。"
    assert suggestion("天气", []) == ""
    assert suggestion("天气", map(str, range(99))).endswith("29 等。")
