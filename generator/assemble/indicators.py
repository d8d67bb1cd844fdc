"""Lays out performance indicators as the rows that a form prints."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.text import Run, Text, of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.declaration import Indicator
    from generator.model.pack import Pack
    from generator.model.values import Line

FIRST = "一级指标"
# Forms with the medium term beside the year print the second level on both sides.
SECOND = ("二级指标", "中期二级指标")
NUMBER = re.compile(r"-?[\d,]*\.?\d+")


def rows(indicators: Mapping[str, Mapping[str, list[Indicator]]], pack: Pack) -> Iterator[dict[str, Text]]:
    """Yield the rows in order; by the pack, a level stands on a row of its own or is repeated on each row."""
    alone = pack.indicator_levels == "独立成行"
    for first, seconds in indicators.items():
        if alone:
            yield {FIRST: of_words(first)}
        for second, thirds in seconds.items():
            if alone:
                yield dict.fromkeys(SECOND, of_words(second))
            levels = {} if alone else {FIRST: of_words(first)} | dict.fromkeys(SECOND, of_words(second))
            yield from (levels | _row(indicator, pack) for indicator in thirds)


def _row(indicator: Indicator, pack: Pack) -> dict[str, Text]:
    medium = indicator.medium
    value, unit = _split(indicator.value, indicator.unit)
    row = {"三级指标": indicator.name.text, "指标值": value, "度量单位": unit}
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
    operator = indicator.operator or ""
    symbol = pack.symbols.get(operator)
    row["指标性质"] = of_words(symbol.text if symbol else operator)
    row["指标属性"] = of_words(indicator.attribute or "")
    texts = {"评分标准": indicator.scoring, "指标内容": indicator.content, "设定依据": indicator.basis}
    return row | {name: line.text if line else Text() for name, line in texts.items()}


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
