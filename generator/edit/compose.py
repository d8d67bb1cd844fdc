"""Writes a new file of the content: data as YAML, in the form that `fmt` keeps."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

from generator.edit.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.outline import Read

# Numbers that every program reads as they are written; others are texts, and get quotes.
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,20})(?:\.\d+)?")
_ENDLESS: Final = 1_000_000


def compose(
    path: str, content: Mapping[str, Any], comment: str, read: Read, own: Mapping[str, Sequence[str]]
) -> bytes | None:
    """Return a file that says some content: texts, amounts, lists and mappings; None if it can't be said in YAML.

    `comment` stands on top; `own` are the fields that packs declare, by the kind of content.
    """
    writer = YAML()
    writer.width = _ENDLESS
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    writer.Representer = _Representer
    out = io.StringIO()
    writer.dump(_plain(content), out)
    text = f"# {comment}\n{out.getvalue()}"
    return canonical(path, text.encode(), read, own)


def _plain(value: Any) -> Any:
    """Return content as ruamel.yaml writes it well: texts of several lines as blocks, numbers bare."""
    if isinstance(value, dict):
        return {str(name): _plain(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value.rstrip("\n") + "\n")
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else str(value)
    return value


class _Representer(RoundTripRepresenter):
    """Writes amounts in the digits that they have."""

    def represent_amount(self, value: Decimal) -> Any:
        digits = f"{value:f}"
        return self.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in digits else 'int'}", digits)


_Representer.add_representer(Decimal, _Representer.represent_amount)
