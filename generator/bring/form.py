"""The number of the form (格式) that files are written in, and what tells an older form where no number does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, keyed
from generator.model.entry import FORM, FORM_KEY

if TYPE_CHECKING:
    from generator.edit.tree import Node

# Packs of the first form name the one kind of document that they make here; those of the present form say 文书.
_FIRST: Final = re.compile("^适用文种:".encode(), re.MULTILINE)
_LATER: Final = re.compile(f"^(文书|{FORM_KEY}):".encode(), re.MULTILINE)


def mark(root: Node) -> None:
    """Say in a file that it is of the present form."""
    known = child(root, FORM_KEY)
    if known is not None:
        known.value = FORM
    else:
        kinds = [at for at, one in enumerate(root.children) if bare(one.key) == "文种"]
        root.children.insert(kinds[0] + 1 if kinds else 0, keyed(FORM_KEY, FORM))


def is_first_pack(data: bytes) -> bool:
    """Whether a sound pack.yaml is of the first form, which can't be carried over: its tables were made otherwise."""
    return _FIRST.search(data) is not None and _LATER.search(data) is None
