"""Findings for machines and forges say all that the terminal says, and content stays text in each of them."""

from __future__ import annotations

import json
from decimal import Decimal

from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position
from generator.model.text import Computed, Figure, Written
from generator.report import forge, machine

PATH = "content/a/b/2024/projects/01.yaml"
PLACE = Position(PATH, 3, 7, 4)
OTHER = Position(PATH, 1, 5, 2)
SOURCES = {PATH: ["数据:", "", "  金额: 12.3", ""]}
MONEY = Figure(Decimal(123000), "元", "12.3万元", Written(OTHER))
SUM = Figure(Decimal(123000), "元", "12.3", Computed("甲 + 乙", (MONEY,), PLACE))
NASTY = "坏`名`|<b>@所有人</b> [x](http://a.b) 100%\n::error::假"
FINDINGS = [
    Finding("JE-1", Severity.ERROR, NASTY, PLACE, "因为：一, 二", "改", (Mark(OTHER, "另一处"),), (SUM, MONEY)),
    Finding("ZB-2", Severity.WARNING, "警告", OTHER),
    Finding("HJ-3", Severity.NOTE, "没有位置"),
]


def test_json_holds_everything() -> None:
    data = json.loads(machine.as_json(FINDINGS, {PATH: ("JE-9",)}))
    assert data["skipped"] == {PATH: ["JE-9"]}
    assert [f["severity"] for f in data["findings"]] == ["错误", "警告", "提示"]
    place, other = (
        {"path": PATH, "line": line, "column": column, "length": length}
        for line, column, length in ((3, 7, 4), (1, 5, 2))
    )
    assert data["findings"][0] == {
        "code": "JE-1",
        "severity": "错误",
        "message": NASTY,
        "cause": "因为：一, 二",
        "hint": "改",
        "position": place,
        "address": "",
        "marks": [other | {"role": "另一处"}],
        "operands": [
            {"text": "12.3", "value": "123000", "unit": "元", "formula": "甲 + 乙", "position": place},
            {"text": "12.3万元", "value": "123000", "unit": "元", "position": other},
        ],
    }
    assert data["findings"][2]["position"] is None


def test_sarif_has_rules_results_and_places() -> None:
    data = json.loads(machine.as_sarif(FINDINGS, {"JE-1": "说明一", "ZB-2": "说明二"}))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["JE-1", "ZB-2"]
    first, second, third = run["results"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert first["message"]["text"] == f"{NASTY}\n原因：因为：一, 二\n改法：改"
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == PATH
    assert location["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 11}
    assert first["relatedLocations"][0]["message"]["text"] == "另一处"
    assert "relatedLocations" not in second
    assert "locations" not in third


def test_gitlab_fingerprints_are_stable_and_unlike() -> None:
    twice = [*FINDINGS, FINDINGS[0]]
    entries = json.loads(machine.as_gitlab(twice, SOURCES))
    assert [entry["severity"] for entry in entries] == ["major", "minor", "info", "major"]
    assert entries[0]["location"] == {"path": PATH, "lines": {"begin": 3}}
    assert len({entry["fingerprint"] for entry in entries}) == len(twice)
    moved = {PATH: ["# 新的一行", *SOURCES[PATH]]}
    lower = [Finding(f.code, f.severity, f.message, Position(PATH, 4, 7, 4), f.cause, f.hint) for f in FINDINGS[:1]]
    (again,) = json.loads(machine.as_gitlab(lower, moved))
    assert again["fingerprint"] == entries[0]["fingerprint"]


def test_github_annotations_are_one_line_each() -> None:
    lines = forge.as_github(FINDINGS).split("\n")
    assert len(lines) == len(FINDINGS)
    assert lines[0].startswith(f"::error file={PATH},line=3,col=7,title=错误 JE-1::坏")
    assert "%0A" in lines[0]
    assert "100%25" in lines[0]
    assert lines[1].startswith("::warning ")
    assert lines[2] == "::notice title=提示 HJ-3::没有位置"


def test_markdown_keeps_content_as_text() -> None:
    text = forge.as_markdown(FINDINGS, SOURCES)
    lines = text.split("\n")
    assert lines[0] == "检查了 1 个文件：1 个错误，1 个警告，1 个提示。"
    assert lines[2].startswith(f"- `{PATH}:3:7` **错误 JE-1** ")
    assert f"另见 `{PATH}:1:5`（另一处）" in text
    for markup in ("<b>", "[x](", "|<", "@所", "\n::error"):
        assert markup not in text, markup
    assert forge.as_markdown([], SOURCES) == "检查了 1 个文件，没有发现问题。"
