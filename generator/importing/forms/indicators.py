"""Rows of indicators as a form prints them become indicators as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from generator.model.indicator import FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.pack import Pack

_SIGN: Final = "指标性质"
# What the columns of forms are called in the content; the others have the same name.
_KEYS: Final = {"三级指标": "名称", "计量单位": "度量单位", _SIGN: "性质", "是否核心指标": "核心指标"}
_MEDIUM: Final = "中期"
_NAME, _VALUE, _UNIT = "名称", "指标值", "度量单位"
# A number with its unit in one cell.
_TOGETHER: Final = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)([^\d\s，。；：,.][^，。；：,;]{0,7})")


def records(rows: Sequence[Mapping[str, str]], pack: Pack) -> list[dict[str, Any]]:
    """Return the indicators of a form's rows in their order; a level stands on a row of its own, or in each."""
    signs = {plainly.text: sign for sign, plainly in pack.symbols.items()}
    above = {FIRST: "", SECOND: ""}
    found: list[dict[str, Any]] = []
    for row in rows:
        for level in (one for one in above if row.get(one)):
            if level == FIRST and row[level] != above[FIRST]:
                above[SECOND] = ""
            above[level] = row[level]
        if row.get("三级指标"):
            found.append(_record({**row, **above}, signs, is_together=pack.indicator_value == "连同单位"))
    return found


def _record(row: Mapping[str, str], signs: Mapping[str, str], *, is_together: bool) -> dict[str, Any]:
    year = {_KEYS.get(name, name): text for name, text in row.items() if text and not name.startswith(_MEDIUM)}
    if "性质" in year:
        year["性质"] = signs.get(year["性质"], year["性质"])
    medium = {
        _KEYS.get(name.removeprefix(_MEDIUM), name.removeprefix(_MEDIUM)): text
        for name, text in row.items()
        if text and name.startswith(_MEDIUM) and name != f"{_MEDIUM}{SECOND}"
    }
    other = {key: text for key, text in medium.items() if text != year.get(key)}
    for one in (year, other) if is_together else ():
        if found := _TOGETHER.fullmatch(one.get(_VALUE, "")):
            one |= {_VALUE: found[1], _UNIT: found[2]}
    return {**year, _MEDIUM: other} if other else dict(year)
