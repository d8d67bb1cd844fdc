"""What a project spends, item by item, in its text becomes 明细; numbers that stand in several texts are proposed as 数据."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.assemble.declaration import ITEMS
from generator.importing.texts.script import Script
from generator.importing.words import SCALES
from generator.load.names import ITEMS as LIST
from generator.load.names import WHOLE
from generator.model.entry import keys
from generator.model.project import Item, Project, Spending
from generator.model.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.ground import Ground
    from generator.importing.pieces import Path, Pieces
    from generator.importing.texts.script import Line

# A number of at least three digits with its unit.
_FIGURE: Final = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?:元/人|万元|元|万人|人次|人|户|家|件|次|个)")
_FEWEST_DIGITS: Final = 3
_FEWEST: Final = 2
_ITEM: Final = keys(Item)


class Found(NamedTuple):
    """A list of items in a text: its lines, and the items with their amounts in 元."""

    begin: int
    end: int
    items: list[dict[str, Any]]


def itemise(pieces: Pieces, ground: Ground, unit: str) -> None:
    """Let lists of items in texts of projects be 明细 of them, where they print as they stand; `unit` is their files'."""
    line = next((one for each in Script(ground.layout, ITEMS).sections for one in each.lines if one.loops), None)
    names = keys(Project)["spending"], keys(Spending)
    for thing in list(pieces.things("项目")) if line is not None else ():
        given = pieces.of(thing)
        text, _ = given.get((names[0], names[1]["text"]), ("", ""))
        found = _found(text.split("\n"), line, unit) if isinstance(text, str) and line is not None else None
        if found is None or pieces.has(thing, (names[0], names[1]["items"])):
            continue
        lines = str(text).split("\n")[found.begin : found.end]
        total = sum((one[_ITEM["amount"]] for one in found.items), Decimal(0))
        for path, (value, place) in given.items():
            if isinstance(value, str):
                pieces.change(thing, path, _named(value, lines, f"{plain(total / SCALES[unit])}{unit}"))
            if path == (names[0], names[1]["text"]):
                pieces.add(thing, (names[0], names[1]["items"]), found.items, f"{place} {LIST}")


def _found(lines: Sequence[str], line: Line, unit: str) -> Found | None:
    """Return the one list of items in some lines; None where there is none, or several."""
    matches = [line.pattern.fullmatch(text) for text in lines]
    begins = [at for at, hit in enumerate(matches) if hit is not None and hit[1] == "1"]
    if len(begins) != 1:
        return None
    items: list[dict[str, Any]] = []
    for at in range(begins[0], len(lines)):
        hit = matches[at]
        item = _item(line, hit, unit) if hit is not None and hit[1] == str(len(items) + 1) else None
        if item is None:
            break
        items.append(item)
    return Found(begins[0], begins[0] + len(items), items) if len(items) >= _FEWEST else None


def _item(line: Line, hit: re.Match[str], unit: str) -> dict[str, Any] | None:
    """Return an item that a line says; None where it would not be printed like this."""
    said = {name: text for name, text in zip(line.names, hit.groups(), strict=True) if text is not None}
    values = {name.partition(".")[2]: text.strip() for name, text in said.items() if name.startswith("项.")}
    written = values.get(_ITEM["amount"], "")
    is_same_unit = any(name.endswith(f"={unit}") for name in said) or (unit == "元" and not any("=" in name for name in said))
    if not (is_same_unit and values.get(_ITEM["name"]) and re.fullmatch(r"\d+(?:\.\d+)?", written)):
        return None
    amount = Decimal(written)
    if plain(amount) != written:
        return None
    return {**values, _ITEM["amount"]: amount * SCALES[unit]}


def _named(text: str, items: Sequence[str], total: str) -> str:
    """Return a text with the list of items, and their total below it, by their names."""
    lines = text.split("\n")
    for at in range(len(lines) - len(items) + 1):
        if lines[at : at + len(items)] == list(items):
            rest = lines[at + len(items) :]
            if rest and rest[0].startswith(WHOLE):
                rest[0] = re.sub(rf"(?<![\d.,]){re.escape(total)}", f"${{{LIST}.{WHOLE}}}", rest[0], count=1)
            return "\n".join([*lines[:at], f"${{{LIST}}}", *rest])
    return text


def repeated(pieces: Pieces) -> Iterator[tuple[str, str, list[str]]]:
    """Yield numbers that stand in several texts of a project: its name, the number, and where it stands."""
    for thing in pieces.things("项目"):
        places: dict[str, list[str]] = defaultdict(list)
        for path, (value, _) in pieces.of(thing).items():
            for figure in dict.fromkeys(_FIGURE.findall(value) if isinstance(value, str) else ()):
                if sum(map(str.isdigit, figure)) >= _FEWEST_DIGITS:
                    places[figure].append(_called(path))
        yield from ((thing.id, figure, own) for figure, own in places.items() if len(own) >= _FEWEST)


def _called(path: Path) -> str:
    return ".".join(path)
