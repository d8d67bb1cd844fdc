"""Lays out performance indicators as the rows that a form prints."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.indicator import FIRST, SECOND, leveled
from generator.model.text import Run, Text, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.indicator import Indicator, Indicators
    from generator.model.pack import Pack
    from generator.model.values import Line, Term

# Forms with the medium term beside the year print the second level on both sides.
SECONDS = (SECOND, "中期二级指标")
NUMBER = re.compile(r"-?[\d,]*\.?\d+")


def rows(indicators: Indicators | list[Indicator], pack: Pack, *, alone: bool = False) -> Iterator[dict[str, Text]]:
    """Yield the rows in order; a level stands `alone` on a row of its own, or is repeated on each row."""
    above: tuple[str, ...] = ()
    for first, second, indicator in leveled(indicators):
        heads = of_words(first, first.position), of_words(second, second.position)
        if alone and above[:1] != (first,):
            yield {FIRST: heads[0]}
        if alone and above != (first, second):
            yield dict.fromkeys(SECONDS, heads[1])
        above = first, second
        levels = {} if alone else {FIRST: heads[0]} | dict.fromkeys(SECONDS, heads[1])
        yield levels | _row(indicator, pack)


def _row(indicator: Indicator, pack: Pack) -> dict[str, Text]:
    medium = indicator.medium
    value, unit = _split(indicator.value, indicator.unit)
    row = {"三级指标": indicator.name.text, "指标值": value, "度量单位": unit, "计量单位": unit}
    far = value, unit
    if medium and medium.value:
        far = _split(medium.value, medium.unit)
    row |= {
        "中期三级指标": ((medium and medium.name) or indicator.name).text,
        "中期指标值": far[0],
        "中期度量单位": far[1],
    }
    if pack.indicator_value == "连同单位":
        row |= {"指标值": value + unit, "中期指标值": far[0] + far[1]}
    symbol = pack.symbols.get(indicator.operator or "")
    row["指标性质"] = _said(indicator.operator, symbol.text if symbol else "")
    row |= {"指标属性": _said(indicator.attribute), "是否核心指标": _said(indicator.core)}
    row["权重"] = _said(indicator.weight)
    texts = {"评分标准": indicator.scoring, "指标内容": indicator.content, "设定依据": indicator.basis}
    return row | {name: line.text if line else Text() for name, line in texts.items()}


def _said(word: Term | str | None, instead: str = "") -> Text:
    """Return a word of an indicator where it stands, or another `instead` of it; an absent one is empty."""
    return of_words(instead or str(word), getattr(word, "position", None)) if word is not None else Text()


def _split(value: Line, unit: Line | None) -> tuple[Text, Text]:
    """Return number and unit; a value that is one figure with a unit, and no unit beside it, is split."""
    runs = value.text.runs
    if unit is not None:
        return value.text, unit.text
    figure = runs[0].figure if len(runs) == 1 else None
    found = NUMBER.match(figure.text) if figure else None
    if not figure or not found:
        return value.text, Text()
    number = replace(figure, text=found[0])
    return Text((Run(found[0], runs[0].source, number),)), of_words(figure.text[found.end() :], runs[0].source)
