"""The zip around a Word document: what is kept of a template's, and how the result's is written."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.render import docx_archive, docx_guard, docx_margins
from generator.render.blame import OWN
from generator.render.docx_xml import BadTemplateError, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.document import Document

PROPERTIES: Final = "docProps/core.xml"

_APPLICATION: Final = "docProps/app.xml"
_TYPES: Final = "[Content_Types].xml"
_ROOT: Final = "_rels/.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-"
_CORE: Final = f"{_PACKAGE}/metadata/core-properties"
_DUBLIN: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"

# All else that Word and WPS leave in a file (their theme, thumbnail, customXml, stylesWithEffects, comments, the path
# of somebody's Normal.dotm) is of no use to a reader, or tells them what is none of their business.
_KEPT: Final = frozenset(
    ("styles", "settings", "fontTable", "numbering", "header", "footer", "footnotes", "endnotes", "image", "hyperlink")
)
# The parts that may point to further parts.
_FOLLOWED: Final = frozenset(("header", "footer", "footnotes", "endnotes"))
# A theme of black text and plain lines in place of the template's: Word does without one, its format does not.
_THEME: Final = Path(__file__).with_name("docx_theme.xml")
# The first date that a zip can hold: nothing in a document may depend on when it was built.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a package, with the kind of relation that led to it and its content type."""

    name: str
    kind: str
    content_type: str
    data: bytes


def read(path: Path) -> dict[str, Part]:
    """Return the parts of a template that its documents need, relationships included, the main part first.

    Raises:
        BadTemplateError: if there is no such file, it is no Word document, or has what may not be published.
    """
    try:
        files = docx_archive.unpack(path)
        docx_guard.examine(files, path)
        main = next(target for _, kind, target in _relations(files, "") if kind == "officeDocument")
        parts = dict(_walk(files, _content_types(files), main))
        for part in parts.values():
            docx_margins.examine(part.kind, part.data, path)
        return _with_theme(parts, main)
    except FileNotFoundError as error:
        raise BadTemplateError(f"模板包里没有 {path.name}", hint=OWN) from error
    except (KeyError, StopIteration, etree.XMLSyntaxError) as error:
        raise BadTemplateError(f"{path.name} 不是完好的 Word 文档（.docx），请用 Word 或 WPS 重新保存") from error


