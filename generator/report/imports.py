"""Tells what an import understood of files, and what it did not, worst first."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from generator.report.machine import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.imports import Remark, Understood

# Of each grade, by its number.
_GRADES: Final = {1: "钱对不上", 2: "要人定", 3: "读了，字不一样"}
_MONEY: Final = 1


def understood(given: Understood, files: int) -> Iterator[str]:
    """Yield what was understood: it comes first, so that people know what the rest is about."""
    parts = [(given.tables, "张表"), (given.forms, "张表单"), (given.texts, "段正文")]
    said = "、".join(f"{count} {what}" for count, what in parts if count)
    yield f"看了 {files} 个文件，读懂 {said or '不了'}，是 {given.projects} 个项目"
    if given.sums:
        yield f"  照读到的再算一遍，{given.sums} 个数里 {given.same_sums} 个相同"
    if given.printed:
        yield f"  照读到的再印一遍，{given.printed} 处里 {given.same_printed} 处相同"


def remarks(given: Sequence[Remark]) -> Iterator[tuple[str, str]]:
    """Yield what was not understood, with the style that a line is shown in."""
    if not given:
        yield "没有看不懂的", ""
        return
    yield "没看懂的：", "bold"
    for grade, name in _GRADES.items():
        own = [remark for remark in given if remark.grade == grade]
        if own:
            yield f"{name}（{len(own)}）", "bold red" if grade == _MONEY else "bold"
        for remark in own:
            said = f"「{remark.said}」" if remark.said else ""
            yield f"  {remark.place} {said}{remark.why}", ""
            if remark.hint:
                yield f"      {remark.hint}", ""


def machine(  # noqa: PLR0913, PLR0917 - what the text tells, too
    given: Understood,
    remarks: Sequence[Remark],
    proposals: Sequence[tuple[str, str, Sequence[str]]],
    hidden: Sequence[str],
    new: Sequence[str],
    changes: Mapping[str, Sequence[str]],
    *,
    is_written: bool,
) -> str:
    """Return all of it for programs, as JSON."""
    told = {
        "understood": asdict(given),
        "remarks": [asdict(remark) | {"grade": remark.grade.name.lower()} for remark in remarks],
        "proposals": [{"project": project, "figure": figure, "keys": keys} for project, figure, keys in proposals],
        "masked": list(hidden),
        "new": list(new),
        "written": is_written,
        "changes": dict(changes),
    }
    return dump(told)


def proposals(given: Sequence[tuple[str, str, Sequence[str]]]) -> Iterator[str]:
    """Yield numbers that stand in several texts, and may be written once."""
    if given:
        yield f"写在几处的数，可以在「数据」里起个名字，正文里写 ${{名字}}，以后只改一处（{len(given)}）"
        yield from (f"  {project}：「{figure}」在{'、'.join(keys)}" for project, figure, keys in given)


def hidden(given: Sequence[str]) -> Iterator[str]:
    """Yield the personal numbers that were masked."""
    if given:
        yield f"隐去了 {len(given)} 个个人的号码："
        yield from (f"  {one}" for one in given)


def written(
    new: Sequence[str], changes: Mapping[str, Sequence[str]], *, is_written: bool, is_refused: bool
) -> Iterator[str]:
    """Yield which files were written, and what would change in those that are there, which stay as they are."""
    for path, lines in changes.items():
        yield f"已经有 {path}，没有动；照读到的要改："
        yield from (f"  {line}" for line in lines)
    if not (new or changes):
        yield "要写的文件都已经有，和读到的一样"
    elif is_written:
        yield from (f"  写出 {path}" for path in new)
        yield f"写出 {len(new)} 个文件。请运行 shenbao check，定下要人定的，再提交"
    elif is_refused:
        yield f"没有写文件：先查清对不上的钱。要照读到的先写下来再改的，加上 --even-so（要写 {len(new)} 个文件）"
    elif new:
        yield f"没有写文件：要写的是 {len(new)} 个"
        yield from (f"  {path}" for path in new)
