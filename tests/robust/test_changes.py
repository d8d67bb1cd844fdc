"""Files changed at random: no crash, no hang, no English, nothing outside of the department's year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.robust.judge import Judge
from tests.robust.mutate import KINDS, mutation
from tests.robust.repository import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = range(300)
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
