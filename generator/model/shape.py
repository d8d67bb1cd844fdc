"""What may stand below a key of a model, as its annotation says."""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from generator.model.entry import Entry, Field, fields

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands below a key: an Entry or a scalar type, inside of lists (True) and tables (False), outside first."""

    inner: Any
    containers: tuple[bool, ...] = ()
    # What may be written in the place of a mapping.
    words: tuple[str, ...] = ()

    @property
    def entry(self) -> type[Entry] | None:
        """The model of the mappings below the key, if there are any."""
        return self.inner if isinstance(self.inner, type) and issubclass(self.inner, Entry) else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that can be written below the key, if it is a choice."""
        return get_args(self.inner) if get_origin(self.inner) is Literal else ()


def shape(annotation: Any) -> Shape:
    """Return the shape of a field's annotation; whether it may be left out plays no part."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        inner, *words = (part for part in arguments if part is not type(None))
        return replace(shape(inner), words=get_args(words[0])) if words else shape(inner)
    if origin in {list, dict}:
        below = shape(arguments[-1])
        return Shape(below.inner, (origin is list, *below.containers))
    return Shape(annotation)


def example(field: Field) -> str:
    """Return the example of a field, as YAML; the first choice where none is given."""
    return field.example or str(shape(field.annotation).choices[0])


def shortest(model: type[Entry], wanted: Collection[str] = ()) -> list[Field]:
    """Return the fields that a mapping must have, or usually has, or are wanted; all of them where there are none."""
    needed = [field for field in fields(model) if field.is_required or field.is_usual or field.key in wanted]
    return needed or list(fields(model))
