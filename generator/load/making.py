"""Which documents a department makes, with which packs, and which projects are kept out of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.load.nodes import Scalar
from generator.load.packs import pack_for
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.entry import keys
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

# The key by which a file names a pack of its own.
PACK = "模板包"
# What is about the money of a department: its budget, and those of its units.
OF_MONEY: tuple[Object, ...] = ("部门", "单位")


@dataclass(slots=True)
class Making:
    """What department.yaml says of the documents of its year.

    `usual` is the pack of all that is made with no other; `documents` are the packs by 文书, none where all are made
    that the usual one has; `kept_out` the projects that a 文书 does not show. `own` is what budget.yaml asks for.
    """

    files: Files
    has_budget: bool
    usual: Term | Invalid | None = None
    documents: Mapping[str, Term] = field(default_factory=dict)
    kept_out: Mapping[str, Collection[str]] = field(default_factory=dict)
    own: Term | Invalid | None = None

    @classmethod
    def of(cls, files: Files, department: Entry | None, *, has_budget: bool) -> Making:
        """Return what a department's file says; what could not be read there says nothing, and is told."""
        if not isinstance(department, Department):
            return cls(files, has_budget)
        made, kept = department.documents, department.kept_out
        documents = {} if isinstance(made, Invalid) else {k: one for k, one in made.items() if isinstance(one, Term)}
        kept_out = {} if isinstance(kept, Invalid) else {k: one for k, one in kept.items() if isinstance(one, dict)}
        return cls(files, has_budget, department.pack, documents, kept_out)

    def with_budget(self, budget: Entry | None) -> Making:
        """Return the same with what budget.yaml says."""
        return replace(self, own=budget.pack) if isinstance(budget, Budget) else self

    def pack(self, *about: Object) -> Term | Invalid | None:
        """Return the pack of the documents about some objects; None where the department makes none."""
        if self.own is not None and OF_MONEY[0] in about:
            return self.own
        if not self.documents:
            return self.usual
        return next((term for kind, term in self.documents.items() if self._makes(term, kind, about)), None)

    def _makes(self, wanted: Term, kind: str, about: Iterable[Object]) -> bool:
        pack = self._known(wanted)
        return pack is not None and any(kind in pack.documents_of(one) for one in about)

    def _known(self, wanted: Term | Invalid | None) -> Pack | None:
        """Return a pack that is there."""
        named = wanted.text if isinstance(wanted, Term) else ""
        return self.files.pack(named) if named in self.files.pack_names() else None

    def declares(self, file: ProjectFile) -> bool:
        """Whether documents about a project are made: always, but where a budget prints it and no pack has any."""
        project = file.project
        pack = self._known(project.pack if project.pack is not None else self.pack(OF_PROJECTS))
        made = pack.documents_of(OF_PROJECTS) if pack is not None else {}
        if not made:  # Without a budget nothing prints it: `pack_for` tells.
            return project.pack is not None or not self.has_budget
        return any(self._shows(kind, project.called(file.id)) for kind in made)

    def budgets(self, file: ProjectFile) -> bool:
        """Whether the money of a project is in the budget; all documents about money share one ledger."""
        return self._in_budget(file.project.called(file.id))

    def aside(self, entries: Mapping[str, Entry]) -> list[str]:
        """Return the files, of some by path, of projects whose money is not in the budget."""
        projects = ((path, one) for path, one in entries.items() if isinstance(one, Project))
        return [path for path, one in projects if not self._in_budget(one.called(PurePosixPath(path).stem))]

    def _in_budget(self, called: set[str]) -> bool:
        pack = self._known(self.pack(*OF_MONEY)) if self.kept_out else None
        made = [kind for about in OF_MONEY for kind in pack.documents_of(about)] if pack is not None else []
        return all(called.isdisjoint(self.kept_out.get(kind, ())) for kind in made)

    def _shows(self, kind: str, called: set[str]) -> bool:
        return (not self.documents or kind in self.documents) and called.isdisjoint(self.kept_out.get(kind, ()))

    def fields(self, model: type[Entry], node: nodes.Mapping) -> Iterator[tuple[str, bool]]:
        """Yield the packs that declare further fields of a file, "" for one that nobody knows.

        With each, whether a document of it shows the file: otherwise it may have the fields, and needs none.
        """
        written = node.values.get(PACK) if PACK in keys(model).values() else None
        mine: Term | Invalid | None = self.pack(OF_PROJECTS if model is Project else OF_MONEY[0])
        if written is not None:
            yield written.text if isinstance(written, Scalar) else "", True
        elif mine is not None or not self.documents:
            yield mine.text if isinstance(mine, Term) else "", True
        if model is Project and self.has_budget:
            ours, written_names = (
                self.pack(*OF_MONEY),
                (node.values.get(keys(Project)[key]) for key in ("name", "code")),
            )
            called = {one.text for one in written_names if isinstance(one, Scalar)}
            called.add(PurePosixPath(node.position.path).stem)
            yield ours.text if isinstance(ours, Term) else "", self._in_budget(called)

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
        """Yield the fields of projects that the packs of two documents mean otherwise."""
        mine, ours = self.pack(OF_PROJECTS), self.pack(*OF_MONEY)
        packs = [self._known(wanted) for wanted in (mine, ours)] if self.has_budget else []
        one, other = (pack.own_fields(OF_PROJECTS) if pack is not None else {} for pack in packs) if packs else ({}, {})
        for name in one.keys() & other.keys():
            if isinstance(mine, Term) and not is_same(name, one[name], other[name]):
                hint = "在其中一个模板包里换个名字，或写得一样。"
                yield error("MB-055", f"模板包「{mine}」和「{ours}」的字段「{name}」不一样", mine.position, hint=hint)

    def _kept_out(self, projects: Sequence[ProjectFile]) -> Iterator[Finding]:
        if not self.kept_out:
            return
        names = {name for file in projects for name in file.project.called(file.id)}
        is_known = not any(isinstance(file.project.name, Invalid) for file in projects)
        every = [term for term in (self.usual, self.own, *self.documents.values()) if isinstance(term, Term)]
        kinds = {kind for term in every if (pack := self._known(term)) is not None for kind in pack.documents}
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
