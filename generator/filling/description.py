"""Tells a form which fields a file has: their names, help, examples and kinds, from the models and packs.

Kinds: `text`, `prose` (several lines), `choice`, `group` (fields), `table` (a row an item), `items` (a text an item),
`pairs` (names with a text each), `tree` (keys below keys, an amount or text at the end), `grid` (a table whose first
columns may stand as keys above the others).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from generator.model.entry import KIND, fields
from generator.model.shape import example, shape
from generator.model.values import Amount, Amounts, Date, Prose, Quantity, Year

if TYPE_CHECKING:
    from generator.model.entry import Entry, Field
    from generator.model.shape import Shape

Told = dict[str, Any]
_PARTS: Final = re.compile("[^；。]+[；。]?")
_WRITING: Final = re.compile("引号|写成列表|缩进|YAML|键名")
# What a field says that decides what is shown beside it, or how wide it is.
_SORTS: Final = {Amount: "amount", Amounts: "amount", Quantity: "quantity", Date: "date", Year: "year"}


def described(model: type[Entry]) -> list[Told]:
    """Return what there is to be filled in, in the order of the model; its kind of file is no question."""
    return [_field(one) for one in fields(model) if one.key != KIND]


def _field(field: Field) -> Told:
    below = shape(field.annotation)
    told: Told = {
        "key": field.key,
        "help": _help(field.description),
        "needed": field.is_required,
        **_kind(field, below),
    }
    given = example(field) if told["kind"] in {"text", "prose"} else ""
    return told | ({"example": given} if given else {})


def _help(text: str) -> str:
    """Return what a description says to those who fill in a form: nothing of how YAML is written."""
    told = "".join(part for part in _PARTS.findall(text) if not _WRITING.search(part))
    return f"{told[:-1]}。" if told.endswith("；") else told


def _kind(field: Field, below: Shape) -> Told:
    if below.entry:
        return _of_entries(field, below, below.entry)
    if below.inner is Amounts or len(below.containers) > 1:
        # Several tellings of the same money (口径) are never added to each other.
        return {**_leaf(below), "kind": "tree", "adds": not below.containers}
    if below.containers:
        return {**_leaf(below), "kind": "items" if below.containers[0] else "pairs"}
    return _leaf(below)


def _of_entries(field: Field, below: Shape, entry: type[Entry]) -> Told:
    if not below.containers:
        return {"kind": "group", "fields": described(entry), "words": list(below.words)}
    columns = list(_columns(entry))
    if field.levels:
        return {"kind": "grid", "levels": list(field.levels), "columns": columns}
    if below.containers == (True,):
        return {"kind": "table", "columns": columns}
    return {"kind": "tree", "sort": "text"}


def _columns(entry: type[Entry], *around: str) -> list[Told]:
    """Return the columns of a table: those of a mapping inside of its rows stand beside the others."""
    found: list[Told] = []
    for one in fields(entry):
        below = shape(one.annotation)
        if below.entry and not below.containers:
            found += _columns(below.entry, *around, one.key)
        else:
            found.append(_field(one) | {"way": [*around, one.key]})
    return found


def _leaf(below: Shape) -> Told:
    if below.choices:
        return {"kind": "choice", "choices": list(below.choices)}
    kind = "prose" if below.inner is Prose else "text"
    return {"leaf": kind, "kind": kind, "sort": _SORTS.get(below.inner, "text")}
