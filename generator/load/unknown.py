"""Keys that a mapping may not have: which one was meant, or where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.entry import Entry, fields, keys, remembered
from generator.model.nearest import is_one_slip, nearest, suggestion
from generator.model.shape import shape

if TYPE_CHECKING:
    from generator.load.context import Context
    from generator.load.nodes import Mapping


def unknown_keys(node: Mapping, model: type[Entry], context: Context) -> set[str]:
    """Report the keys that a model doesn't know; return those that were meant and are missing for that reason."""
    if model.takes_any:
        return set()
    known = list(keys(model).values())
    # What is still missing was meant before what is there already.
    proposals = sorted(known, key=lambda key: key in node.values)
    meant: set[str] = set()
    for name, key in node.keys.items():
        if name in known:
            continue
        is_slip = any(is_one_slip(name, other) for other in known)
        homes = _homes(context.model).get(name, []) if context.model and not is_slip else []
        packs = context.packs_with(model.own_kind, name)
        cause = "多半是写错了字，或放错了层次。"
        if packs:
            cause = f"这个键是模板包 {'、'.join(packs)} 的字段。"
            hint = "要印它的文书，在部门文件的「文书」里写用那个模板包；不印的，删去这个键。"
        elif homes:
            hint = f"它是{'、'.join(f'「{title}」' for title in homes[:3])}的键，检查这一行的缩进，或移到那里。"
        else:
            hint = suggestion(name, proposals)
            meant.add(nearest(name, proposals) or "")
        message = f"「{_title(model)}」里没有「{name}」这个键"
        context.invalid("ZD-001", message, key.position, cause=cause, hint=hint)
    return meant


@remembered
def _homes(model: type[Entry]) -> dict[str, list[str]]:
    """Return the titles of the mappings of a file that have a key, by key."""
    homes: dict[str, list[str]] = {}
    todo, seen = [model], set[type[Entry]]()
    while todo:
        entry = todo.pop(0)
        if entry in seen:
            continue
        seen.add(entry)
        for field in fields(entry):
            if _title(entry) not in homes.setdefault(field.key, []):
                homes[field.key].append(_title(entry))
            todo += filter(None, [shape(field.annotation).entry])
    return homes


def _title(entry: type[Entry]) -> str:
    """Return the title without the name of the file."""
    return entry.entry_title.partition("（")[0]
