"""Gives something another name in all files of its department, and makes sure that nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from generator.language.desk import scope
from generator.language.naming import Naming, Sort
from generator.language.ranges import split
from generator.load.outline import outline
from generator.model.outline import Kind
from generator.model.places import places
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.language.desk import Desk
    from generator.language.naming import Target, Use
    from generator.pipeline import Result

# Signs that mean something to YAML or in a formula; a name begins with a letter, and holds no point.
NAME: Final = re.compile(r"[^\W\d_](?:\w|[（）·、《》“”])*")
PROJECT_NAME: Final = re.compile(r"[^\s#&*!|>'\"%@`\[\]{}$,:?-][^#'\"{}$:]*(?<!\s)")


class RenameError(Exception):
    """A name that can't be changed so; says why, for people."""


def renamed(desk: Desk, path: str, number: int, column: int) -> Use:
    """Return the name that stands at a column of a line, both from 0, where it can be changed.

    Raises:
        RenameError: there is none, or it is no name of this department's files.
    """
    naming = Naming.of(desk, path)
    use = naming.at(number, column) if naming is not None else None
    if naming is None or use is None:
        raise RenameError("这里没有可以改的名字：把光标放在「数据」「文段」的名字上，或 ${…} 里的名字上。")
    target = use.target
    if target.sort in {Sort.ACCOUNT, Sort.UNIT}:
        raise RenameError("科目和单位的名字不能在这里改：科目表和部门文件里写的是什么，就叫什么。")
    if target.sort is Sort.OWN and ("." in target.name or target.name == "明细"):
        raise RenameError("明细的名称会印在文档里，要改就直接改明细那一行。")
    if target.sort is Sort.PROJECT and not any(
        one.target == target for one in naming.given(target.path, _lines(desk, target.path))
    ):
        raise RenameError("这里用的是项目文件的名字，改它要改文件名。")
    return use


def rename(desk: Desk, path: str, number: int, column: int, new: str) -> dict[str, list[Position]]:
    """Return the places of a name in all files, by path, after trying out what they mean under the new one.

    Raises:
        RenameError: the name can't be changed, or something else would change.
    """
    use = renamed(desk, path, number, column)
    target, naming = use.target, Naming.of(desk, path)
    wanted = PROJECT_NAME if target.sort is Sort.PROJECT else NAME
    if naming is None or not wanted.fullmatch(new):
        raise RenameError(f"「{new}」不能做名字：用汉字、字母、数字，开头不用数字，中间不用空格、冒号和加减乘除号。")
    names = desk.names(target.path)
    if target.sort is Sort.OWN and names is not None and new != target.name and new in names.makers:
        raise RenameError(f"已经有叫「{new}」的了，换一个名字。")
    found: dict[str, dict[Position, None]] = {}
    for place in (*(one.place for one in naming.uses() if one.target == target), *_kept_out(desk, naming, target)):
        found.setdefault(place.path, {})[place] = None
    made = {one: sorted(these) for one, these in found.items()}
    _try(desk, path, made, new, is_printed=target.sort is Sort.PROJECT)
    return made


def _kept_out(desk: Desk, naming: Naming, target: Target) -> Iterator[Position]:
    """Yield the places at which a department says of a project, by its name, that a document leaves it out."""
    if target.sort is not Sort.PROJECT:
        return
    for path in naming.resolution.entries:
        if path.endswith("/department.yaml"):
            lines = _lines(desk, path)
            for token in outline(path, desk.data(path)).tokens:
                if token.kind is Kind.KEY and token.text == target.name:
                    place = token.places[0]
                    at = lines[place.line - 1].find(target.name, place.column - 1)
                    yield Position(path, place.line, at + 1, len(target.name))


def changed(text: str, found: Iterable[Position], new: str) -> str:
    """Return a text with a new name at some places."""
    lines = text.split("\n")
    for place in sorted(found, reverse=True):
        line = lines[place.line - 1]
        lines[place.line - 1] = line[: place.column - 1] + new + line[place.column - 1 + place.length :]
    return "\n".join(lines)


def _try(desk: Desk, path: str, found: Mapping[str, list[Position]], new: str, *, is_printed: bool) -> None:
    """Check with the new name; whatever is told or printed otherwise refuses it.

    A project's name, which `is_printed`, says in other years which project it is: all of them are checked.
    """
    texts = {one: changed("\n".join(_lines(desk, one)), these, new).encode() for one, these in found.items()}
    known = None if is_printed else desk.current(path).result
    where = scope(path).rpartition("/")[0] if is_printed else scope(path)
    before, after = known or desk.try_out(where, {}), desk.try_out(where, texts)
    more = _told(after) - _told(before)
    if more:
        first = next(one for one in after.findings if (one.code, one.severity) in more)
        raise RenameError(f"不能改成「{new}」：{first.position} 会有新的{first.severity}「{first.message}」。")
    if not is_printed and _prints(before) != _prints(after):
        raise RenameError(f"不能改成「{new}」：印出来的会不一样。")


def _told(result: Result) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.severity) for one in result.findings)


def _prints(result: Result) -> dict[str, list[tuple[str, str]]]:
    return {document.key: [(one.name, one.text.plain) for one in places(document)] for document, _ in result.documents}


def _lines(desk: Desk, path: str) -> list[str]:
    return split(desk.text(path))
