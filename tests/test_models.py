"""What every model is made of: fields that carry their keys, and that nobody changes once they are read."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import ClassVar, Literal, get_args

import pytest

from generator.load.fields import made
from generator.model.accounts import Accounts
from generator.model.entry import Entry, Field, fields, key, keys, kind
from generator.model.paths import walk
from generator.model.position import Position
from generator.model.table_spec import ColumnSpec
from generator.model.text import Figure, Written
from generator.model.values import Amount, Amounts, Invalid, InvalidValueError, Part, Term, Word

PLACE = Position("甲.yaml", 3, 5)


class Basket(Entry):
    """Names a model that stands below it."""

    entry_title: ClassVar[str] = "篮子"

    kind: Literal["篮"] = key("文种", "固定写「篮」。", example="篮")
    fruits: list[Fruit] = key("水果", "一样一条。", within={"名称": "梨"})
    prices: dict[str, Term] = key("价格", "名称 → 价格。", {}, example="梨: 3", is_usual=True)


class Fruit(Entry):
    """Stands below the model that names it."""

    name: Term = key("名称", "叫什么。", example="苹果")
    note: Term | None = key("说明", "其他。", None)


def basket() -> Basket:
    return made(Basket, {"kind": "篮", "fruits": []}, PLACE)


def test_a_field_carries_what_was_declared() -> None:
    assert fields(Basket) == (
        Field("kind", Literal["篮"], True, "文种", "固定写「篮」。", "篮", {}, False, ()),  # noqa: FBT003 - in the order of Field
        Field("fruits", list[Fruit], True, "水果", "一样一条。", "", {"名称": "梨"}, False, ()),  # noqa: FBT003 - in the order of Field
        Field("prices", dict[str, Term], False, "价格", "名称 → 价格。", "梨: 3", {}, True, ()),  # noqa: FBT003 - in the order of Field
    )
    assert keys(Fruit) == {"name": "名称", "note": "说明"}
    assert [field.is_required for field in fields(Fruit)] == [True, False]
    assert (kind(Basket), kind(Accounts)) == ("篮", "科目表")


def test_a_model_can_hold_its_like() -> None:
    (children,) = (field for field in fields(ColumnSpec) if field.name == "children")
    assert get_args(children.annotation) == (ColumnSpec,)


def test_what_is_left_out_is_absent() -> None:
    assert basket().position == PLACE
    assert basket().prices == {}
    assert made(Fruit, {"name": Term("梨", PLACE)}, PLACE).note is None
    assert basket().prices is not basket().prices, "what one file holds would show in another"


def test_nobody_changes_what_was_read() -> None:
    with pytest.raises(FrozenInstanceError):
        basket().kind = "箱"  # type: ignore[assignment, misc]  # it is frozen
    with pytest.raises(FrozenInstanceError):
        basket().position = Position("乙.yaml", 1)  # type: ignore[misc]  # it is frozen


@pytest.mark.parametrize("look", [fields, keys])
def test_what_can_not_be_read_has_no_fields(look: object) -> None:
    assert callable(look)
    with pytest.raises(InvalidValueError):
        look(type(Invalid(PLACE)))


def test_a_walk_names_the_way_to_each_value() -> None:
    pear, price, unread = Term("梨", PLACE), Term("3", PLACE), Invalid(PLACE)
    fruits = [made(Fruit, {"name": pear}, PLACE), unread]
    # A name in a table may be a word that is a key elsewhere.
    full = made(Basket, {"kind": "篮", "fruits": fruits, "prices": {"水果": price}}, PLACE)
    seen = [(path, value) for path, value in walk(full) if isinstance(value, str | Term | Invalid)]
    assert [path for path, _ in seen] == [("文种",), ("水果", 1, "名称"), ("水果", 2), ("价格", "水果")]
    assert all(value is wanted for (_, value), wanted in zip(seen, ["篮", pear, unread, price], strict=True))
    without = [path for path, value in walk(full, ("水果",)) if isinstance(value, Term | Invalid)]
    assert without == [("价格", "水果")]
    assert list(walk(None)) == []


def test_a_walk_comes_to_each_of_several_amounts() -> None:
    one, two = (Amount(Figure(Decimal(n), "元", str(n), Written(PLACE)), PLACE) for n in (1, 2))
    several = Amounts((Part((Word("甲"), Word("乙")), one), Part((Word("甲"), Word("丙")), two)), PLACE)
    found = {path: value for path, value in walk({"金额": several}) if isinstance(value, Amount)}
    assert found == {("金额", "甲", "乙"): one, ("金额", "甲", "丙"): two}
    assert [value for _, value in walk(Amounts((Part((), one),), PLACE)) if isinstance(value, Amount)] == [one]
