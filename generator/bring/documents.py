"""Says in a department's file alone which documents are made, with which packs, and what is kept out of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, drop, keyed, said
from generator.bring.packs import documents
from generator.bring.projects import BUDGETED, DECLARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.edit.tree import Node

# The key by which every file named its pack, and the one that does now.
PACK, DOCUMENTS, KEPT_OUT = "模板包", "文书", "不列"
# Why a project stands in one document only, until people look at it.
REASON: Final = "升级前没有写在这种文书里"
# What is made with a pack that is not there.
_LIKELY: Final = {"部门": "部门预算", "项目": "项目申报书"}


@dataclass(slots=True)
class Year:
    """The files of a department's year, by path: its own and its budget, those of its units, and its projects.

    `was` is the 文种 that projects had before they were rewritten, by path, while there were two kinds of them.
    """

    department: Node
    budget: Node | None = None
    parts: dict[str, Node] = field(default_factory=dict)
    projects: dict[str, Node] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)


def name(year: Year, files: Mapping[str, bytes]) -> list[str]:
    """Write 文书 and 不列 of a year; return the paths of files whose own pack can't be said there."""
    usual, known = said(year.department, PACK), child(year.department, DOCUMENTS)
    written = known.children if known is not None else ()
    made = {bare(one.key): bare(one.value) for one in written} or _all(usual, year, files)
    kept = child(year.department, KEPT_OUT)
    out: dict[str, list[str]] = {}
    left = _own(year, made, out, files)
    if year.was:
        _keep_apart(year, made, out, files)
    place = known or child(year.department, PACK)
    if place is None:
        return left
    if known is not None and usual:
        drop(year.department, PACK)
    lines = {bare(one.key): one for one in written}
    place.key, place.value = DOCUMENTS, ""
    place.children = [lines.get(kind) or keyed(kind, pack) for kind, pack in made.items()]
    for one in place.children:
        one.value = made[bare(one.key)] if bare(one.value) != made[bare(one.key)] else one.value
    if any(out.values()) and kept is None:
        kinds = [keyed(kind, children=[keyed(word, REASON) for word in words]) for kind, words in out.items() if words]
        year.department.children.insert(year.department.children.index(place) + 1, keyed(KEPT_OUT, children=kinds))
    return left


def _all(pack: str, year: Year, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return all documents of a pack about a department and what it has; of one that isn't there the likely one."""
    if not pack:
        return {}
    found = [kind for kind, about in documents(pack, files).items() if about != "地区"]
    return dict.fromkeys(found or [_LIKELY["部门" if year.budget is not None else "项目"]], pack)


def _own(year: Year, made: dict[str, str], out: dict[str, list[str]], files: Mapping[str, bytes]) -> list[str]:
    """Take over the packs that files name themselves; return the paths of those that others contradict."""
    left: list[str] = []
    budget = {"": year.budget} if year.budget is not None else {}
    for about, owners in ((("部门", "单位"), budget), (("单位",), year.parts), (("项目",), year.projects)):
        own = {path: pack for path, node in owners.items() if (pack := said(node, PACK))}
        before = [kind for kind, pack in made.items() if documents(pack, files).get(kind) in about]
        others = [path for path in owners if path not in own]
        if len({*own.values()}) > 1 or (
            own and others and before and {made[kind] for kind in before} != {*own.values()}
        ):
            left += own
            continue
        for pack in {*own.values()}:
            for kind in before:
                del made[kind]
            new = [kind for kind, of in documents(pack, files).items() if of in about] or [_LIKELY[about[0]]]
            made |= dict.fromkeys(new, pack)
            if "项目" in about and not before:  # The others had no document of their own.
                out |= {kind: list(_words({path: year.projects[path] for path in others}, year)) for kind in new}
        for path in own:
            drop(owners[path], PACK)
    return left


def _keep_apart(year: Year, made: dict[str, str], out: dict[str, list[str]], files: Mapping[str, bytes]) -> None:
    """Keep each project in the documents that it stood in, where there were two kinds of projects."""
    about = {kind: documents(pack, files).get(kind, "") for kind, pack in made.items()}
    of_projects = [kind for kind in made if about[kind] == "项目"]
    of_money = [kind for kind in made if about[kind] in {"部门", "单位"}] if year.budget is not None else []
    declared, budgeted = (
        {path: year.projects[path] for path, one in year.was.items() if one == kind} for kind in (DECLARED, BUDGETED)
    )
    if of_projects and of_money and set(year.was.values()) == {BUDGETED}:
        for kind in of_projects:
            del made[kind]
            out.pop(kind, None)
        return
    out |= {kind: list(_words(budgeted, year)) for kind in of_projects}
    out |= {kind: list(_words(declared, year)) for kind in of_money[:1]}


def _words(projects: Mapping[str, Node], year: Year) -> Iterator[str]:
    """Yield what tells each project apart: its name, or else its file's."""
    names = Counter(map(_name, year.projects.values()))
    for path, node in projects.items():
        given = _name(node)
        is_plain = given and names[given] == 1 and "${" not in given
        yield given if is_plain else path.rpartition("/")[2].removesuffix(".yaml")


def _name(node: Node) -> str:
    found = child(node, "项目名称")
    return found.value if found is not None else ""
