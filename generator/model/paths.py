"""Finds values of an Entry: all below it, or those at a path of Chinese keys, as `绩效目标.指标.*.*.*.性质`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.address import step
from generator.model.entry import Entry, keys, names
from generator.model.values import Amounts, Invalid, Line, Prose, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.model.position import Position

ANY = "*"
# The keys that name an item of a list, the first that it has.
NAMES = ("项目编码", "科目编码", "单位名称", "名称", "文号", "标题", "名词", "项目", "规则", "说明")
# A key, a name in a table, or the number of an item, from 1.
Step: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the place of the nearest mapping around it, and the path of keys that led to it."""

    value: object
    around: Position
    path: str
    # Whether its key stands there without a value; then that is the place.
    is_empty: bool = False


def walk(
    value: object, unwanted: Collection[str] = (), path: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], object]]:
    """Yield a value and all that stands below it, outside first, each with the steps that lead there.

    What is absent is left out, and what stands below the `unwanted` keys of models.
    """
    if value is None:
        return
    yield path, value
    if isinstance(value, Amounts):
        yield from walk(value.content(), unwanted, path)
    for key, child in _below(value, unwanted):
        yield from walk(child, unwanted, (*path, key))


def _below(value: object, unwanted: Collection[str]) -> Iterable[tuple[Step, object]]:
    if isinstance(value, Entry):
        return ((key, getattr(value, name)) for name, key in keys(type(value)).items() if key not in unwanted)
    if isinstance(value, dict):
        return value.items()
    return enumerate(value, 1) if isinstance(value, list | tuple) else ()


def find(entry: Entry, path: str) -> Iterator[Found]:
    """Yield what stands at a path; `*` goes into every item of a list and every value of a table.

    One item of a list is meant by its number, from 1, or its name; of several with one name, the second is called
    name-2. Keys and names stand there as they are written, or as steps of an address.
    A path that ends early (an optional part that is absent) yields one None; KeyError if no model has such a key.
    """
    yield from _find(Found(entry, entry.position, ""), path.split("."))


def _find(here: Found, steps: list[str]) -> Iterator[Found]:
    if not steps or isinstance(here.value, Invalid):
        yield here
        return
    while isinstance(here.value, list | tuple) and steps[:2] == [ANY, ANY]:
        steps = steps[1:]  # A list may stand in the place of levels: one step goes into all of it.
    for child in _children(here, steps[0]):
        if child.value is None:
            yield child
        else:
            yield from _find(child, steps[1:])


def _children(here: Found, wanted: str) -> Iterator[Found]:
    value = here.value.content() if isinstance(here.value, Amounts) else here.value
    if isinstance(value, Entry):
        empty = next((place for key, place in value.empty if key == wanted), None)
        path = f"{here.path}.{wanted}".lstrip(".")
        yield Found(getattr(value, names(type(value))[wanted]), empty or value.position, path, empty is not None)
    elif isinstance(value, dict):
        for name in value if wanted == ANY else [_key(value, wanted)]:
            yield Found(value.get(name), here.around, f"{here.path}.{name}")
    elif isinstance(value, list | tuple):
        for number, (item, label) in enumerate(zip(value, labels(value), strict=True), 1):
            if wanted in {ANY, str(number)} or step(wanted) == step(label):
                yield Found(item, getattr(item, "position", here.around), f"{here.path}.{number}")
    else:
        raise KeyError(wanted)


def _key(table: Mapping[str, object], wanted: str) -> str:
    """Return the key that a step means: itself, or one that begins with it as a code (2080505 机关…)."""
    whole = step(wanted)
    return next((name for name in table if step(name) == whole or name.partition(" ")[0] == wanted), wanted)


def labels(items: Sequence[object]) -> list[str]:
    """Return what tells the items of a list apart: their names, numbered where several have one, or their numbers."""
    found: list[str] = []
    seen = Counter[str]()
    for number, item in enumerate(items, 1):
        name = _name(item)
        seen[name] += 1
        found.append(str(number) if not name else name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _name(item: object) -> str:
    """Return what an item is called; "" if it has no name, or none that could be read."""
    if isinstance(item, Invalid) or not isinstance(item, Entry):
        return ""
    given = names(type(item))
    values = (getattr(item, given[key]) for key in NAMES if key in given)
    return next((_words(value) for value in values if value is not None), "")


def _words(value: object) -> str:
    if isinstance(value, Invalid):
        return ""
    return value.text if isinstance(value, Term) else value.plain if isinstance(value, Line | Prose) else str(value)
