"""Fields and tags in the parts of a Word template: which there may be, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.render.docx_xml import PARAGRAPH, BadTemplateError, place_of, text_of, w

if TYPE_CHECKING:
    from collections.abc import Iterator

# Fields that show something of the document itself. All others fetch, act, ask the reader or tell the time.
_FIELDS: Final = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "TOC", "SEQ", "STYLEREF"))
_TEXT: Final = frozenset((w("t"), w("delText")))
_WHOLE: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}|\{#[^{}#]*#\}")
_SHARED: Final = re.compile(r"\{%\s*vm\s*%\}")
_MARK: Final = re.compile(r"\{[{%#]|[}%#]\}")
_LONGEST: Final = 1_000  # characters of a tag
_MOST: Final = 5_000  # tags in a part


def faults(root: etree._Element) -> Iterator[str]:
    """Say which fields of a part may not be there."""
    for code in _codes(root):
        word = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if word and word not in _FIELDS:
            yield f"里有不允许的域「{word[:20]}」：只能用页码、目录这类域"
        if re.search(r"\{[{%#]", code):
            yield "的域代码里有标记：标记只能写在正文里"


def _codes(root: etree._Element) -> Iterator[str]:
    """Yield the instructions of all fields, put together from their pieces; fields may stand in each other."""
    open_fields: list[list[str]] = []
    for node in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("delInstrText")):
        if node.tag == w("fldSimple"):
            yield node.get(w("instr"), "")
        elif node.tag != w("fldChar"):
            if open_fields:
                open_fields[-1].append(node.text or "")
            else:
                yield node.text or ""
        elif node.get(w("fldCharType")) == "begin":
            open_fields.append([])
        elif open_fields and node.get(w("fldCharType")) == "separate":
            yield "".join(open_fields[-1])
            open_fields[-1].clear()
        elif open_fields:
            yield "".join(open_fields.pop())
    for pieces in open_fields:
        yield "".join(pieces)


def examine_tags(root: etree._Element, name: str) -> None:
    """Look where the tags of a part stand: docxtpl takes long over broken ones.

    Raises:
        BadTemplateError: a tag is broken, or stands where a text that is filled in would not be a text.
    """
    for paragraph in root.iter(PARAGRAPH):
        if found := _SHARED.search(text_of(paragraph)):
            hint = (
                "删去这个标记，把这一格的段落样式改成「表格合并」（表头用「表格合并表头」）：上下相同的格子由程序合并。"
            )
            raise BadTemplateError(f"{name} {place_of(paragraph)}的标记「{found[0]}」不再使用", hint=hint)
    for reason in _broken(root):
        raise BadTemplateError(f"{name} {reason}")


def _broken(root: etree._Element) -> Iterator[str]:
    for node in root.iter(etree.Element):
        if any(_MARK.search(str(value)) for value in node.attrib.values()):
            yield "的属性里有标记：标记只能写在正文里"
        if node.tag not in _TEXT and _MARK.search(node.text or ""):
            yield "的正文外面有标记：标记只能写在正文里"
        if node.tag in _TEXT and "{" in (node.text or "") and next(node.iterancestors(PARAGRAPH), None) is None:
            yield "的段落外面有标记：标记只能写在正文里"
    number = 0
    for paragraph in root.iter(PARAGRAPH):
        text = text_of(paragraph)
        found = _WHOLE.findall(text)
        number += len(found)
        if any(len(tag) > _LONGEST for tag in found) or number > _MOST:
            yield "里的标记太长或太多"
        if left := _MARK.search(_WHOLE.sub(" ", text)):
            yield f"里有写错了的标记「{left[0]}」：开头和结尾要成对，写在同一段里"
