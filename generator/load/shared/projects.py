"""`项目.<编码、文件名或名称>`: what a project costs; `项目.<…>.<名字>`: what its own file calls so."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from generator.load.evaluate import show
from generator.load.names import words
from generator.load.shared.family import Family, refuse
from generator.model.nearest import suggestion
from generator.model.project import Project
from generator.model.values import Invalid, InvalidValueError, ItemList, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.context import Context
    from generator.load.formula import Name
    from generator.load.names import Named


class Projects(Family):
    """A project can be named in three ways; what it is called may refer to something, and is no name then."""

    prefix: ClassVar[str] = "项目."

    @cached_property
    def _paths(self) -> dict[str, list[str]]:
        """The files that a key means: of two that tell of one project, the one with its money in the budget first."""
        found: dict[str, list[str]] = {}
        entries = self.resolution.entries
        for path in sorted(entries, key=self._is_unbudgeted):
            entry = entries[path]
            if isinstance(entry, Project):
                name = words(entry.name) if isinstance(entry.name, Line) else ""
                for key in {words(getattr(entry, "code", None)), PurePosixPath(path).stem, name} - {""}:
                    found.setdefault(key, []).append(path)
        return found

    def _is_unbudgeted(self, path: str) -> bool:
        entry = self.resolution.entries[path]
        return path in self.resolution.aside or (isinstance(entry, Project) and entry.amount is None)

    def known(self, written: str) -> Iterator[str]:
        """Return the names that stand in a formula."""
        for rest in written.split(self.prefix)[1:]:
            for key in (key for key in self._paths if rest.startswith(key)):
                yield f"{self.prefix}{key}"
                own = (name for path in self._paths[key] for name in self._own(path))
                yield from (f"{self.prefix}{key}.{name}" for name in own if rest.startswith(f"{key}.{name}"))

    def _unread(self) -> Invalid | None:
        """Return a name or code of a project that could not be read: it may be what was meant."""
        entries = (one for one in self.resolution.entries.values() if isinstance(one, Project))
        given = (value for entry in entries for value in (entry.name, getattr(entry, "code", None)))
        return next((value for value in given if isinstance(value, Invalid)), None)

    def _own(self, path: str) -> list[str]:
        """Return what the file of a project gives names to."""
        return list(self.resolution.names(path).makers)

    def names(self) -> Iterator[str]:
        """Return names that can be written: a project by its name, or by that of its file."""
        for path, entry in self.resolution.entries.items():
            if isinstance(entry, Project):
                name = words(entry.name) if isinstance(entry.name, Line) else ""
                yield f"{self.prefix}{name or PurePosixPath(path).stem}"

    def parts(self, name: str) -> tuple[str, str]:
        """Return what names the project in a name, and the name that its own file gives; "" where there is none."""
        said = name.removeprefix(self.prefix)
        key = max((key for key in self._paths if f"{said}.".startswith(f"{key}.")), key=len, default="")
        return key, said[len(key) + 1 :] if key else ""

    def files(self, key: str) -> list[str]:
        """Return the files of the projects that are called so."""
        return self._paths.get(key, [])

    def get(self, name: Name, context: Context) -> Named:
        """Return the amount of a project, or a figure of its file."""
        key, own = self.parts(name.name)
        if not key:
            if (unread := self._unread()) is not None:
                return unread
            return self.missing(name, f"没有叫「{name.name}」的项目", suggestion(name.name, self.names()))
        paths = [path for path in self._paths[key] if not own or own in self._own(path)]
        if not paths:
            known = [f"{self.prefix}{key}.{one}" for path in self._paths[key] for one in self._own(path)]
            hint = suggestion(name.name, known) or "先在那个项目的「数据」里写下它。"
            return self.missing(name, f"项目「{key}」里没有叫「{own}」的数据", hint)
        like = [path for path in paths if self._is_unbudgeted(path) == self._is_unbudgeted(paths[0])]
        if len(like) > 1:
            files = "、".join(f"{self.prefix}{PurePosixPath(path).stem}" for path in like)
            refuse(name, f"有 {len(like)} 个项目叫「{key}」", f"写项目编码或文件名，如 {files}。")
        self.resolution.uses(context.path, paths[:1])
        return self._figure(name, paths[0], own) if own else self._amount(name, paths[0], context)

    def _figure(self, name: Name, path: str, own: str) -> Named:
        figure = self.resolution.names(path).own(own)
        if isinstance(figure, ItemList):
            refuse(name, "别的项目的明细不能整个引用", f"引用其中一条，如「{name.name}.合计」。")
        return figure

    def _amount(self, name: Name, path: str, context: Context) -> Named:
        try:
            figure = self.resolution.sums.of_project(path)
        except InvalidValueError:
            return Invalid(self.resolution.entries[path].position)
        if figure is None:
            refuse(name, f"「{name.name}」没有写金额", "先在那个项目里写上金额。")
        return replace(figure, text=show(figure.value, figure.unit, context.money_unit))
