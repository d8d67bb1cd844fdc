"""What the models of the YAML files have in common: Chinese keys outside, English names inside."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED: Any = ...


def key(  # noqa: PLR0913 - all but two by name
    name: str,
    description: str,
    default: Any = REQUIRED,
    *,
    example: str = "",
    within: Mapping[str, str] = MappingProxyType({}),
    is_usual: bool = False,
) -> Any:
    """Declare a field of an Entry by its Chinese key.

    `description` and `example` (YAML, as a clerk would write it) are printed in docs/yaml.md and shown by editors.
    `within` are other examples for keys of the mappings below; what `is_usual` stands in the shortest example of a
    file although it may be left out: one of several has to be there.
    """
    told: dict[str, Any] = {"examples": [example] if example else [], "within": dict(within), "is_usual": is_usual}
    return Field(default, alias=name, description=description, json_schema_extra=told if any(told.values()) else None)


class Entry(BaseModel):
    """A mapping in a content file. Built field by field by `generator.load.fields`, never validated at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    # The title that people know this mapping by; used in messages and in docs/yaml.md.
    entry_title: ClassVar[str] = ""
    # The key of a file that this one may be joined with: then nothing has to be written, and 无 takes entries out.
    basis_key: ClassVar[str] = ""

    _position: Position | None = PrivateAttr(default=None)

    @property
    def position(self) -> Position:
        """Where the mapping begins."""
        if self._position is None:
            raise ValueError
        return self._position


def keys(entry: type[Entry]) -> dict[str, str]:
    """Return the Chinese key of each field, by its English name."""
    return {name: field.alias or name for name, field in entry.model_fields.items()}
