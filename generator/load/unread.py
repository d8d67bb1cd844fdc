"""Finds files of the content that no document is made of: a clerk would think that they count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.load.survey import ACCOUNTS_FILE, BUDGETS, CONTENT, DEPARTMENT_FILE, PROJECTS, SUFFIX, finding, within
from generator.model.document_key import file_of, keys_of
from generator.model.finding import Finding, Severity, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from generator.load.found import Content
    from generator.load.survey import Survey

WHERE = "部门文件是 content/省/部门/年度/department.yaml，项目放在同一年度的 projects/ 里，各单位的预算放在 budget/ 里；地区文件是 content/regions/行政区划代码/年度.yaml。"
# What systems, editors and office programs leave beside files, and what git and people keep in a folder for others:
# nobody takes these for content.
_SILENT: Final = re.compile(
    r"\.git(?:keep|ignore)|readme(?:\.md|\.txt)?"
    r"|\.ds_store|\._.*|thumbs\.db|desktop\.ini|\.directory"
    r"|.*~|\.#.*|#.*#|\..*\.sw[a-z]|4913"
    r"|~\$.*|~.*\.tmp|\.~lock\..*#",
    re.IGNORECASE,
)
# Notepad makes x.yaml.txt of x.yaml, and copies are called x.yaml.bak.
_LIKE_YAML: Final = re.compile(r"\.ya?ml(?![a-z0-9])", re.IGNORECASE)


def untouched(there: Survey, read: Collection[str], chosen: Collection[str]) -> list[Finding]:
    """Return what is to be told of files and folders that were not read; of all, or of the chosen."""
    found = [finding(fault, path) for path, fault in there.faults.items() if within(path, chosen)]
    charts = {*there.charts, *read}  # They are only read for budgets.
    others = (path for path in there.paths if within(path, chosen) and not path.endswith(f"/{ACCOUNTS_FILE}"))
    found += (told for path in others if path not in charts and (told := _unread(path, there)))
    places = {told.position.path for told in found if told.position}
    empty = (place for place in chosen or [CONTENT] if not any(within(path, [place]) for path in (*read, *places)))
    return [*found, *map(_nothing, empty)]


def lost(there: Survey, year: str, kind: str = PROJECTS) -> list[str]:
    """Return what would be projects of a year (or budgets of its units), could it be read.

    That are folders, and files under a wrong name.
    """
    folder = f"{year}/{kind}"
    files = (f"{folder}/{name}" for name in there.names(folder) if name.startswith(".") or not name.endswith(SUFFIX))
    wrong = [path for path in files if (told := _unread(path, there)) and told.is_error]
    return [path for path in there.faults if within(path, [folder])] + wrong


def gone(
    documents: Iterable[str],
    there: Survey,
    read: Collection[str],
    sources: Iterable[str],
    made: Mapping[str, Collection[str]],
) -> list[str]:
    """Return the keys of documents behind which nothing stands any more.

    `read` are the files that could be read, `sources` those that documents may be made of, `made` the keys of the
    documents of each file whose pack is known. What could not be read is not gone: its documents stay until it is
    mended.
    """
    standing = {*sources, *(path for path in there.paths if path.endswith(SUFFIX) and path not in read)}
    return [
        key
        for key in documents
        if (
            key not in made[path]
            if (path := file_of(key)) in made
            else path not in standing and not _hides(there, path)
        )
    ]


def keys(content: Content) -> dict[str, list[str]]:
    """Return the keys of the documents that are made of each file whose pack is known."""
    return {
        subject.path: list(keys_of(subject.path, subject.documents))
        for subject in content.subjects
        if subject.pack is not None
    }


def _hides(there: Survey, source: str) -> bool:
    """Whether a file may still be there, in a folder that can't be read, or under a name that is not read."""
    folder, _, name = source.rpartition("/")
    stem = name.removesuffix(SUFFIX) + "."
    likely = (f"{folder}/{other}" for other in there.names(folder) if other.lower().startswith(stem) and other != name)
    is_renamed = any((told := _unread(path, there)) and told.is_error for path in likely)
    return is_renamed or any(within(source, [path]) for path in there.faults)


def _unread(path: str, there: Survey) -> Finding | None:
    """Return what is to be told of a file that is not read: nothing where everybody knows that it is no content."""
    folder, _, name = path.rpartition("/")
    if _SILENT.fullmatch(name):
        return None
    what, place = f"没有读「{name}」这个文件", Position(path, 1)
    like = _LIKE_YAML.search(name)
    wanted = name[: like.start()] + SUFFIX if like else ""
    if name == wanted:
        cause, hint = _misplaced(folder, name, there)
        return error("WJ-010", what, place, cause=cause, hint=hint)
    if like and not there.has(f"{folder}/{wanted}"):
        cause = f"扩展名是 {name[like.start() :]}。"
        hint = f"把名字改成 {wanted}；在 Windows 上先勾选「查看」里的「文件扩展名」，才看得到全名。"
        return error("WJ-010", what, place, cause=cause, hint=hint)
    cause = f"它旁边已经有 {wanted}。" if like else f"程序只读扩展名是 {SUFFIX} 的文件。"
    hint = "里面有要印的内容，就写进 YAML 文件；不要的删去，要留的移出 content/。"
    return Finding("WJ-015", Severity.WARNING, what, place, cause, hint)


def _misplaced(folder: str, name: str, there: Survey) -> tuple[str, str]:
    """Return why a file that is called like one of the content is not read, and what to do."""
    year, _, last = folder.rpartition("/")
    if name.startswith("."):
        return "名字以点开头，很多系统不显示它。", f"是内容就把名字改成 {name.lstrip('.')}；不是的，移出 content/。"
    if last in {PROJECTS, BUDGETS} and not there.has(f"{year}/{DEPARTMENT_FILE}"):
        return f"同一年度里没有 {DEPARTMENT_FILE}。", f"在 {last}/ 旁边补上 {DEPARTMENT_FILE}。"
    return "它不在程序会去读的位置。", WHERE


def _nothing(place: str) -> Finding:
    """Tell that a folder or file holds nothing that is checked."""
    return Finding(
        "WJ-016",
        Severity.WARNING,
        f"「{place}」里没有可以检查的内容",
        Position(place, 1),
        "没有找到 department.yaml 和 projects/ 里的 YAML 文件。",
        "检查写的路径；科目表随部门预算一起检查。新建部门用 shenbao new department。",
    )
