"""Registers rules and runs them over a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.model.finding import Finding, Fix, Mark, Severity
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from generator.model.position import Position
    from generator.model.project import Project
    from generator.model.statement import Statement
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
    fixes: tuple[Fix, ...] = ()


# What a rule looks at: a declaration or a department budget, by the scope that it is registered for.
RuleFunction: TypeAlias = Callable[[Any], Iterator[Trouble]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what people need to know about it.

    `basis` is the regulation or practice that it rests on, `scope` what it can look at.
    """

    code: str
    severity: Severity
    basis: str
    scope: tuple[type, ...]
    explanation: str
    function: RuleFunction


RULES: dict[str, Rule] = {}
# Stands for all codes, where a file can't be looked at by any rule.
EVERY = "全部规则"


def rule(code: str, severity: Severity, basis: str, *scope: type) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule for a Project, a Statement or both; its docstring, in Chinese, is what users are told of it."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in RULES:
            raise ValueError(code)
        RULES[code] = Rule(code, severity, basis, scope, (function.__doc__ or "").strip(), function)
        return function

    return register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found in a project, and the codes of those that could not run for want of a sound field."""

    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]


def run(subject: Project | Statement) -> Outcome:
    """Run every rule for it; one that needs a field which could not be read is skipped and named."""
    findings: list[Finding] = []
    skipped: list[str] = []
    for code, known in RULES.items():
        if not isinstance(subject, known.scope):
            continue
        try:
            # What is found before the rule meets a field that could not be read is found.
            for t in known.function(subject):
                findings.append(  # noqa: PERF401 - what was appended has to stay
                    Finding(code, known.severity, t.message, t.position, t.cause, t.hint, t.marks, t.operands, t.fixes)
                )
        except InvalidValueError:
            skipped.append(code)
    return Outcome(tuple(findings), tuple(skipped))
