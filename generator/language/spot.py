"""Where in a file a place is: by the keys above it, told from the indentation, since half-typed files read badly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.entry import Entry, Field, fields
from generator.model.shape import Shape, shape
from generator.model.values import Amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

# A key, or None for an item of a list.
Step: TypeAlias = "str | None"
ITEM: Final = None
LINE: Final = re.compile(r"""(?P<pad>[ ]*(?:-[ ]+)*)(?P<key>'[^']*'|"[^"]*"|[^\s#'"\-][^:]*?)[ ]*:(?P<rest>[ ].*)?$""")
PAD: Final = re.compile(r"[ ]*(?:-[ ]+)*")
_BLOCK: Final = re.compile(r"\s+[|>][-+0-9]*\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: the steps to what it stands in, and the column (from 0) at which that begins."""

    steps: tuple[Step, ...]
    column: int
    is_text: bool = False


def spot(lines: Sequence[str], number: int, column: int) -> Spot:
    """Return what stands around a column of a line, both from 0; the line itself only counts for its dashes."""
    pad = PAD.match(lines[number][:column])
    written = pad[0] if pad else ""
    steps: list[Step] = []
    limit = len(written)
    for dash in reversed([at for at, sign in enumerate(written) if sign == "-"]):
        steps.append(ITEM)
        limit = dash
    is_text = False
    for line in reversed(lines[:number]):
        if not limit and not (steps and steps[-1] is ITEM):
            break
        found = LINE.match(line)
        if not found or line.lstrip().startswith("#"):
            continue
        at, dashes = len(found["pad"]), [where for where, sign in enumerate(found["pad"]) if sign == "-"]
        is_parent = at < limit or (at == limit and not dashes and bool(steps) and steps[-1] is ITEM)
        if is_parent and not (dashes and steps and steps[-1] is ITEM and dashes[-1] == limit):
            is_text = is_text or (not steps and bool(_BLOCK.fullmatch(found["rest"] or "")))
            steps.append(bare(found["key"]))
            limit = at
        for dash in reversed(dashes):
            if dash < limit:
                steps.append(ITEM)
                limit = dash
    return Spot(tuple(reversed(steps)), len(written), is_text)


def siblings(lines: Sequence[str], number: int, column: int) -> set[str]:
    """Return the keys that stand beside a place, above and below it."""
    found: set[str] = set()
    for way in (reversed(lines[:number]), lines[number + 1 :]):
        for line in way:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            pad = PAD.match(line)
            at = len(pad[0]) if pad else 0
            if at < column:
                break
            key = LINE.match(line)
            if key and at == column:
                found.add(bare(key["key"]))
            if at == column and "-" in line[:column]:  # an item begins here
                break
    return found


def bare(key: str) -> str:
    """Return a key without its quotes."""
    return key[1:-1] if key[:1] in {"'", '"'} else key


def below(root: type[Entry], steps: Sequence[Step]) -> tuple[Field | None, Shape] | None:
    """Return the field that some steps lead to, and what may stand there; None where there is none."""
    field, here = None, Shape(root)
    for step in steps:
        if here.containers:
            is_list = here.containers[0]
            if step is ITEM and not is_list:  # what stands below levels may be a list, too
                here = Shape(here.inner)
            elif step is not ITEM and is_list:
                return None
            else:
                here = Shape(here.inner, here.containers[1:], here.words)
        elif here.entry and step is not ITEM:
            field = next((one for one in fields(here.entry) if one.key == step), None)
            if field is None:
                return None
            here = shape(field.annotation)
        elif here.inner is not Amounts:
            return None
    return field, here