def surroundings(parts: Mapping[str, Part]) -> dict[str, bytes]:
    """Return what every package holds around its document: the list of contents and the program's own properties."""
    main = next(iter(parts))
    relations = {
        main: f"{_OFFICE}/relationships/officeDocument",
        PROPERTIES: f"{_PACKAGE}/relationships/metadata/core-properties",
        _APPLICATION: f"{_OFFICE}/relationships/extended-properties",
    }
    entries = [
        ("Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
        for number, (target, kind) in enumerate(relations.items(), 1)
    ]
    return {
        _TYPES: _type_list(parts),
        _ROOT: _list("Relationships", f"{_PACKAGE}/relationships", entries),
        _APPLICATION: _list("Properties", f"{_OFFICE}/extended-properties", []),
    }


def properties(document: Document) -> bytes:
    """Write title, author and language; a date only where the document itself has one."""
    names = {"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS, "xsi": _INSTANCE}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    for name, value in (("title", document.title_text), ("creator", document.author), ("language", "zh-CN")):
        etree.SubElement(root, f"{{{_DUBLIN}}}{name}").text = value
    for name in ("created", "modified") if document.issued else ():
        date = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_INSTANCE}}}type": "dcterms:W3CDTF"})
        date.text = f"{document.issued}T00:00:00Z"
    return serialize(root)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Zip files so that the same contents give the same bytes; the list of contents comes first, as Word has it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files, key=lambda name: (name != _TYPES, name != _ROOT, name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the zip tells Windows from Linux
            archive.writestr(info, files[name])
    return buffer.getvalue()


def _walk(files: Mapping[str, bytes], types: Mapping[str, str], main: str) -> Iterator[tuple[str, Part]]:
    """Yield the parts that the main part leads to, each once: parts may lead to each other."""
    waiting, seen = [(main, "officeDocument")], {main}
    while waiting:
        name, kind = waiting.pop(0)
        yield name, Part(name, kind, types.get(name) or types[posixpath.splitext(name)[1]], files[name])
        list_name = _relation_list(name)
        if list_name not in files or (kind != "officeDocument" and kind not in _FOLLOWED):
            continue
        root = parse(files[list_name])
        for relation in list(root):
            if _kind(relation) not in _KEPT:
                root.remove(relation)
        yield list_name, Part(list_name, "relations", "", serialize(root))
        inner = [(_target(one, name), _kind(one)) for one in root if one.get("TargetMode") != "External"]
        waiting += [part for part in dict(inner).items() if part[0] not in seen]
        seen.update(dict(inner))


def _with_theme(parts: dict[str, Part], main: str) -> dict[str, Part]:
    """Return the parts with a theme that the main part leads to."""
    name = posixpath.join(posixpath.dirname(main), "theme/theme1.xml")
    theme = etree.parse(_THEME, etree.XMLParser(remove_blank_text=True)).getroot()
    list_name = _relation_list(main)
    namespace = f"{_PACKAGE}/relationships"
    listed = parse(parts[list_name].data if list_name in parts else f'<Relationships xmlns="{namespace}"/>')
    relation = {
        "Id": "rIdTheme",
        "Type": f"{_OFFICE}/relationships/theme",
        "Target": posixpath.relpath(name, posixpath.dirname(main)),
    }
    etree.SubElement(listed, f"{{{namespace}}}Relationship", relation)
    return {
        **parts,
        list_name: Part(list_name, "relations", "", serialize(listed)),
        name: Part(name, "theme", f"{_CONTENT_TYPE}officedocument.theme+xml", serialize(theme)),
    }


def _relations(files: Mapping[str, bytes], source: str) -> Iterator[tuple[str, str, str]]:
    for relation in parse(files[_relation_list(source)]):
        yield relation.get("Id", ""), _kind(relation), _target(relation, source)


def _relation_list(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _kind(relation: etree._Element) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def _target(relation: etree._Element, source: str) -> str:
    target = posixpath.join("/", posixpath.dirname(source), relation.get("Target", ""))
    return posixpath.normpath(target).lstrip("/")


def _content_types(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content types by part name, or by extension where no part is named."""
    found: dict[str, str] = {}
    for entry in parse(files[_TYPES]):
        extension = entry.get("Extension")
        name = f".{extension.lower()}" if extension else entry.get("PartName", "").lstrip("/")
        found[name] = entry.get("ContentType", "")
    return found


def _type_list(parts: Mapping[str, Part]) -> bytes:
    types = {part.name: part.content_type for part in parts.values() if part.content_type}
    types[PROPERTIES] = f"{_CONTENT_TYPE}package.core-properties+xml"
    types[_APPLICATION] = f"{_CONTENT_TYPE}officedocument.extended-properties+xml"
    defaults = {"rels": f"{_CONTENT_TYPE}package.relationships+xml", "xml": "application/xml"}
    entries = [("Default", {"Extension": name, "ContentType": kind}) for name, kind in defaults.items()]
    entries += [("Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in types.items()]
    return _list("Types", f"{_PACKAGE}/content-types", entries)


def _list(name: str, namespace: str, entries: Iterable[tuple[str, Mapping[str, str]]]) -> bytes:
    """Write one of the package's own lists: entries of one namespace, without prefixes."""
    root = parse(f'<{name} xmlns="{namespace}"/>')
    for entry, attributes in entries:
        etree.SubElement(root, f"{{{namespace}}}{entry}", dict(attributes))
    return serialize(root)
