"""Refuses Word templates that would act, fetch or hide something in the documents made from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.render import docx_fields
from generator.render.docx_xml import BadTemplateError, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CODE: Final = "MB-046"
_HINT: Final = (
    "用 Word 打开这个模板，去掉这一处，另存为「Word 文档（.docx）」；模板里只要文字、表格、样式、页码和图片。"
)
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML_NAMES: Final = (".xml", ".rels")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_UTF8: Final = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))
_WEB: Final = re.compile(r"https?://[^\s\\\x00-\x20]+", re.IGNORECASE)
# Relations by the last word of their type.
_RELATIONS: Final = {
    "attachedTemplate": "链接了别的模板",
    "oleObject": "嵌入了别的程序的对象（OLE）",
    "package": "嵌入了别的文件",
    "control": "有 ActiveX 控件",
    "activeXControlBinary": "有 ActiveX 控件",
    "aFChunk": "插入了别的文件（altChunk）",
    "subDocument": "链接了子文档",
    "frame": "有框架页",
    "vbaProject": "带有宏",
    "wordVbaData": "带有宏",
    "keyMapCustomizations": "带有自定义的快捷键",
    "video": "有视频",
    "audio": "有声音",
    "mailMergeSource": "有邮件合并的数据源",
    "mailMergeHeaderSource": "有邮件合并的数据源",
}
_FOLDERS: Final = {"embeddings": "嵌入了别的文件", "activex": "有 ActiveX 控件"}
_ELEMENTS: Final = {
    "altChunk": "插入了别的文件（altChunk）",
    "object": "嵌入了别的程序的对象（OLE）",
    "OLEObject": "嵌入了别的程序的对象（OLE）",
    "control": "有 ActiveX 控件",
    "subDoc": "链接了子文档",
    "mailMerge": "有邮件合并的数据源",
    "webVideoPr": "有网上的视频",
    "movie": "有视频",
    "entryMacro": "带有宏",
    "exitMacro": "带有宏",
    "attachedSchema": "链接了外面的文件",
    "saveThroughXslt": "链接了外面的文件",
}
_OFFICE: Final = ("wordprocessingml", "office", "vml")  # in the namespaces whose elements Word obeys
_IMAGES: Final = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}
# Attributes whose values the program reads as numbers: no page is larger than 22 inches (31680 twips).
_NUMBERS: Final = frozenset(
    w(name)
    for name in (
        "w", "h", "line", "before", "after", "left", "right", "top", "bottom", "start", "end", "firstLine", "hanging",
        "linePitch", "header", "footer", "gutter", "leftChars", "rightChars", "firstLineChars", "hangingChars",
    )
)  # fmt: skip
_NUMBERED: Final = frozenset(w(name) for name in ("sz", "szCs", "gridSpan", "trHeight", "spacing"))
_NUMBER: Final = re.compile(r"-?\d{1,5}")


def examine(files: Mapping[str, bytes], path: Path) -> None:
    """Look through all files of a template, the parts that no document takes over included.

    Raises:
        BadTemplateError: one of them may do what a document may not.
    """
    for reason in _faults(files):
        raise BadTemplateError(f"{path.name} {reason}", code=CODE, hint=_HINT)


def examine_stories(stories: Mapping[str, etree._Element], path: Path) -> None:
    """Look through parts whose tags have been filled in: texts can't have become fields or links."""
    for root in stories.values():
        for reason in docx_fields.faults(root):
            raise BadTemplateError(f"{path.name} {reason}", code=CODE, hint=_HINT)


def _faults(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in files.items():
        lower = name.lower()
        folder = next((words for part, words in _FOLDERS.items() if f"/{part}/" in f"/{lower}"), "")
        if folder or "vbaproject" in lower:
            yield folder or "带有宏"
        elif lower.endswith(_XML_NAMES):
            yield from _of_xml(name, data)
        elif "/media/" in lower and not _is_image(lower, data):
            yield f"里的图片「{name}」不是 PNG、JPEG 或 GIF"


def _is_image(name: str, data: bytes) -> bool:
    return any(name.endswith(ending) and data.startswith(magic) for ending, magic in _IMAGES.items())


def _of_xml(name: str, data: bytes) -> Iterator[str]:
    encoding = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf"))
    if b"\0" in data or (encoding and encoding[1].lower() not in _UTF8):
        yield f"里的「{name}」不是 UTF-8 编码"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield f"里的「{name}」有 DOCTYPE 声明"
    root = parse(data)
    if name.endswith(".rels"):
        yield from _of_relations(root)
    elif name == "[Content_Types].xml":
        yield from _of_types(root)
    else:
        yield from _of_elements(root)
        yield from docx_fields.faults(root)
        if name.endswith("styles.xml"):
            yield from _of_styles(root)


def _of_types(root: etree._Element) -> Iterator[str]:
    types = [entry.get("ContentType", "").lower() for entry in root.iter(etree.Element)]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in types):
        yield "带有宏"
    if _MAIN not in types:
        yield "不是普通的 Word 文档（.docx）"


def _of_relations(root: etree._Element) -> Iterator[str]:
    for relation in root.iter(etree.Element):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        if kind in _RELATIONS:
            yield _RELATIONS[kind]
        elif relation.get("TargetMode", "").lower() == "external":
            if kind != "hyperlink":
                yield f"链接了外面的文件「{target[:60]}」"
            elif not _WEB.fullmatch(target):
                yield f"有不是 http 或 https 的链接「{target[:60]}」"


def _of_elements(root: etree._Element) -> Iterator[str]:
    for node in root.iter(etree.Element):
        name = etree.QName(node)
        if name.localname in _ELEMENTS and any(word in str(name.namespace) for word in _OFFICE):
            yield _ELEMENTS[name.localname]
        for key, value in node.attrib.items():
            if reason := _of_attribute(node, str(key), str(value)):
                yield reason


def _of_attribute(node: etree._Element, key: str, value: str) -> str:
    if (key in _NUMBERS or (key == w("val") and node.tag in _NUMBERED)) and not _NUMBER.fullmatch(value):
        return f"里「{etree.QName(node).localname}」的数值「{value[:20]}」不对"
    if key == "src" or (key == "href" and not _WEB.fullmatch(value)):
        return f"链接了外面的文件「{value[:60]}」"
    return "有网上的视频" if key.endswith("embeddedHtml") else ""


def _of_styles(root: etree._Element) -> Iterator[str]:
    """A style that is based on itself would be looked up without end."""
    based = {
        style.get(w("styleId"), ""): parent.get(w("val"), "")
        for style in root.iterfind(w("style"))
        if (parent := style.find(w("basedOn"))) is not None
    }
    for style in based:
        seen = {style}
        while (style := based.get(style, "")) and style not in seen:
            seen.add(style)
        if style:
            yield f"的样式「{style}」以自己为基准"
            return
