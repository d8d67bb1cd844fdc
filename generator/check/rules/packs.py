"""What a template pack requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.pack import EACH_PROJECT
from generator.model.paths import find
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.entry import Entry
    from generator.model.paths import Found
    from generator.model.position import Position
    from generator.model.values import Term

# Paths of the pack that begin so lie in the unit of department.yaml, or in each project of a budget; the others in the
# project or the budget itself.
UNIT = "单位."


@rule("MB-002", Severity.ERROR, "模板包的必填项", Declaration, Statement)
def required_by_pack(subject: Declaration | Statement) -> Iterator[Trouble]:
    """模板包要求的内容必须填写。

    每套表格要求的栏目不同，列在模板包 pack.yaml 的「必填」里。
    例：2020 年的申报表要有「项目属性」。
    改法：补上这一项，或换一套不要求它的模板包。
    """
    for (path, position, is_empty), inside in _missing(subject).items():
        within = f"，里面要写{'、'.join(inside)}" if inside else ""
        yield Trouble(
            f"「{path}」没有填" if is_empty else f"缺少「{path}」",
            position,
            cause=f"模板包「{subject.pack_name}」的表格要印这一项。",
            hint=f"补上这一项{within}；或换一套不要求它的模板包。",
        )


@rule("MB-004", Severity.ERROR, "模板包的必填项", Declaration, Statement)
def required_paths_exist(subject: Declaration | Statement) -> Iterator[Trouble]:
    """模板包的「必填」里只能写内容里有的键名。

    写错了键名，该填的就没有人要求填。
    例：「指标.*.指标性质」应当写成「绩效目标.指标.*.*.*.性质」。
    改法：对照 docs/yaml.md，从最外层写到那一项，用「.」连接，「*」代表每一个。
    """
    for wanted in _required(subject):
        if _places(wanted, subject) is None:
            yield Trouble(f"「必填」里的「{wanted}」在内容里没有这一项", wanted.position, hint="检查键名和层次。")


def _required(subject: Declaration | Statement) -> Iterable[Term]:
    """Return the paths that the pack requires for its documents."""
    return [path for spec in subject.documents.values() for path in spec.required]


def _places(wanted: Term, subject: Declaration | Statement) -> list[Found] | None:
    """Return what stands where a pack wants something; None for a place that can't exist."""
    path = wanted.text
    entries: list[Entry] = [subject.unit if path.startswith(UNIT) else subject.entry]
    if path.startswith(EACH_PROJECT) and isinstance(subject, Statement):
        entries = [file.project for file in subject.projects]
    try:
        return [found for entry in entries for found in find(entry, _within(path))]
    except KeyError:
        return None


def _within(path: str) -> str:
    """Return a path without what says in which entry it lies."""
    return path.removeprefix(UNIT).removeprefix(EACH_PROJECT)


def _missing(subject: Declaration | Statement) -> dict[tuple[str, Position, bool], list[str]]:
    """Return what is missing and where, with what has to stand inside it where a whole part is missing."""
    missing: dict[tuple[str, Position, bool], list[str]] = {}
    for wanted in _required(subject):
        path = _within(wanted.text)
        for found in _places(wanted, subject) or ():
            if found.value is None:
                inside = path.split(".")[found.path.count(".") + 1 :]
                missing.setdefault((found.path, found.around, found.is_empty), []).extend(
                    [".".join(inside)] if inside else []
                )
    return missing
