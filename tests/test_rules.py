"""Every rule has an example that it accepts and one that it finds, at the place that is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.check.registry import RULES
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RATE = samples.changed(samples.PROJECT, "名称: 培训场次", "名称: 政策知晓率")


def funded(county: str) -> str:
    """Return the project with 1000 元 of other money, and this much from the county."""
    funding = f"资金来源:\n  年度:\n    县区级财政: {county}\n    其他: 1000\n\n绩效目标:"
    return samples.changed(samples.PROJECT, "绩效目标:", funding)


# By code: projects without the finding, and projects with it, with the line and column where it points.
EXAMPLES: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "MB-002": (
        [samples.PROJECT],
        [
            (samples.changed(samples.PROJECT, "          性质: =\n", ""), "47:11"),
            (samples.changed(samples.PROJECT, "  总体: 三年内人人知晓。\n", ""), "42:3"),
        ],
    ),
    "JE-101": (
        [samples.PROJECT, funded("4000"), funded("${明细.合计 - 1000元}")],
        [(funded("5000"), "26:3"), (funded("3999.99"), "26:3")],
    ),
    "ZB-101": (
        [
            samples.PROJECT,
            samples.changed(RATE, "度量单位: 场", "度量单位: '%'"),
            samples.changed(
                samples.changed(RATE, "          度量单位: 场\n", ""), "指标值: 4", "指标值: ${人均标准 / 人均标准}"
            ),
        ],
        [
            (RATE, "50:17"),
            (
                samples.changed(
                    samples.changed(RATE, "          度量单位: 场\n", ""), "指标值: 4", "指标值: ${参保人数}"
                ),
                "49:16",
            ),
        ],
    ),
}
PASSING = [(code, project) for code, (passing, _) in EXAMPLES.items() for project in passing]
FAILING = [(code, *project) for code, (_, failing) in EXAMPLES.items() for project in failing]


def found(root: Path) -> list[tuple[str, str]]:
    findings = pipeline.check(root).findings
    return [(finding.code, str(finding.position).removeprefix(f"{samples.PROJECT_FILE}:")) for finding in findings]


def test_every_rule_has_examples() -> None:
    assert set(EXAMPLES) == set(RULES)
    assert all(passing and failing for passing, failing in EXAMPLES.values())


@pytest.mark.parametrize(("code", "project"), PASSING)
def test_passing_examples(one_project: Callable[..., Path], code: str, project: str) -> None:
    assert found(one_project(project)) == [], code


@pytest.mark.parametrize(("code", "project", "place"), FAILING)
def test_failing_examples(one_project: Callable[..., Path], code: str, project: str, place: str) -> None:
    root = one_project(project)
    assert found(root) == [(code, place)]
    (finding,) = pipeline.check(root).findings
    assert finding.cause
    assert finding.hint
    assert finding.severity is RULES[code].severity


def test_every_rule_explains_itself_in_chinese() -> None:
    for code, rule in RULES.items():
        first, _, rest = rule.explanation.partition("\n")
        assert first.endswith("。"), code
        assert "例：" in rest, code
        assert "改法：" in rest, code
        assert rule.basis, code


def test_a_rule_that_lacks_its_field_is_named_as_skipped(
    one_project: Callable[..., Path], command: Callable[..., samples.Run]
) -> None:
    root = one_project(funded("4,000"))
    result = pipeline.check(root)
    assert [finding.code for finding in result.findings] == ["JE-001"]
    assert result.skipped == {samples.PROJECT_FILE: ("JE-101",)}
    assert f"{samples.PROJECT_FILE}：有的字段读不出，没有检查 JE-101" in command(root, "check").out
