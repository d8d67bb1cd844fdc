"""Sentences and indicators as people write them: what is wrong is told, what is right is left alone.

Slips of the keyboard are told while they are typed: tests/language/test_marks.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases import read

if TYPE_CHECKING:
    from generator.model.finding import Finding

CASES, MISTAKES = read.cases(), read.mistakes()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: read.Case, told: dict[str, list[Finding]]) -> None:
    found = told[case.name]
    if not case.wanted:
        assert [f"{finding.code} {finding.message}" for finding in found] == []
    else:
        assert not case.rules or case.rules & {finding.code for finding in found}, [f.message for f in found]
        assert found
        assert all(finding.hint for finding in found)


def test_there_are_enough_of_each_kind() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    kinds = {(case.name.split("报")[0], case.wanted) for case in CASES}
    assert min(sum((c.name.split("报")[0], c.wanted) == kind for c in CASES) for kind in kinds) >= 2
    assert (sum(case.wanted for case in CASES), sum(not case.wanted for case in CASES), len(MISTAKES)) >= (60, 60, 40)
