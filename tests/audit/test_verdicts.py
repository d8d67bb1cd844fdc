"""Beside each finding on the real content stands what a careful reader says: right (对), or a false alarm (误报)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator import pipeline
from tests import samples
from tests.cases import read
from tests.cases.conftest import told

if TYPE_CHECKING:
    from generator.model.finding import Finding

VERDICTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "verdicts.yaml").read_text(encoding="utf-8"))
MOST = 0.05

__all__ = ["told"]


@pytest.fixture(scope="module")
def found() -> Counter[tuple[str, str, str]]:
    """Return what is found in the content, waived or not: rule, file and message."""
    result = pipeline.check(samples.ROOT)
    findings = [*result.findings, *result.waived]
    return Counter((f.code, f.position.path.split("/", 2)[2] if f.position else "", f.message) for f in findings)


def test_each_finding_has_its_verdict(found: Counter[tuple[str, str, str]]) -> None:
    judged = Counter({(row["规则"], row["文件"], row["说"]): row.get("处", 1) for row in VERDICTS})
    assert found - judged == Counter(), "no verdict"
    assert judged - found == Counter(), "not found any more"
    assert len(judged) == len(VERDICTS)


@pytest.mark.parametrize("row", VERDICTS, ids=lambda row: f"{row['规则']} {row['说']}")
def test_a_verdict_has_its_reason(row: dict[str, Any]) -> None:
    assert row["判"] in {"对", "误报"}
    assert len(row["理由"]) >= 8


def test_false_alarms_are_few(told: dict[str, list[Finding]]) -> None:
    """Over the content and the cases together; a case that has to be left alone makes of each finding a false alarm."""
    right = sum(row.get("处", 1) for row in VERDICTS if row["判"] == "对")
    wrong = sum(row.get("处", 1) for row in VERDICTS if row["判"] == "误报")
    for case in read.cases():
        right += len(told[case.name]) if case.wanted else 0
        wrong += 0 if case.wanted else len(told[case.name])
    assert wrong / (right + wrong) < MOST, (wrong, right)
