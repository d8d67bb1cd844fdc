"""Registers rules and runs them over a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.model.finding import Finding, Mark, Severity
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.text import Figure


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a rule found; the registry adds code and severity."""

    message: str
    position: Position
    cause: str = ""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    operands: tuple[Figure, ...] = ()


RuleFunction: TypeAlias = Callable[["Project"], Iterator[Trouble]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what people need to know about it; `basis` is the regulation or practice that it rests on."""

    code: str
    severity: Severity
    basis: str
    explanation: str
    function: RuleFunction


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, basis: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule; its docstring, in Chinese, is what users are told about it."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in RULES:
            raise ValueError(code)
        RULES[code] = Rule(code, severity, basis, (function.__doc__ or "").strip(), function)
        return function

    return register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found in a project, and the codes of those that could not run for want of a sound field."""

    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]


def run(project: Project) -> Outcome:
    """Run every rule; one that needs a field which could not be read is skipped and named."""
    findings: list[Finding] = []
    skipped: list[str] = []
    for code, known in RULES.items():
        try:
            troubles = list(known.function(project))
        except InvalidValueError:
            skipped.append(code)
            continue
        findings += (
            Finding(code, known.severity, t.message, t.position, t.cause, t.hint, t.marks, t.operands) for t in troubles
        )
    return Outcome(tuple(findings), tuple(skipped))
