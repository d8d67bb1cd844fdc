"""Makes the pieces of YAML that editors write for people: a new file, a new mapping with its required keys."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from generator.model.entry import fields
from generator.model.shape import example, shape
from generator.model.values import Amount, Amounts, Line, Prose, Quantity
from generator.report.shapes import WORDS, described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry, Field
    from generator.model.shape import Shape

# What is told of values in which something can be referred to.
REFERRING = (Line, Prose, Amount, Amounts, Quantity)
REFERRED = (
    "`${…}` 里可以写本文件「数据」「文段」里的名字，也可以写 `项目.名称`、`项目.名称.数据`、"
    "`科目.编码`、`单位.编码.字段`，见 docs/formulas.md。"
)
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


def proposals(field: Field, below: Shape) -> dict[str, Any]:
    """Return the example of a key, and a snippet that keeps the example from being written in unasked."""
    written = example(field)
    paragraphs = [{"label": "分段写", "description": "每段一行", "body": "^|\n  $1"}] if below.inner is Prose else []
    snippets: dict[str, Any] = {"defaultSnippets": paragraphs or [{"body": {}}]}
    # Proposed as it stands: what needs quotes or several lines is only shown, in the description.
    return {"examples": [value_of(written)], **snippets} if _is_plain(written) else snippets


def _is_plain(written: str) -> bool:
    return "\n" not in written and written[0] not in "'\""


def markdown(field: Field, below: Shape) -> str:
    """Return what is shown of a key: what it is, how it is written, and the examples that can't be proposed."""
    parts = [described(field)]
    kind = "必填" if field.is_required else "可以不写"
    parts.append(f"{kind}；{WORDS[below.inner]}。" if below.inner in WORDS and not below.containers else f"{kind}。")
    if below.inner in REFERRING:
        parts.append(REFERRED)
    if below.inner in WORDS and (below.containers or not _is_plain(example(field))):
        lines = example(field).split("\n")
        head = (
            [f"{field.key}:"]
            if below.containers
            else [f"{field.key}: |" if below.inner is Prose else f"{field.key}:"]
            if len(lines) > 1
            else []
        )
        lines = [f"  {line}" for line in lines] if head else [f"{field.key}: {lines[0]}"]
        parts.append("\n".join(["```yaml", *head, *lines, "```"]))
    return "\n\n".join(parts)
