"""Every rule finds what its failing examples mark, exactly there, and nothing in passing ones; fixes mend it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from generator import editing
from generator.check.registry import RULES
from tests.rules import harness

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

ALL = list(harness.examples())


def errors(result: Result) -> Counter[str]:
    return Counter(finding.code for finding in result.findings if finding.is_error)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> harness.Bench:
    return harness.Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("example", ALL, ids=str)
def test_example(example: harness.Example, bench: harness.Bench) -> None:
    result, root, expected = bench.run(example)
    findings = [finding for finding in result.findings if finding.code == example.code]
    found = {(f.position.path, f.position.line, f.position.column) for f in findings if f.position}
    assert found == expected, [str(finding.position) for finding in result.findings]
    assert bool(expected) == example.name.startswith("失败")
    for words in example.says:
        assert any(words in finding.message for finding in findings), [finding.message for finding in findings]
    for words in example.mends:
        assert any(words in finding.hint for finding in findings), [finding.hint for finding in findings]
    unread = {f.code for f in result.findings if f.code.startswith(("YM", "ZD", "WJ", "YY", "SJ"))}
    assert not unread, f"the example itself can't be read: {unread}"
    if any(finding.fixes for finding in result.findings):
        after, made = editing.fix(root)
        assert made
        assert not [finding for finding in after.findings if finding.fixes]
        assert not errors(after) - errors(result), "another mistake has come for what was mended"


def test_every_rule_has_both_kinds_of_examples() -> None:
    for outcome in ("失败", "通过"):
        assert {e.code for e in ALL if e.name.startswith(outcome)} == set(RULES), outcome


def test_every_rule_tells_what_why_and_how_to_mend() -> None:
    for code, rule in RULES.items():
        lines = [line.strip() for line in rule.explanation.splitlines() if line.strip()]
        assert len(lines) >= 4, code
        assert any(line.startswith("例：") for line in lines), code
        assert any(line.startswith("改法：") for line in lines), code
        assert rule.basis, code


def test_the_bases_are_sound(tmp_path: Path) -> None:
    for base in harness.BASES:
        result, _, _ = harness.Bench(tmp_path / base).run(harness.Example("", "", base, {}, ()))
        assert result.findings == []
