"""Reads the references in a text: `${…}` stands for a figure, a passage or the list of items."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.load import formula
from generator.load.evaluate import evaluate
from generator.load.formula import FormulaError, Name
from generator.model.finding import FindingError, Mark
from generator.model.position import Position
from generator.model.text import Figure, Run, Text, of_words
from generator.model.values import Invalid, InvalidValueError, ItemList, Prose

if TYPE_CHECKING:
    from generator.load.context import Context

REFERENCE = re.compile(r"\$\$\{|\$\{([^{}]*)\}|\$\{")
# A reference whose signs are full-width would be printed as it stands.
WIDE_REFERENCE = re.compile(r"[$＄￥]｛|＄\{|\$\{[^{}]*｝")
# Passages that name passages double and redouble; no document has that many pieces in one text.
MAX_PARTS = 2000


def paragraph(written: str, place: Position, context: Context) -> Text | Prose | ItemList | Invalid:
    """Read one paragraph. A list or passage may stand alone on it; among words, only figures and lines may."""
    alone = REFERENCE.fullmatch(written)
    if alone and alone[1] is not None:
        return _reference(alone[1], moved(place, 2), context)
    if wide := WIDE_REFERENCE.search(written):
        hint = "换成半角的「$」「{」「}」。"
        problem = FormulaError("YY-012", "引用数据的「${}」里有全角符号", 0, hint, len(wide[0]))
        return fail(context, problem, moved(place, wide.start()))
    runs: list[Run] = []
    broken: Invalid | None = None
    at = 0
    for found in REFERENCE.finditer(written):
        if found.start() > at:
            runs.append(Run(written[at : found.start()], moved(place, at, found.start() - at)))
        at = found.end()
        spot = moved(place, found.start() + 2)
        if found[0] == "$${":
            runs.append(Run("${", place))
            continue
        part = _within(found, spot, context)
        if isinstance(part, Invalid):
            broken = broken if broken is not None else part
            part = of_words(found[0], moved(place, found.start(), len(found[0])))
        runs += part.runs
        if len(runs) > MAX_PARTS:
            return fail(context, too_long(len(found[1])), spot)
    if at < len(written):
        runs.append(Run(written[at:], moved(place, at, len(written) - at)))
    return Invalid(broken.position, (Text(tuple(runs)),)) if broken is not None else Text(tuple(runs))


def _within(found: re.Match[str], spot: Position, context: Context) -> Text | Invalid:
    """Read a reference among words: it has to give words."""
    if found[1] is None:
        problem = FormulaError("YY-002", "「${」没有配对的「}」", -2, "补上「}」；要印「${」本身，写「$${」。", 2)
        return fail(context, problem, spot)
    part = _reference(found[1], spot, context)
    if isinstance(part, Prose) and len(part.paragraphs) == 1:
        part = part.paragraphs[0]
    if isinstance(part, Text | Invalid):
        return part
    problem = FormulaError("YY-007", f"「${{{found[1]}}}」有几段，不能夹在一句话里", 0, "让它单独占一行。")
    return fail(context, problem, spot)


def _reference(written: str, place: Position, context: Context) -> Text | Prose | ItemList | Invalid:
    """Resolve the inside of `${…}`."""
    if context.names is None:
        raise AssertionError(place)  # Whatever refers to names has waited for them.
    try:
        parsed = formula.parse(written, context.names.known(written))
        if isinstance(parsed, Name):
            named = context.names.get(parsed)
            if not isinstance(named, Figure):
                return named
    except FormulaError as problem:
        return fail(context, problem, place)
    except FindingError as problem:
        return _told(context, problem, place)
    computed = figure(written, place, context)
    return computed if isinstance(computed, Invalid) else Text((Run(computed.text, place, computed),))


def figure(written: str, place: Position, context: Context) -> Figure | Invalid:
    """Compute a formula that has to give a figure."""
    names = context.names

    def lookup(name: Name) -> Figure:
        named = names.get(name) if names else None
        if isinstance(named, Invalid):
            raise InvalidValueError(name.name)
        if not isinstance(named, Figure):
            raise FormulaError(
                "YY-009", f"「{name.name}」不是一个数", name.offset, "公式里只能用数据和金额。", len(name.name)
            )
        return named

    try:
        return evaluate(
            formula.parse(written, names.known(written) if names is not None else ()),
            written,
            place,
            lookup,
            context.money_unit,
        )
    except InvalidValueError:
        return Invalid(place)  # What is wrong with the operand has been reported at the operand.
    except FormulaError as problem:
        return fail(context, problem, place)
    except FindingError as problem:
        return _told(context, problem, place)


def _told(context: Context, problem: FindingError, place: Position) -> Invalid:
    """Report what is wrong elsewhere, and that it is a formula here that asks for it."""
    finding = problem.finding
    context.findings.append(replace(finding, marks=(*finding.marks, Mark(place, "要这个数的地方"))))
    return Invalid(place)


def too_long(length: int) -> FormulaError:
    """Say that a text has become too long by its references."""
    return FormulaError("YY-011", "引用的文段展开后太长", 0, "少引用几次，或把文字直接写出来。", max(length, 1))


def fail(context: Context, problem: FormulaError, place: Position) -> Invalid:
    """Report what is wrong with a formula that begins at a place."""
    spot = moved(place, problem.offset, problem.length)
    invalid: Invalid = context.invalid(problem.code, str(problem), spot, hint=problem.hint, marks=problem.marks)
    return invalid


def moved(place: Position, characters: int, length: int = 1) -> Position:
    """Return a place some characters further on in its line."""
    return Position(place.path, place.line, max(place.column + characters, 1), max(length, 1))
