"""Every field of every model, made unreadable: its own documents are not made, everything else is as before."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_origin

import pytest

from generator import drafting, pipeline
from generator.load import fields, files
from generator.model import entry as entries
from generator.model.barrier import OURS
from generator.model.entry import Entry, keys
from generator.review import run
from tests.conftest import real_repository
from tests.robust.repository import SHARED, YEARS, neighbour, remember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.load.context import Context
    from generator.load.nodes import Node
    from generator.model.values import Invalid
    from generator.pipeline import Result

BROKEN = "ZD-999"
# A draft takes much longer than a check: of each model, the first of so many fields gets one.
DRAFTS, LARGE_DRAFTS = 4, 8
# The models that the real content has no example of: purchases are added here, tests/packs has a county.
ELSEWHERE = frozenset({"Region"})
PURCHASE = "政府采购:\n  - 项目: 办公设备\n    类型: 货物\n    金额: 12\n"


def models(base: type[Entry] = Entry) -> Iterator[type[Entry]]:
    """Yield every model of the program that has fields; those that packs make are met as what they are made of."""
    for model in base.__subclasses__():
        is_ours = model.__module__.startswith("generator.")  # other tests have models of their own
        if is_ours and getattr(sys.modules[model.__module__], model.__name__, None) is model:
            if keys(model):
                yield model
            yield from models(model)


# They say where money belongs: where that can't be read, a table can't be drawn, and so not even a draft.
PLACING = frozenset({"Purchase", "Residue"})
MODELS = [pytest.param(model, id=model.__name__) for model in models() if model.__name__ not in ELSEWHERE]


@dataclass(slots=True)
class Breaker:
    """Reads as the program does, but for one field of one model below one folder; knows what it has met."""

    met: set[tuple[type[Entry], str]]
    model: type[Entry] | None = None
    field: str = ""
    below: tuple[str, ...] = ()
    item: bool = False
    broken: int = 0

    def read_entry(self, model: type[Entry], node: Node, context: Context) -> Entry | Invalid:
        entry = READ(model, node, context)
        if not isinstance(entry, Entry):
            return entry
        self.met.add((model, entry.position.path))
        if self.model is None or not issubclass(model, self.model) or not entry.position.path.startswith(self.below):
            return entry
        values = {name: getattr(entry, name) for name in keys(model)}
        value = values[self.field]
        if self.item and not value:
            return entry
        self.broken += 1
        unread = context.invalid(BROKEN, "这一项读不出", entry.position, hint="改好它。")
        values[self.field] = self._items(value, unread) if self.item else unread
        return fields.made(model, values, entry.position)

    @staticmethod
    def _items(value: Any, unread: Invalid) -> Any:
        """Break the first item, and leave the others."""
        if isinstance(value, dict):
            return value | {next(iter(value)): unread}
        return [unread, *list(value)[1:]]


READ = fields.read_entry


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real content that has every model."""
    root = real_repository(tmp_path_factory.mktemp("real") / "repo")
    budget = root / YEARS[3] / "budget.yaml"
    budget.write_text(budget.read_text(encoding="utf-8") + PURCHASE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def breaker(root: Path) -> Iterator[Breaker]:
    """Return a reader that has met all of the content."""
    with pytest.MonkeyPatch.context() as patch:
        breaker = Breaker(set())
        remember(patch)
        patch.setattr(fields, "read_entry", breaker.read_entry)
        patch.setattr(files, "read_entry", breaker.read_entry)
        pipeline.check(root)
        yield breaker


@pytest.fixture(scope="module")
def sound(root: Path, breaker: Breaker) -> dict[str, Result]:
    """Return what is found in each year as it is."""
    assert breaker.model is None
    return {year: pipeline.check(root, [root / year]) for year in YEARS}


def year_of(model: type[Entry], breaker: Breaker) -> str:
    """Return the quickest year that a model stands in, or that is made with it."""
    paths = [path for known, path in breaker.met if issubclass(known, model)]
    return next(year for year in YEARS if any(path.startswith((f"{year}/", *SHARED[year])) for path in paths))


def of_year(result: Result, year: str) -> tuple[list[Any], list[Any]]:
    """Return what was found in a year, and its documents."""
    found = [f for f in result.findings if f.position and f.position.path.startswith(year)]
    return found, [made for made in result.documents if made[0].source.startswith(year)]


def faults(result: Result, year: str, sound: dict[str, Result]) -> list[str]:
    """Return what should not have come of a field of a year."""
    other = neighbour(year)
    below = (f"{year}/", *SHARED[year])
    wrong = [f"{f.code} {f.message} {f.hint}" for f in result.findings if f.code == OURS]
    outside = {f for f in result.findings if f.position and not f.position.path.startswith((*below, f"{other}/"))}
    wrong += [f"outside: {f.position} {f.message}" for f in outside]
    if of_year(result, other) != of_year(sound[other], other):
        wrong.append("the neighbour is not as before")
    if not any(f.code == BROKEN for f in result.findings):
        wrong.append("not told")
    before = {f.code for f in (*sound[year].findings, *sound[year].waived)}
    wrong += [
        f"consequence: {f.code} {f.position} {f.message}"
        for f in result.findings
        if f.code != BROKEN and f.code not in before and not (f.position and f.position.path.startswith(f"{other}/"))
    ]
    return wrong + [f"made all the same: {document.source}" for document, _ in of_year(result, year)[1]]


@pytest.fixture(scope="module")
def before(root: Path) -> Path:
    """Return another state, in which each file is written differently."""
    old = root.parent / "old"
    shutil.copytree(root, old, symlinks=True)
    for file in old.glob("content/*/*/*/department.yaml"):
        file.write_text(file.read_text(encoding="utf-8") + "# 旧\n", encoding="utf-8")
    return old


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_review(model: type[Entry], root: Path, before: Path, breaker: Breaker) -> None:
    year = year_of(model, breaker)
    breaker.model, breaker.field, breaker.item = model, list(keys(model))[-1], False
    breaker.below = (f"{year}/", *SHARED[year])
    review = run.diff(root, str(before), str(root))
    breaker.model = None
    assert review.problem is not None
    assert review.problem.code == "BJ-002"
    assert "这一项读不出" in review.problem.message
    assert len(review.files) == len(YEARS)


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_check_and_draft(
    model: type[Entry], root: Path, breaker: Breaker, sound: dict[str, Result], tmp_path: Path
) -> None:
    year = year_of(model, breaker)
    wrong: dict[str, list[str]] = {}
    for number, field in enumerate(entries.fields(model)):
        is_drafted = number % (LARGE_DRAFTS if year == YEARS[-1] else DRAFTS) == 0
        name = field.name
        has_items = get_origin(field.annotation) in {list, dict}
        for item in (False, True)[: 1 + has_items]:
            breaker.model, breaker.field, breaker.item, breaker.broken = model, name, item, 0
            breaker.below = (f"{year}/", *SHARED[year])
            paths = [root / year, root / neighbour(year)]
            out = tmp_path / f"{name}{item}"
            result = drafting.draft(root, paths, out=out) if is_drafted else pipeline.check(root, paths)
            breaker.model = None
            if not breaker.broken:  # a list that no file of the year has
                assert item
                continue
            wrong[f"{name}{' item' if item else ''}"] = faults(result, year, sound) + [
                f"no draft: {subject.path}"
                for subject in result.subjects
                if is_drafted
                and subject.pack
                and not (model.__name__ in PLACING and year in subject.path)
                and not any(subject.folder in target for target in result.changes.written)
            ]
    assert {name: told for name, told in wrong.items() if told} == {}
