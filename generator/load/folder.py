"""Looks at the folder of a template pack before anything in it is read: it may come from anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, Severity, error
from generator.model.position import Position
from generator.system.look import MIB, Fault, Kind, look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE: Final = "MB-047"
NEEDLESS: Final = "MB-054"
_NEEDLESS: Final = frozenset((".html", ".css", ".js"))
_LARGEST: Final = 8 * MIB
_MOST: Final = 200
# The fonts that all packs share are large, and a review takes those of the present state for older ones, by a link.
COMMON: Final = "common"
FONTS: Final = "fonts"
_LARGEST_FONT: Final = 64 * MIB


def faults(folder: Path) -> list[Finding]:
    """Return what is wrong with the files of a folder of `templates/`, a pack's or that of all packs."""
    templates = folder.parent
    found: list[Finding] = []
    if not (folder.exists() or folder.is_symlink()):
        return found
    for number, path in enumerate(_files(folder)):
        fault = _fault(path, folder)
        if number == _MOST:
            fault = Fault(Kind.LARGE, f"模板包里的文件太多：超过 {_MOST} 个", "删去与模板无关的文件。")
        if fault:
            place = Position(path.relative_to(templates.parent).as_posix(), 1)
            cause = "模板包可能来自别处，程序只读其中普通的文件。"
            found.append(error(CODE, fault.message, place, cause=cause, hint=fault.hint))
        if number == _MOST:
            break
    return found


def needless(folder: Path) -> list[Finding]:
    """Return what is told of files in a pack's folder that had a part in older packs, and have none any more."""
    if folder.name == COMMON or not folder.is_dir():
        return []
    found = sorted(path for path in folder.iterdir() if path.suffix in _NEEDLESS)
    return [
        Finding(
            NEEDLESS,
            Severity.WARNING,
            f"模板包里的 {path.name} 没有用：网页和 PDF 照 document.docx 画",
            Position(path.relative_to(folder.parent.parent).as_posix(), 1),
            cause="表单只画一次，在 Word 里；四种格式都照它。",
            hint=f"删去 {path.name}；里面改过的栏目、列宽，改到 document.docx 里。",
        )
        for path in found
    ]


def _files(folder: Path) -> Iterator[Path]:
    """Yield the folder and all that is in it, without following links."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        yield path
        if path.is_dir() and not path.is_symlink():
            waiting += sorted(path.iterdir(), reverse=True)


def _fault(path: Path, folder: Path) -> Fault | None:
    """Return what is wrong with a file or folder."""
    if path.is_dir() and not path.is_symlink():
        return None
    if folder.name == COMMON and path.relative_to(folder).parts[:1] == (FONTS,):
        target = path.resolve()
        return None if target.is_dir() else look(target, target.parent, _LARGEST_FONT)
    return look(path, folder.parent, _LARGEST)
