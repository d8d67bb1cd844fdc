"""Compares two models: items added, removed and renamed, then the leaves of those that both sides have."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.model.address import address
from generator.model.review import Change, Kind
from generator.review.flatten import Flat, Leaf, Path
from generator.review.years import NO_YEARS, Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Two items of one list are taken for one that was renamed when their leaves are so much alike.
ALIKE = 0.6
TARGET, OPERATOR = "指标值", "性质"
# What makes a target weaker: less where at least so much was wanted, more where at most so much.
FALLING, RISING = {"≥", ">", "="}, {"≤", "<"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# What is compared first where an item is named by it; not worth a line of its own.


def compare(subject: str, old: Flat, new: Flat, years: Years = NO_YEARS) -> list[Change]:
    """Return the changes from one state of a subject to the other."""
    old = _moved(old, _of_their_years(old, new, years))
    renamed = dict(_renamed(old, new))
    old = _moved(old, renamed)
    changes = [
        Change(Kind.RENAMED, subject, after, before[-1], after[-1], old.items.get(after), new.items.get(after))
        for before, after in renamed.items()
    ]
    gone, come = _tops(old.items, new.items), _tops(new.items, old.items)
    changes += (_whole(Kind.REMOVED, subject, path, old) for path in gone)
    changes += (_whole(Kind.ADDED, subject, path, new) for path in come)
    for path in dict.fromkeys([*old.leaves, *new.leaves]):
        if _below(path, gone) or _below(path, come) or (renamed and _names(path, renamed.values())):
            continue
        before, after = old.leaves.get(path), new.leaves.get(path)
        if not (before and after and years.same(before.key, after.key)):
            changes.append(_leaf(subject, path, before, after, new))
    return changes


def _of_their_years(old: Flat, new: Flat, years: Years) -> dict[Path, Path]:
    """Return the items that are called the same but for the years in their names."""
    if not years.later:
        return {}
    come = {tuple(map(years.key, path)): path for path in _tops(new.items, old.items)}
    gone = ((path, come.get(tuple(map(years.key, path)))) for path in _tops(old.items, new.items))
    return {before: after for before, after in gone if after is not None}


def _tops(items: Iterable[Path], others: Iterable[Path]) -> set[Path]:
    """Return the items that the other side lacks, without those inside another such item."""
    missing = set(items) - set(others)
    return {path for path in missing if not any(path[:size] in missing for size in range(1, len(path)))}


def _below(path: Path, tops: set[Path]) -> bool:
    return any(path[:size] in tops for size in range(1, len(path) + 1))


def _names(path: Path, items: Iterable[Path]) -> bool:
    """Whether a leaf is the name by which a renamed item is known."""
    return any(len(path) == len(item) + 1 and path[: len(item)] == item and path[-1] == "名称" for item in items)


def _renamed(old: Flat, new: Flat) -> Iterator[tuple[Path, Path]]:
    """Yield pairs of items of one list that are probably the same under another name."""
    gone, come = sorted(_tops(old.items, new.items)), sorted(_tops(new.items, old.items))
    for before in gone:
        rivals = [after for after in come if after[:-1] == before[:-1]]
        scored = [(_likeness(before, after, old, new), after) for after in rivals]
        best, after = max(scored, default=(0.0, ()))
        if best >= ALIKE:
            come.remove(after)
            yield before, after


def _likeness(before: Path, after: Path, old: Flat, new: Flat) -> float:
    """Return how alike two items are: by name, and by what else they hold."""
    name = SequenceMatcher(None, before[-1], after[-1]).ratio()
    mine = {path[len(before) :]: leaf.key for path, leaf in old.leaves.items() if path[: len(before)] == before}
    theirs = {path[len(after) :]: leaf.key for path, leaf in new.leaves.items() if path[: len(after)] == after}
    same = sum(theirs.get(path) == key for path, key in mine.items())
    return (name + same / max(len(mine), len(theirs), 1)) / 2


def _moved(flat: Flat, renamed: dict[Path, Path]) -> Flat:
    """Return the old state under the new names."""

    def move(path: Path) -> Path:
        for before, after in renamed.items():
            if path[: len(before)] == before:
                return after + path[len(before) :]
        return path

    return Flat({move(p): leaf for p, leaf in flat.leaves.items()}, {move(p): at for p, at in flat.items.items()})


def _whole(kind: Kind, subject: str, path: Path, flat: Flat) -> Change:
    """Describe an item that came or went, by what it holds."""
    leaves = {p[len(path) :]: leaf for p, leaf in flat.leaves.items() if p[: len(path)] == path}
    shown = "，".join(
        f"{address(*p)} {leaf.shown}" if p else leaf.shown for p, leaf in leaves.items() if leaf.shown != path[-1]
    )
    money = [leaf for leaf in leaves.values() if leaf.unit == "元" and leaf.value is not None]
    value = money[0].value if len(money) == 1 else None
    place = flat.items.get(path)
    if kind is Kind.ADDED:
        return Change(kind, subject, path, "", shown, None, place, new_value=value, unit="元" if money else "")
    return Change(kind, subject, path, shown, "", place, None, old_value=value, unit="元" if money else "")


def _leaf(subject: str, path: Path, before: Leaf | None, after: Leaf | None, new: Flat) -> Change:
    kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
    old, now = before or Leaf("", ""), after or Leaf("", "")
    change = Change(kind, subject, path, old.shown, now.shown, old.position, now.position)
    if old.unit == now.unit or not (before and after):
        change = replace(change, old_value=old.value, new_value=now.value, unit=now.unit or old.unit)
    if path[-1] == TARGET:
        operator = new.leaves.get((*path[:-1], OPERATOR))
        change = replace(change, weaker=_weaker(old.shown, now.shown, operator.shown if operator else ""))
    return change


def _weaker(old: str, new: str, operator: str) -> bool:
    """Whether a target asks for less than before."""
    numbers = [_number(text) for text in (old, new)]
    before, after = numbers
    if before is None or after is None:
        return False
    return (operator in FALLING and after < before) or (operator in RISING and after > before)


def _number(text: str) -> Decimal | None:
    found = NUMBER.match(text.replace(",", ""))
    try:
        return Decimal(found[0]) if found else None
    except InvalidOperation:
        return None
