"""Makes one file of the two that told of one project while there were two kinds: where nothing in them differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.bring.nodes import bare, child, comments, said
from generator.bring.projects import BUDGETED, DECLARED
from generator.model.entry import keys
from generator.model.project import LOOSE, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bring.documents import Year
    from generator.edit.tree import Node

# What a project was that stood in a file of each kind.
MERGED: Final = "项目"
_NAME: Final = keys(Project)["name"]
_ORDER: Final = list(keys(Project).values())


def merge(year: Year) -> tuple[dict[str, str], dict[str, tuple[str, list[str]]]]:
    """Put what only its 项目申报书 says of a project into the file that the budget has of it.

    Return the files that nothing is left of, each with the other one, and those that stay, with where they differ, too.
    """
    gone: dict[str, str] = {}
    apart: dict[str, tuple[str, list[str]]] = {}
    for declared, budgeted in _pairs(year):
        theirs, ours = year.projects[declared], year.projects[budgeted]
        differing = list(_differing(ours, theirs))
        if differing:
            apart[declared] = budgeted, differing
            continue
        _join(ours, theirs)
        ours.children.sort(key=_rank)
        gone[declared] = budgeted
        year.was[budgeted] = MERGED
        del year.was[declared], year.projects[declared]
    return gone, apart


def _pairs(year: Year) -> Iterator[tuple[str, str]]:
    """Yield the two files of each project that has one of each kind, and no further one."""
    found: dict[str, list[str]] = {}
    for path in year.was:
        if name := LOOSE.sub("", said(year.projects[path], _NAME)):
            found.setdefault(name, []).append(path)
    for paths in found.values():
        kinds = {year.was[path]: path for path in paths}
        if len(paths) == len(kinds) == len((DECLARED, BUDGETED)):
            yield kinds[DECLARED], kinds[BUDGETED]


def _differing(one: Node, other: Node, way: str = "") -> Iterator[str]:
    """Yield the places of what both say in two ways."""
    for mine in one.children:
        theirs = child(other, bare(mine.key))
        here = f"{way}{bare(mine.key)}"
        if theirs is None or _said(mine) == _said(theirs):
            continue
        if all(node.children and not any(below.is_item for below in node.children) for node in (mine, theirs)):
            yield from _differing(mine, theirs, f"{here}.")
        else:
            yield here


def _said(node: Node) -> tuple[object, ...]:
    """Return what a key says, without comments."""
    return bare(node.value), tuple(node.block), tuple((one.key and bare(one.key), _said(one)) for one in node.children)


def _join(one: Node, other: Node) -> None:
    """Add what only the other says; of what both say, its comments too."""
    for theirs in other.children:
        mine = child(one, bare(theirs.key))
        if mine is None:
            one.children.append(theirs)
            continue
        if theirs.children and not theirs.children[0].is_item:
            mine.above += theirs.above
            _join(mine, theirs)
        else:
            known = {comment.text for comment in comments(mine)}
            mine.above += [replace(note, column=mine.column) for note in comments(theirs) if note.text not in known]
    one.below += other.below


def _rank(node: Node) -> int:
    key = bare(node.key)
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)
