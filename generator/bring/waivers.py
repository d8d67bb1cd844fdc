"""Carries the places over that waivers name: keys that have another name, or stand in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bring.money import LAST_YEAR, REASONS, SHARES, TIERS
from generator.bring.nodes import bare, child
from generator.bring.packs import SHEET
from generator.bring.projects import RENAMED as NAMES
from generator.bring.projects import TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.edit.tree import Node

# The keys of indicators that had other names in budgets.
RENAMED = {"三级指标": "名称", "计量单位": "度量单位"}
# Where each kind of file says now what it said there.
PLACES = {
    "部门预算": {
        **{f"上年.{key}": "上年.支出" for key in LAST_YEAR},
        **{f"变动原因.{old}": f"变动原因.{new}" for old, new in REASONS.items()},
    },
    "预算项目": dict.fromkeys((*TIERS, *SHARES), "金额"),
}
# Keys that stand below others now, or are called otherwise: what stands below them stays.
KEYS = {
    "项目申报书": {SHEET: "", "项目实施单位.单位名称": "单位"},
    "预算项目": {**NAMES, **{key: f"绩效目标.{name}" for key, name in TARGETS.items()}},
}


def places(root: Node, kind: str) -> None:
    """Rewrite the places of the waivers of a file of some 文种."""
    waivers = child(root, "豁免")
    for waiver in waivers.children if waivers is not None else ():
        place = child(waiver, "位置")
        if place is not None:
            place.value = _now(place.value, PLACES.get(kind, {}), KEYS.get(kind, {}))


def _now(written: str, known: Mapping[str, str], keys: Mapping[str, str]) -> str:
    place = bare(written)
    way, dot, last = place.rpartition(".")
    if dot and last in RENAMED:
        place = f"{way}.{RENAMED[last]}"
    for old, new in keys.items():
        if f"{place}.".startswith(f"{old}."):
            place = f"{new}{place.removeprefix(old)}".lstrip(".")
            break
    found = (new for old, new in known.items() if f"{place}.".startswith(f"{old}."))
    place = next(found, place)
    return written if place == bare(written) else place
