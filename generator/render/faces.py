"""The fonts of a PDF that is joined from parts: each face once, with the characters that any part prints.

A part is drawn without fonts, but with what it needs of them. This wraps one private function of WeasyPrint, and uses
the class around it, whose version is therefore locked. A font that a part is drawn with does not read its program: that
would cost a short part a quarter of its drawing.
"""

from __future__ import annotations

from io import BytesIO
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

import pydyf

from generator.render.secluded import secluded

with secluded():
    from weasyprint import pdf as weasyprint_pdf
from weasyprint.pdf import fonts
from weasyprint.text import ffi

from generator.model.finding import FindingError, error
from generator.render.justify import UnknownWeasyPrintError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.model.position import Position

# The family name that each font file of the repository carries begins so.
FAMILY: Final = "Gongwen"
_MEASURES: Final = ("hash", "family", "flags", "italic_angle", "ascent", "descent", "stemv", "stemh")
_OPTIONS: Final = {"hinting": False, "pdf_version": "1.7"}
_stock: Final = fonts.build_fonts_dictionary
_READ_ONLY: Final = 1  # HB_MEMORY_MODE_READONLY


class ForeignFontError(FindingError):
    """Raised when a PDF embeds a font that isn't the repository's: other machines would print other pages."""

    def __init__(self, names: Iterable[str], sheet: Position) -> None:
        super().__init__(
            error(
                "WZ-002",
                f"PDF 嵌入了仓库以外的字体：{'、'.join(names)}",
                sheet,
                cause="这些字体是本机装的，别的机器没有，印出来会不一样。",
                hint='在样式里只用 templates/common/fonts.css 里的字体名，最后一个写 "Gongwen Song"。',
            )
        )


def install() -> None:
    """Make WeasyPrint leave fonts out; calling it again changes nothing.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    if weasyprint_pdf.build_fonts_dictionary is _none:
        return
    known = {"build_fonts_dictionary", "get_hb_object_data"} <= vars(fonts).keys() and hasattr(fonts.Font, "subset")
    if weasyprint_pdf.build_fonts_dictionary is not _stock or not known:
        raise UnknownWeasyPrintError("WeasyPrint 的版本不合：weasyprint.pdf.fonts 变了")
    weasyprint_pdf.build_fonts_dictionary = _none
    fonts.Font.__init__ = FunctionType(fonts.Font.__init__.__code__, vars(fonts) | {"get_hb_object_data": _nothing})
    ffi.ffi.cdef("""
        hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *of, void *destroy);
        hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    """)


def _none(*_: Any) -> Any:
    """Return no fonts."""
    return pydyf.Dictionary()


def _nothing(*_: Any) -> bytes:
    """Return no program."""
    return b""


def needs(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Return what is to be known of the fonts (of WeasyPrint) that a part was drawn with."""
    return [
        {name: getattr(font, name) for name in _MEASURES}
        | {"name": font.name.decode()}
        | {name: list(getattr(font, name).items()) for name in ("widths", "to_unicode", "missing")}
        for font in found
    ]


def build(needed: Iterable[Mapping[str, Any]], folder: Path, sheet: Position) -> bytes:
    """Return a PDF without pages whose /Fonts are those that are needed, by the names that pages give them.

    `folder` is that of the fonts, `sheet` the pack's style sheet.

    Raises:
        ForeignFontError: a font isn't the repository's.
    """
    faces: dict[str, _Face] = {}
    for need in needed:
        faces.setdefault(need["hash"], _Face(need, folder)).add(need)
    known = set(folder.glob("*.ttf"))
    if foreign := sorted(face.name.decode().lstrip("/") for face in faces.values() if face.file not in known):
        raise ForeignFontError(foreign, sheet)
    file = pydyf.PDF()
    file.catalog["Fonts"] = _stock(file, faces, True, True, _OPTIONS)  # noqa: FBT003 - compressed, and in part
    out = BytesIO()
    file.write(out)
    return out.getvalue()


class _Face(fonts.Font):  # type: ignore[misc]  # WeasyPrint publishes no types
    """A font of WeasyPrint's, as far as it is written."""

    bitmap = used_in_forms = False
    index = 0

    def __init__(self, need: Mapping[str, Any], folder: Path) -> None:
        for name in _MEASURES:
            setattr(self, name, need[name])
        self.name = need["name"].encode()
        self.widths: dict[int, float] = {}
        self.to_unicode: dict[int, str] = {}
        self.missing: dict[int, int] = {}
        self.file = folder / _file(self.name.decode())
        self.file_content = b""

    def add(self, need: Mapping[str, Any]) -> None:
        """Take in what a part needs; what is known stays."""
        for name in ("widths", "to_unicode", "missing"):
            known = getattr(self, name)
            for key, value in need[name]:
                known.setdefault(key, value)

    def clean(self, to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: FBT001 - WeasyPrint calls it so
        """Leave no more of the font than is printed."""
        whole = self.file.read_bytes()
        create, destroy = ffi.harfbuzz.hb_face_create, ffi.harfbuzz.hb_face_destroy
        data = ffi.ffi.from_buffer(whole)
        blob = ffi.ffi.gc(
            ffi.harfbuzz.hb_blob_create(data, len(whole), _READ_ONLY, ffi.ffi.NULL, ffi.ffi.NULL),
            ffi.harfbuzz.hb_blob_destroy,
        )
        self.hb_face = ffi.ffi.gc(create(blob, 0), destroy)
        self.file_content = whole
        self.subset(to_unicode, hinting)


def _file(name: str) -> str:
    """Return the file of a font of the repository: its name is six letters, a plus sign, our family and the file's."""
    family, _, rest = name.partition("+")[2].partition("-")
    return f"{rest.partition('-')[0]}.ttf" if family == FAMILY else ""
