"""Makes the pieces of YAML that editors write for people: a new file, a new mapping with its required keys."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from generator.model.entry import fields
from generator.model.shape import shape
from generator.report.shapes import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry, Field

NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]*[1-9])?")


def snippet(model: type[Entry]) -> dict[str, Any]:
    """Return the snippet of the required keys of a mapping; those that are there already are left out by editors."""
    title = model.entry_title.partition("（")[0]
    return {"label": f"{title}：必填的键", "description": "写出还缺的必填键", "body": _body(model, count(1), ())}


def value_of(written: str) -> str | int | float:
    """Return the value of a plain scalar of YAML, so far as it is written back as it was."""
    if not NUMBER.fullmatch(written):
        return written
    return float(Decimal(written)) if "." in written else int(written)


def _body(model: type[Entry], stops: Iterator[int], around: tuple[type[Entry], ...]) -> dict[str, Any]:
    """Return a mapping with its required keys, or with all where none is; each value is a place to stop at.

    `around` are the models that it stands in: none is written inside of itself.
    """
    here = (*around, model)
    wanted = [field for field in fields(model) if field.is_required]
    wanted = wanted or [field for field in fields(model) if shape(field.annotation).entry not in here]
    return {field.key: _value(field, stops, here) for field in wanted}


def _value(field: Field, stops: Iterator[int], around: tuple[type[Entry], ...]) -> Any:
    below = shape(field.annotation)
    if len(below.choices) == 1:
        return below.choices[0]
    given = example(field).split(".") if False in below.containers and below.entry else []
    names = [f"${{{next(stops)}:{name}}}" for name in given]
    value: Any = _body(below.entry, stops, around) if below.entry else f"${next(stops)}"
    for is_list in reversed(below.containers):
        value = [value] if is_list else {names.pop() if names else f"${next(stops)}": value}
    return value
