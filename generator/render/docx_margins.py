"""Refuses heads and feet of a Word template that say more than the number of the page.

Official documents have no heads (GB/T 9704-2012), and the other formats print none: what stood there would be in one
of four. Page numbers of PDF and page are those of the standard, in print.css.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.render.docx_xml import TABLE, BadTemplateError, parse, w

if TYPE_CHECKING:
    from pathlib import Path

_NAMES: Final = {"header": "页眉", "footer": "页脚"}
# A picture in a drawing of Word's, and in one of older programs; text boxes only turn the number on its side.
_PICTURES: Final = ("{*}blip", "{*}imagedata")
_HINT: Final = "公文没有页眉，页脚只印页码。要印的字写进正文，或者写进 pack.yaml 用的文字模板。"
# A number between dashes, and what stands for it until Word has counted; LibreOffice says what is in a box twice.
_FOLIO: Final = re.compile(r"[\s—–\d-]*")


def examine(kind: str, data: bytes, path: Path) -> None:
    """Look through a part of a template, if it is a head or foot.

    Raises:
        BadTemplateError: it says or shows something else than a page number.
    """
    if kind not in _NAMES:
        return
    root = parse(data)
    words = "".join(text.text or "" for text in root.iter(w("t"), w("sym")))
    place = f"{path.name} 的{_NAMES[kind]}里"
    if not _FOLIO.fullmatch(words):
        raise BadTemplateError(f"{place}有「{words.strip()[:30]}」，网页和 PDF 不印", hint=_HINT)
    if next(root.iter(TABLE, *_PICTURES), None) is not None:
        raise BadTemplateError(f"{place}有表格或图片，网页和 PDF 不印", hint=_HINT)
