"""Dataclasses of what content and documents are made of by the ten thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def unguarded(model: type[T]) -> type[T]:
    """Make a class a dataclass whose fields never change.

    mypy holds everybody to that; at run time nothing does, since with the guard of a frozen dataclass each object takes
    four times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(model)
