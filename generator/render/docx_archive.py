"""Opens the zip of a Word template that may come from anybody: measured before anything in it is unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.render.docx_xml import BadTemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CODE: Final = "MB-045"
_MIB: Final = 1024 * 1024
_FILE: Final = 8 * _MIB  # bytes
# Deflate makes XML 20 times smaller, but never text that a person has written 200 times.
_RATIO: Final = 200
_SMALL: Final = 64 * 1024  # where the ratio doesn't matter
_METHODS: Final = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_ENCRYPTED: Final = 1
_NAME: Final = re.compile(r"[^/\\:\x00-\x1f]+(?:/[^/\\:\x00-\x1f]+)*/?")
_HINT: Final = "用 Word 或 WPS 打开这个模板，删去多余的图片和嵌入的文件，另存为 .docx。"
_XML_NAMES: Final = (".xml", ".rels")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large what an archive unpacks to may be, in bytes, and how many files it may hold.

    Those of templates, if nothing else is said: the ones of this repository have 30 KB of XML in a dozen files.
    """

    xml: int = 2 * _MIB
    part: int = 8 * _MIB
    total: int = 32 * _MIB
    files: int = 500


_TEMPLATE: Final = Limits()


def unpack(path: Path) -> dict[str, bytes]:
    """Return the files in a template.

    Raises:
        BadTemplateError: it is not a sound zip, or far larger than a template can be.
    """
    if path.stat().st_size > _FILE:
        raise _refused(path, f"太大：超过 {_FILE // _MIB} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            for reason in faults(infos):
                raise _refused(path, reason)
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as problem:
        message = f"{path.name} 不是完好的 Word 文档（.docx），请用 Word 或 WPS 重新保存"
        raise BadTemplateError(message) from problem


def _refused(path: Path, reason: str) -> BadTemplateError:
    return BadTemplateError(f"{path.name} {reason}", code=CODE, hint=_HINT)


def faults(infos: Sequence[zipfile.ZipInfo], limits: Limits = _TEMPLATE) -> Iterator[str]:
    """Yield what keeps an archive from being unpacked, in words for people that go on behind its name."""
    if len(infos) > limits.files:
        yield f"里的文件太多：{len(infos)} 个，至多 {limits.files} 个"
    if len({info.filename.lower() for info in infos}) != len(infos):
        yield "里有同名的文件"
    for info in infos:
        if reason := _fault(info, limits):
            yield reason
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        yield f"解开后太大：超过 {limits.total // _MIB} MB"


def _fault(info: zipfile.ZipInfo, limits: Limits) -> str:
    name = info.filename
    if not _NAME.fullmatch(name) or ".." in name.split("/"):
        return f"里有路径不对的文件「{ascii(name)[1:-1][:60]}」"
    if info.flag_bits & _ENCRYPTED:
        return "加了密码"
    if info.compress_type not in _METHODS:
        return f"里的「{name}」用了少见的压缩方法"
    limit = limits.xml if name.lower().endswith(_XML_NAMES) else limits.part
    if info.file_size > limit:
        return f"里的「{name}」解开后太大：超过 {limit // _MIB} MB"
    if info.file_size > max(_SMALL, _RATIO * info.compress_size):
        return f"里的「{name}」压缩得太厉害，像是解压炸弹"
    return ""
