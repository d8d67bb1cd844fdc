"""Looks at the folder of a template pack before anything in it is read: it may come from anybody."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE: Final = "MB-047"
_MIB: Final = 1024 * 1024
_LARGEST: Final = 8 * _MIB
_MOST: Final = 200


def faults(folder: Path) -> list[Finding]:
    """Return what is wrong with the files of a pack's folder, which lies in `templates/`."""
    templates = folder.parent
    root = templates.parent
    found = []
    for number, path in enumerate(_files(folder)):
        reason, hint = _fault(path, templates)
        if number == _MOST:
            reason, hint = f"模板包里的文件太多：超过 {_MOST} 个", "删去与模板无关的文件。"
        if reason:
            place = Position(path.relative_to(root).as_posix(), 1)
            found.append(error(CODE, reason, place, cause="模板包可能来自别处，程序只读其中普通的文件。", hint=hint))
        if number == _MOST:
            break
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the folder and all that is in it, without following links."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        yield path
        if path.is_dir() and not path.is_symlink():
            waiting += sorted(path.iterdir(), reverse=True)


def _fault(path: Path, templates: Path) -> tuple[str, str]:
    """Return what is wrong with a file, and how to mend it."""
    if path.is_symlink():
        try:
            is_inside = path.resolve(strict=True).is_relative_to(templates.resolve())
        except (OSError, RuntimeError):  # it leads nowhere, or to itself
            is_inside = False
        return ("", "") if is_inside else ("模板包里的链接指到了 templates/ 外面", "把原文件复制进来，代替链接。")
    status = path.lstat()
    if stat.S_ISDIR(status.st_mode):
        return "", ""
    if not stat.S_ISREG(status.st_mode):
        return "模板包里有不是文件的东西（管道或设备）", "删去它。"
    if status.st_size > _LARGEST:
        return f"模板包里的文件太大：超过 {_LARGEST // _MIB} MB", "模板只要文字和样式；删去多余的图片。"
    return "", ""
