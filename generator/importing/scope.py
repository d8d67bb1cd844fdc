"""What the names of a pack's forms and templates mean in the content: the way back from what is printed to its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.pieces import BUDGET, DEPARTMENT, UNIT, Thing
from generator.model.budget import Budget
from generator.model.department import Department, Unit
from generator.model.entry import Entry, Field, fields, keys
from generator.model.own import with_own
from generator.model.project import Basis, Project
from generator.model.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importing.ground import Ground
    from generator.importing.pieces import Path

# The rows of indicators, and what a document says of the unit, under the names that assembling gives them.
INDICATORS: Final = "指标行"
BASES: Final = "依据"
NOTE: Final = keys(Basis)["note"]
BUDGET_NAME: Final = "预算单位"
_OVERVIEW: Final = "单位概况"


@dataclass(frozen=True, slots=True)
class Target:
    """A key of the content: what it belongs to, where it stands in that, and its field."""

    thing: Thing
    path: Path
    field: Field


class Scope:
    """The content that documents of a pack are made of, by the names that its templates and forms use."""

    def __init__(self, ground: Ground) -> None:
        """Learn which models there are."""
        pack = ground.pack
        # Whether the files say anything of a budget: what no project has is then the budget's.
        self.has_budget = bool(pack.documents_of("部门") or pack.documents_of("单位"))
        models: dict[str, type[Entry]] = {"部门": Department, "单位": Unit, "预算": Budget, "项目": Project}
        self._models = {kind: with_own(model, pack.own) for kind, model in models.items()}

    def model(self, thing: Thing) -> type[Entry]:
        """Return the model of a thing."""
        return self._models[thing.kind]

    def keys(self, thing: Thing) -> Mapping[str, str]:
        """Return the keys of a thing's model by their English names."""
        return keys(self.model(thing))

    def inside(self, thing: Thing, path: Path) -> Target | None:
        """Return the key at a path of a thing; None if it has no such."""
        return self._in(thing, path)

    def target(self, name: str, project: Thing | None = None) -> Target | None:
        """Return the key that a name means; None for what is computed. `project` is the one that is spoken of."""
        first, *rest = name.split(".")
        steps = tuple(rest)
        if project is not None and (found := self._in(project, (first, *steps))):
            return found
        if first == "单位":
            return self._in(UNIT, steps)
        if first == "部门":
            return self._in(DEPARTMENT, steps)
        if first == self.keys(DEPARTMENT)["name"]:
            return self._in(DEPARTMENT, (first,))
        if first == _OVERVIEW:
            return self._overview(project)
        if first == BASES and project is not None:
            return self._in(project, (self.keys(project)["bases"],))
        if first == INDICATORS:
            return self.indicators(project or BUDGET)
        return self._in(BUDGET, (first, *steps)) if self.has_budget else None

    def in_list(self, source: str, name: str) -> Field | None:
        """Return the field of the records of a list that a name means; None if it means none."""
        target = self.target(source)
        model = shape(target.field.annotation).entry if target is not None else None
        return next((one for one in fields(model) if one.key == name), None) if model is not None else None

    def indicators(self, thing: Thing) -> Target | None:
        """Return where the indicators of a thing stand: the field whose key names their levels."""
        return next((Target(thing, path, one) for path, one in _leveled(self.model(thing), ())), None)

    def _overview(self, project: Thing | None) -> Target | None:
        """Return where a unit's overview is written: what a project says of it goes before what the unit does."""
        model = self.model(project) if project is not None else Unit
        home = project or UNIT
        return next((Target(home, path, one) for path, one in _called(model, _OVERVIEW, ())), None)

    def _in(self, thing: Thing, steps: Path) -> Target | None:
        model: type[Entry] | None = self.model(thing)
        found: Field | None = None
        is_free = False  # a step that is a key of people's own: 变动原因.收入
        for step in steps:
            if is_free:
                is_free = False
                continue
            found = next((one for one in fields(model) if one.key == step), None) if model is not None else None
            if found is None:
                return None
            below = shape(found.annotation)
            is_free = below.containers == (False,)
            model = below.entry if not below.containers else None
        return Target(thing, steps, found) if found is not None else None


def _leveled(model: type[Entry], above: Path) -> Iterator[tuple[Path, Field]]:
    for one in fields(model):
        below = shape(one.annotation)
        if one.levels:
            yield (*above, one.key), one
        elif below.entry is not None and not below.containers:
            yield from _leveled(below.entry, (*above, one.key))


def _called(model: type[Entry], name: str, above: Path) -> Iterator[tuple[Path, Field]]:
    for one in fields(model):
        below = shape(one.annotation)
        if one.key == name:
            yield (*above, one.key), one
        elif below.entry is not None and not below.containers:
            yield from _called(below.entry, name, (*above, one.key))
