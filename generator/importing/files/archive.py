"""Opens Office files that may come from anybody: measured before anything is unpacked, XML without entities or network.

Only the parts that hold text are looked at. Nothing in a file is run, nothing that it points to is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.render.docx_archive import Limits, faults

if TYPE_CHECKING:
    from collections.abc import Mapping

_MIB: Final = 1024 * 1024
# In bytes. A platform's workbook of a whole county has some 20 MB of XML in a sheet, and pictures don't matter here.
LARGEST: Final = 40 * _MIB
_LIMITS: Final = Limits(xml=64 * _MIB, part=64 * _MIB, total=256 * _MIB, files=5000)
_OLD: Final = b"\xd0\xcf\x11\xe0"  # .doc and .xls, and what has a password
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class UnreadableError(Exception):
    """A file that can't be read: why, and what to do, in words for people."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Package:
    """The parts of an Office file."""

    def __init__(self, data: bytes) -> None:
        """Look at a file; UnreadableError if it is not a sound one."""
        if data.startswith(_OLD):
            hint = "用 Word、Excel 或 WPS 打开，去掉密码，另存为 .docx 或 .xlsx，再导入。"
            raise UnreadableError("这是旧格式（.doc、.xls）的文件，或者加了密码", hint)
        self._files: Mapping[str, bytes] = _unpack(data)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def xml(self, name: str) -> etree._Element:
        """Return a part as XML; UnreadableError if there is none that can be read."""
        data = self._files.get(name)
        if data is None:
            raise _broken(f"里没有「{name}」")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise _broken(f"的「{name}」里有 DOCTYPE 声明")
        try:
            return etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError as problem:
            raise _broken(f"的「{name}」损坏了") from problem

    def targets(self, name: str) -> dict[str, str]:
        """Return where the relations of a part lead inside of the file, by their ids."""
        folder, _, own = name.rpartition("/")
        listed = f"{folder}/_rels/{own}.rels"
        found: dict[str, str] = {}
        for relation in self.xml(listed) if listed in self else ():
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") != "External":
                found[str(relation.get("Id"))] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        return found


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for reason in faults(archive.infolist(), _LIMITS):
                raise _broken(reason)
            names = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
            return {info.filename: archive.read(info) for info in names}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise _broken("损坏了，或者不是 Word、Excel 文件") from problem


def _broken(reason: str) -> UnreadableError:
    return UnreadableError(f"这个文件{reason}", "用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，再导入。")
