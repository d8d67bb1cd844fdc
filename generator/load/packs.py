"""The pack that a file asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.barrier import barrier
from generator.model.finding import error
from generator.model.nearest import suggestion
from generator.model.position import Position
from generator.model.values import Invalid

if TYPE_CHECKING:
    from generator.load.files import Files
    from generator.model.pack import Object, Pack
    from generator.model.values import Term


def pack_for(files: Files, wanted: Term | Invalid, *about: Object) -> Pack | None:
    """Return the pack that a file about some objects asks for (if any), or None after saying why it can't be had."""
    if isinstance(wanted, Invalid):
        return None
    pack = None
    place = Position(files.path(files.root / "templates" / wanted.text / "pack.yaml"), 1)
    with barrier(files.findings, "读模板包", place):
        pack = files.pack(wanted.text)
    if pack is None:
        known = files.pack_names()
        if wanted.text not in known:
            message, hint = f"没有叫「{wanted.text}」的模板包", suggestion(wanted.text, known)
            files.findings.append(error("MB-001", message, wanted.position, hint=hint))
        return None
    if about and not any(map(pack.documents_of, about)):
        kinds = "、".join(pack.documents)
        message = f"模板包「{wanted}」是用来做{kinds}的，没有关于{'、'.join(about)}的文书"
        hint = "换一个有这种文书的模板包。"
        files.findings.append(error("MB-003", message, wanted.position, hint=hint))
        return None
    return pack
