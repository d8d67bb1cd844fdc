"""Registers rules and runs them over a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.model.barrier import barrier
from generator.model.finding import Finding, Fix, Mark, Severity
from generator.model.position import Position
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from generator.model.subject import Subject
    from generator.model.text import Figure


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a rule found; the registry adds code and severity, and the rule's own 改法 where no other is given."""

    message: str
    position: Position
    cause: str = ""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    operands: tuple[Figure, ...] = ()
    fixes: tuple[Fix, ...] = ()


# What a rule looks at: a declaration, a budget or a region, by the scope that it is registered for.
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

    @property
    def mend(self) -> str:
        """What its explanation says of how to mend what it finds."""
        return self.explanation.partition("改法：")[2].partition("\n")[0]


RULES: dict[str, Rule] = {}
# Stands for all codes, where a file can't be looked at by any rule.
EVERY = "全部规则"


def rule(code: str, severity: Severity, basis: str, *scope: type) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule for some kinds of subjects; users are told its docstring, in Chinese."""

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


def run(subject: Subject) -> Outcome:
    """Run every rule for it; one that needs a field which could not be read, or fails, is skipped and named."""
    findings: list[Finding] = []
    skipped: list[str] = []
    place = Position(subject.path, 1)
    for code, known in RULES.items():
        if isinstance(subject, known.scope):
            done = False
            with barrier(findings, f"按 {code} 检查", place):
                done = _run(known, subject, findings)
            skipped += [] if done else [code]
    return Outcome(tuple(findings), tuple(skipped))


def _run(known: Rule, subject: Subject, findings: list[Finding]) -> bool:
    """Add what a rule finds; return whether it met no field that could not be read: what it found till then stays."""
    code, severity, mend = known.code, known.severity, known.mend
    try:
        for t in known.function(subject):
            findings.append(  # noqa: PERF401 - what was found stays if the next look fails
                Finding(code, severity, t.message, t.position, t.cause, t.hint or mend, t.marks, t.operands, t.fixes)
            )
    except InvalidValueError:
        return False
    return True
