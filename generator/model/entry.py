"""What the models of the YAML files have in common: Chinese keys outside, English names inside."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from generator.model.position import Position

REQUIRED: Any = ...


def key(name: str, description: str, default: Any = REQUIRED, *, example: str = "") -> Any:
    """Declare a field of an Entry by its Chinese key.

    `description` and `example` (YAML, as a clerk would write it) are printed in docs/yaml.md and shown by editors.
    """
    return Field(
        default, alias=name, description=description, json_schema_extra={"examples": [example]} if example else None
    )


class Entry(BaseModel):
    """A mapping in a content file. Built field by field by `generator.load.fields`, never validated at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    # The title that people know this mapping by; used in messages and in docs/yaml.md.
    entry_title: ClassVar[str] = ""

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
