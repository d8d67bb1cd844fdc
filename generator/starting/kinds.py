"""What each kind of beginning is made of: where its files stand, and which keys its pack requires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator import pipeline
from generator.bring.blank import Blank
from generator.editing import own_keys
from generator.load.files import Files
from generator.load.outline import outline
from generator.load.source import MAX_BYTES
from generator.load.survey import BUDGET_FILE, BUDGETS, CONTENT, DEPARTMENT_FILE, PROJECTS, SUFFIX, survey
from generator.model.budget import PART, WHOLE, Budget
from generator.model.department import Department, Unit
from generator.model.entry import FORM, FORM_KEY, KIND, keys
from generator.model.own import with_own
from generator.model.pack import BASIS, EACH_PROJECT, Pack
from generator.model.project import Project
from generator.model.values import Invalid, Term
from generator.starting.draft import Addition, Draft
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from generator.load.survey import Survey
    from generator.model.entry import Entry
    from generator.model.pack import Object

    Answers: TypeAlias = Mapping[str, str]
    # A beginning, as far as people have answered.
    Beginning: TypeAlias = Callable[[Answers], Draft]

# git keeps no empty folders.
_KEEP: Final = ".gitkeep"
_NUMBER: Final = re.compile(r"(\d+)-[^/]*")
_PROJECT: Final[Object] = "项目"
_BUDGETED: Final[tuple[Object, ...]] = ("部门", "单位")
_UNITS: Final = keys(Department)["units"]
_UNIT: Final = keys(Budget)["unit"]
# What a budget says only where something is unusual, or nobody has to.
_RARE: Final = frozenset([_UNIT])


class Kinds:
    """The beginnings that a repository knows: each is a function from answers to a draft.

    A year is the folder content/province/department/year.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packs: Mapping[str, Pack] = pipeline.packs(root)
        self.there: Survey = survey(root)
        self._own = own_keys(self.packs.values())

    def project(self, year: str, name: str) -> Beginning:
        """Begin a project of a department; its file is called by a number and a name."""
        files = [path.rpartition("/")[2] for path in self.there.projects(year)]
        numbers = [int(found[1]) for file in files if (found := _NUMBER.fullmatch(file))]
        path = f"{year}/{PROJECTS}/{max(numbers, default=0) + 1:02}-{name}{SUFFIX}"
        department = self._department(year)
        packs = self._packs_of(department)
        # Where there are several units, somebody has to say which it is.
        more = [_UNIT] if department is not None and len(department.units) > 1 else []
        if self.there.has(f"{year}/{BUDGET_FILE}"):
            more.append(keys(Project)["amount"])

        def begin(answers: Answers) -> Draft:
            blank = self._blank(Project, packs, answers, _PROJECT, *_BUDGETED)
            blank.wanted = [*blank.wanted, *more]
            return Draft(self._own, {path: blank})

        return begin

    def unit(self, year: str) -> Beginning:
        """Begin a unit of a department: one more of its units and, where there are budgets, one of its own."""
        path, packs = f"{year}/{DEPARTMENT_FILE}", self._packs_of(self._department(year))
        found, names = look.read(self.root / path, self.root / CONTENT, MAX_BYTES), keys(Unit)
        data = found if isinstance(found, bytes) else b""  # to which nothing can be added
        wanted = [way.removeprefix(f"{_UNITS}.") for way in self._wanted(packs, Department, _PROJECT, *_BUDGETED)]
        model = with_own(Unit, *(pack.own for pack in packs))
        usual = f"unit-{len(self.there.budgets(year)) + 1:02}"

        def begin(answers: Answers) -> Draft:
            draft = Draft(self._own, added=Addition(path, data, _UNITS, Blank(model, outline, wanted, answers)))
            if self.there.has(f"{year}/{BUDGET_FILE}"):
                given = {KIND: PART, keys(Budget)["unit"]: answers.get(names["name"], "")}
                name = answers.get(names["budget_code"]) or usual
                blank = self._blank(Budget, packs, {**given, **answers}, "单位", without=_RARE)
                draft.blanks[f"{year}/{BUDGETS}/{name}{SUFFIX}"] = blank
            return draft

        return begin

    def department(self, year: str, pack: str) -> Beginning:
        """Begin a department with its folder of projects, and a budget if its pack makes documents of budgets."""
        before = f"{year.rpartition('/')[0]}/{int(year.rpartition('/')[2]) - 1}/{BUDGET_FILE}"
        without = _RARE | ({keys(Budget)["last_year"]} if self.there.has(before) else set())
        names, chosen = keys(Department), self.packs[pack]
        made = [kind for one in (_PROJECT, *_BUDGETED) for kind in chosen.documents_of(one)]
        given = {names["year"]: year.rpartition("/")[2], **{f"{names['documents']}.{kind}": pack for kind in made}}

        def begin(answers: Answers) -> Draft:
            unit_name = f"{_UNITS}.{keys(Unit)['name']}"
            own = {**given, unit_name: answers.get(names["name"], ""), **answers}
            draft = Draft(self._own, others={f"{year}/{PROJECTS}/{_KEEP}": b""})
            blank = self._blank(Department, [chosen], own, _PROJECT, *_BUDGETED)
            draft.blanks[f"{year}/{DEPARTMENT_FILE}"] = blank
            if any(chosen.documents_of(one) for one in _BUDGETED):
                blank = self._blank(Budget, [chosen], {KIND: WHOLE, **answers}, *_BUDGETED, without=without)
                draft.blanks[f"{year}/{BUDGET_FILE}"] = blank
            return draft

        return begin

    def pack(self, name: str, basis: str) -> Beginning:
        """Begin a template pack that builds on another, and says nothing else yet."""
        given = {FORM_KEY: FORM, BASIS: basis}
        without = set(keys(Pack).values()) - {KIND, keys(Pack)["name"]}

        def begin(answers: Answers) -> Draft:
            blank = Blank(Pack, outline, (), {**given, **answers}, without)
            return Draft(self._own, {f"templates/{name}/pack.yaml": blank})

        return begin

    def _department(self, year: str) -> Department | None:
        """Return a department; None where it can't be read."""
        entry = Files(self.root).read(self.root / year / DEPARTMENT_FILE, Department)
        return entry if isinstance(entry, Department) and not isinstance(entry.units, Invalid) else None

    def _packs_of(self, department: Department | None) -> list[Pack]:
        """Return the packs of a department's documents; none where they can't be read."""
        made = department.documents if department is not None else None
        named = [one.text for one in made.values() if isinstance(one, Term)] if isinstance(made, dict) else []
        return [self.packs[name] for name in dict.fromkeys(named) if name in self.packs]

    def _blank(
        self,
        model: type[Entry],
        packs: Sequence[Pack],
        answers: Answers,
        *about: Object,
        without: Collection[str] = (),
    ) -> Blank:
        """Return a new file of a model with the fields that packs declare, for documents about some objects."""
        own = with_own(model, *(pack.own for pack in packs))
        return Blank(own, outline, self._wanted(packs, own, *about), answers, without)

    @staticmethod
    def _wanted(packs: Iterable[Pack], model: type[Entry], *about: Object) -> list[str]:
        """Return the paths that packs require of what a file of a model can say."""
        specs = [spec for one in about for pack in packs for spec in pack.documents_of(one).values()]
        known = set(keys(model).values())
        paths = [path.text for spec in specs for path in spec.required]
        if issubclass(model, Project):
            paths = [path.removeprefix(EACH_PROJECT) for path in paths]
        # What begins with the unit stands with the department, whoever else has such a key.
        return [
            path
            for path in paths
            if path.partition(".")[0] in known and _is_of_units(path) == issubclass(model, Department)
        ]


def _is_of_units(path: str) -> bool:
    return path.startswith(f"{_UNITS}.")
