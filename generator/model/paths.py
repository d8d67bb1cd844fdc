"""Finds values of an Entry: all below it, or those at a path of Chinese keys, as `绩效目标.指标.*.*.*.性质`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.entry import Entry, keys, names
from generator.model.values import Amounts, Invalid, Line, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.model.position import Position

ANY = "*"
# A key, a name in a table, or the number of an item, from 1.
Step: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the place of the nearest mapping around it, and the path of keys that led to it."""

    value: object
    around: Position
    path: str


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
    for step, child in _below(value, unwanted):
        yield from walk(child, unwanted, (*path, step))


def _below(value: object, unwanted: Collection[str]) -> Iterable[tuple[Step, object]]:
    if isinstance(value, Entry):
        return ((key, getattr(value, name)) for name, key in keys(type(value)).items() if key not in unwanted)
    if isinstance(value, dict):
        return value.items()
    return enumerate(value, 1) if isinstance(value, list | tuple) else ()


def find(entry: Entry, path: str) -> Iterator[Found]:
    """Yield what stands at a path; `*` goes into every item of a list and every value of a table.

    One item of a list is meant by its 名称 or its number, from 1.
    A path that ends early (an optional part that is absent) yields one None; KeyError if no model has such a key.
    """
    yield from _find(Found(entry, entry.position, ""), path.split("."))


def _find(here: Found, steps: list[str]) -> Iterator[Found]:
    if not steps or isinstance(here.value, Invalid):
        yield here
        return
    for child in _children(here, steps[0]):
        if child.value is None:
            yield child
        else:
            yield from _find(child, steps[1:])


def _children(here: Found, step: str) -> Iterator[Found]:
    value = here.value.content() if isinstance(here.value, Amounts) else here.value
    if isinstance(value, Entry):
        yield Found(getattr(value, names(type(value))[step]), value.position, f"{here.path}.{step}".lstrip("."))
    elif isinstance(value, dict):
        for name in value if step == ANY else [_key(value, step)]:
            yield Found(value.get(name), here.around, f"{here.path}.{name}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            if step in {ANY, str(number), _name(item)}:
                yield Found(item, getattr(item, "position", here.around), f"{here.path}.{number}")
    else:
        raise KeyError(step)


def _key(table: Mapping[str, object], step: str) -> str:
    """Return the key that a step means: itself, or one that begins with it as a code (2080505 机关…)."""
    return next((name for name in table if name == step or name.partition(" ")[0] == step), step)


def _name(item: object) -> str | None:
    name = None if isinstance(item, Invalid) else getattr(item, "name", None)
    return name.plain if isinstance(name, Line) else name.text if isinstance(name, Term) else None
