"""Files changed at random: no crash, no hang, no English, nothing outside of the department's year."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.check.registry import RULES, Trouble
from generator.model.position import Position
from tests.robust.judge import Judge
from tests.robust.mutate import KINDS, mutation
from tests.robust.repository import YEARS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.declaration import Declaration

# Seeds from further on that found a line of money without any amount, a template's name that no file can have, and
# money said by a word that means nothing.
SEEDS = (*range(297), 910, 2537, 20_092)
BATCH = 25


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    with pytest.MonkeyPatch.context() as patch:
        yield Judge(tmp_path_factory.mktemp("judge"), patch)


@pytest.mark.slow
@pytest.mark.parametrize("first", SEEDS[::BATCH])
def test_changes_at_random(first: int, judge: Judge) -> None:
    changes = map(mutation, SEEDS[first : first + BATCH])
    assert [(change.seed, change.kind, change.path, told) for change in changes if (told := judge.faults(change))] == []


def test_a_seed_makes_the_same_change_and_seeds_make_all_kinds() -> None:
    assert [mutation(seed) for seed in SEEDS[:20]] == [mutation(seed) for seed in SEEDS[:20]]
    assert {mutation(seed).kind for seed in SEEDS} == set(KINDS)
    assert {mutation(seed).year for seed in SEEDS} == set(YEARS)
    assert len({mutation(seed).data for seed in SEEDS}) > 0.95 * len(SEEDS)


ELSEWHERE = Position("content/yunnan/chenggong-medical-security/2024/department.yaml", 1)


def crash(_: object) -> Iterator[Trouble]:
    raise KeyError("boom")


def english(project: Declaration) -> Iterator[Trouble]:
    yield Trouble("could not determine a constructor", Position(project.path, 1))


def elsewhere(_: object) -> Iterator[Trouble]:
    yield Trouble("别处的问题", ELSEWHERE)


@pytest.mark.parametrize(("rule", "told"), [(crash, "CX-001"), (english, "English: "), (elsewhere, "outside: ")])
def test_the_judge_finds_it(
    rule: Callable[[Declaration], Iterator[Trouble]], told: str, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = next(
        change for change in map(mutation, SEEDS) if change.year == YEARS[0] and change.kind == "a strange value"
    )
    monkeypatch.setattr(judge, "checked", 0)  # It remembers what was found by other rules.
    assert judge.faults(change) == []
    monkeypatch.setitem(RULES, "JE-101", replace(RULES["JE-101"], function=rule))
    monkeypatch.setattr(judge, "checked", 0)
    assert [fault for fault in judge.faults(change) if fault.startswith(told)] != []


def _spin(*_: object) -> None:
    while True:
        pass


@pytest.mark.parametrize("hang", [lambda *_: time.sleep(30), _spin], ids=["waits", "works"])
def test_the_judge_stops_what_does_not_end(
    hang: Callable[..., object], judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.robust.judge.SECONDS", 1)
    monkeypatch.setattr("tests.robust.judge.WAITS", 1)
    monkeypatch.setattr("generator.pipeline.load", hang)
    (told,) = judge.faults(mutation(0))
    assert told == "TooLongError: 1"
