"""What every model is made of: fields that carry their keys, and that nobody changes once they are read."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import ClassVar, Literal, get_args

import pytest

from generator.load.fields import made
from generator.model.accounts import Accounts
from generator.model.entry import Entry, Field, fields, key, keys, kind
from generator.model.position import Position
from generator.model.table_spec import ColumnSpec
from generator.model.values import Invalid, InvalidValueError, Term

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
        Field("kind", Literal["篮"], True, "文种", "固定写「篮」。", "篮", {}, False),  # noqa: FBT003
        Field("fruits", list[Fruit], True, "水果", "一样一条。", "", {"名称": "梨"}, False),  # noqa: FBT003
        Field("prices", dict[str, Term], False, "价格", "名称 → 价格。", "梨: 3", {}, True),  # noqa: FBT003
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
        basket().kind = "箱"  # type: ignore[assignment, misc]
    with pytest.raises(FrozenInstanceError):
        basket().position = Position("乙.yaml", 1)  # type: ignore[misc]


@pytest.mark.parametrize("look", [fields, keys])
def test_what_can_not_be_read_has_no_fields(look: object) -> None:
    assert callable(look)
    with pytest.raises(InvalidValueError):
        look(type(Invalid(PLACE)))
