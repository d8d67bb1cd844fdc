"""Reads the cases: sentences, indicators and slips of the keyboard, with what a careful reader says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests import samples
from tests.rules import harness

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
OVERVIEW = "项目基本概况"
COUNTS = "      数量指标:\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A project file with something to tell of, or not; `rules` are those that tell it, empty where any may."""

    name: str
    text: str
    wanted: bool
    rules: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name


def cases() -> list[Case]:
    """Return the sentences and the indicators, each in a declaration of its own that is sound otherwise."""
    return [*_sentences(), *_indicators()]


def mistakes() -> list[dict[str, str]]:
    """Return the slips of the keyboard."""
    read: list[dict[str, str]] = _read("mistakes")
    return read


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def quoted(text: str) -> str:
    """Write a text as YAML that no character of it can change."""
    return "'" + text.replace("'", "''") + "'"


def _sentences() -> Iterator[Case]:
    for kind, given in _read("texts").items():
        for outcome in ("该报", "不该报"):
            for sentence in given[outcome]:
                text = harness.overlay(samples.PROJECT, f"{OVERVIEW}: {quoted(sentence)}\n\n")
                yield Case(f"{kind}{outcome} {sentence}", text, outcome == "该报", frozenset(given["规则"]))


def _indicators() -> Iterator[Case]:
    for row in _read("indicators"):
        second, name, sign, value, unit, attribute, outcome = map(str, row)
        lines = [f"        - 名称: {name}", f"          性质: {quoted(sign)}", f"          指标值: {quoted(value)}"]
        lines += [f"          度量单位: {quoted(unit)}"] if unit else []
        item = "\n".join([*lines, f"          指标属性: {attribute}", ""])
        own = f"{COUNTS}{item}" if f"      {second}:\n" == COUNTS else f"      {second}:\n{item}{COUNTS}"
        yield Case(
            f"指标{outcome} {name} {sign} {value}{unit}", samples.changed(samples.PROJECT, COUNTS, own), outcome == "报"
        )
