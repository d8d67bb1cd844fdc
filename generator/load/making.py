"""Which documents a department makes, with which packs, and which projects are kept out of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load.nodes import Scalar
from generator.load.packs import pack_for
from generator.model.budget import PART
from generator.model.department import Department
from generator.model.entry import KIND, keys
from generator.model.finding import error
from generator.model.ledger.choices import OF_PROJECTS
from generator.model.nearest import suggestion
from generator.model.own import is_same
from generator.model.project import Project
from generator.model.values import Invalid, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.load import nodes
    from generator.load.files import Files
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.pack import Object, Pack
    from generator.model.position import Position
    from generator.model.statement import ProjectFile

# What is about the money of a department: its budget, and those of its units.
OF_MONEY: tuple[Object, ...] = ("部门", "单位")
# What is read with the fields of the packs of both.
TOGETHER = (OF_PROJECTS, "明细", "部门", "单位")


@dataclass(slots=True)
class Making:
    """What department.yaml says of the documents of its year.

    `documents` are the packs by 文书, `place` where they stand; `kept_out` the projects that a 文书 does not show.
    """

    files: Files
    has_budget: bool
    place: Position | None = None
    documents: Mapping[str, Term] = field(default_factory=dict)
    kept_out: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Files, department: Entry | None, *, has_budget: bool) -> Making:
        """Return what a department's file says; what could not be read there says nothing, and is told."""
        if not isinstance(department, Department):
            return cls(files, has_budget)
        made, kept = department.documents, department.kept_out
        documents = {} if isinstance(made, Invalid) else {k: one for k, one in made.items() if isinstance(one, Term)}
        kept_out = {} if isinstance(kept, Invalid) else {k: one for k, one in kept.items() if isinstance(one, dict)}
        place = next((one.position for one in documents.values()), department.position)
        return cls(files, has_budget, place, documents, kept_out)

    def pack(self, *about: Object) -> str:
        """Return the pack of the documents about the first of some objects that any are about; "" for none."""
        made = ((one, kind, term.text) for one in about for kind, term in self.documents.items())
        return next((name for one, kind, name in made if kind in self._made(name, one)), "")

    def chosen(self, *about: Object) -> tuple[str, Pack | None]:
        """Return the pack of the documents about some objects; none after saying that nothing prints them."""
        name = self.pack(*about)
        if not name and self.is_known:
            message = f"「文书」里没有关于{'、'.join(about)}的文书，写好的不会印在任何地方"
            every = {kind: name for name in self.files.pack_names() for one in about for kind in self._made(name, one)}
            hint = f"在「文书」下面加上一行，如「{'」「'.join(f'{kind}: {name}' for kind, name in every.items())}」。"
            self.files.findings.append(error("MB-003", message, self.place, hint=hint if every else ""))
        return name, self._known(name)

    @property
    def is_known(self) -> bool:
        """Whether all packs are known that make documents; the fields of one that is not may be anything."""
        return bool(self.documents) and all(self._known(term.text) is not None for term in self.documents.values())

    def _made(self, pack: str, about: Object) -> Collection[str]:
        known = self._known(pack)
        return known.documents_of(about) if known is not None else ()

    def _known(self, name: str) -> Pack | None:
        """Return a pack that is there."""
        return self.files.pack(name) if name in self.files.pack_names() else None

    def declares(self, file: ProjectFile) -> bool:
        """Whether documents about a project are made: always, but where a budget prints it and no pack has any."""
        made = self._made(self.pack(OF_PROJECTS), OF_PROJECTS)
        if not made:  # Without a budget nothing prints it: `chosen` tells.
            return not self.has_budget
        return any(self._shows(kind, file.project.called(file.id)) for kind in made)

    def budgets(self, file: ProjectFile) -> bool:
        """Whether the money of a project is in the budget; all documents about money share one ledger."""
        return self._in_budget(file.project.called(file.id))

    def aside(self, entries: Mapping[str, Entry]) -> list[str]:
        """Return the files, of some by path, of projects whose money is not in the budget."""
        projects = ((path, one) for path, one in entries.items() if isinstance(one, Project))
        return [path for path, one in projects if not self._in_budget(one.called(PurePosixPath(path).stem))]

    def _in_budget(self, called: set[str]) -> bool:
        kinds = [kind for about in OF_MONEY for kind in self._made(self.pack(*OF_MONEY), about)]
        return all(called.isdisjoint(self.kept_out.get(kind, ())) for kind in kinds)

    def _shows(self, kind: str, called: set[str]) -> bool:
        return kind in self.documents and called.isdisjoint(self.kept_out.get(kind, ()))

    def fields(self, model: type[Entry], node: nodes.Mapping) -> Iterator[tuple[str, bool]]:
        """Yield the packs that declare further fields of a file, "" for one that nobody knows.

        With each, whether a document of it shows the file: otherwise it may have the fields, and needs none.
        """
        if not self.is_known:
            yield "", True
        elif model is Project:
            yield from ((name, True) for name in [self.pack(OF_PROJECTS)] if name)
        else:
            written = node.values.get(KIND)
            is_part = isinstance(written, Scalar) and written.text == PART
            yield from ((name, True) for name in [self.pack(*OF_MONEY[:: -1 if is_part else 1])] if name)
        if model is Project and self.has_budget:
            names = (node.values.get(keys(Project)[key]) for key in ("name", "code"))
            called = {one.text for one in names if isinstance(one, Scalar)}
            called.add(PurePosixPath(node.position.path).stem)
            yield self.pack(*OF_MONEY), self._in_budget(called)

    def troubles(self, projects: Sequence[ProjectFile]) -> Iterator[Finding]:
        """Yield what is wrong with 文书 and 不列; packs that can't be had are told at once."""
        packs: dict[Object, Term] = {}
        for kind, wanted in self.documents.items():
            pack = pack_for(self.files, wanted)
            if pack is None:
                continue
            if kind not in pack.documents:
                message = f"模板包「{wanted}」里没有叫「{kind}」的文书"
                yield error("MB-005", message, _place(kind, wanted.position), hint=_known(pack.documents))
                continue
            first = packs.setdefault(pack.documents[kind].object, wanted)
            if first.text != wanted.text:
                hint = "写同一个模板包；要两个模板包里的，另做一个「基于」其中一个的模板包。"
                message = f"关于{pack.documents[kind].object}的文书，上面用「{first}」，这里用「{wanted}」"
                yield error("MB-055", message, wanted.position, hint=hint)
        yield from self._clashes()
        yield from self._kept_out(projects)

    def _clashes(self) -> Iterator[Finding]:
        """Yield the fields of what two documents print that their packs mean otherwise."""
        mine, ours = self.pack(OF_PROJECTS), self.pack(*OF_MONEY) if self.has_budget else ""
        packs = [self._known(name) for name in (mine, ours)]
        for kind in TOGETHER:
            one, other = (pack.own_fields(kind) if pack is not None else {} for pack in packs)
            for name in one.keys() & other.keys():
                if not is_same(name, one[name], other[name]):
                    hint = "在其中一个模板包里换个名字，或写得一样。"
                    yield error("MB-055", f"模板包「{mine}」和「{ours}」的字段「{name}」不一样", self.place, hint=hint)

    def _kept_out(self, projects: Sequence[ProjectFile]) -> Iterator[Finding]:
        if not self.kept_out:
            return
        names = {name for file in projects for name in file.project.called(file.id)}
        is_known = not any(isinstance(file.project.name, Invalid) for file in projects)
        packs = (self._known(term.text) for term in self.documents.values())
        kinds = {kind for pack in packs if pack is not None for kind in pack.documents}
        for kind, kept in self.kept_out.items():
            if kinds and kind not in kinds:
                message = f"「不列」里的「{kind}」不是这个部门的文书"
                yield error("MB-005", message, _place(kind, None), hint=_known(kinds))
            for name in kept:
                if is_known and name not in names:
                    message = f"「不列」里的「{name}」不是这个部门的项目"
                    yield error("ZD-016", message, _place(name, None), hint=suggestion(name, names))


def _known(kinds: Iterable[str]) -> str:
    return f"可以写的有：{'、'.join(kinds)}。"


def _place(word: str, other: Position | None) -> Position | None:
    return getattr(word, "position", other)
