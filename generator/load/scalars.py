"""Reads each kind of scalar value, with an error for every way to get it wrong."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.load import digits
from generator.load.references import MAX_PARTS, fail, figure, moved, paragraph, too_long
from generator.model import units
from generator.model.finding import Fix
from generator.model.text import Figure, Text, Written, of_words
from generator.model.values import Amount, Date, Invalid, ItemList, Line, Prose, Quantity, Term, Year

if TYPE_CHECKING:
    from generator.load.context import Context
    from generator.load.nodes import Scalar
    from generator.model.position import Position

YEAR = re.compile("20[0-9]{2}")


def term(node: Scalar, context: Context) -> Any:
    """Read a name or code, exactly as written."""
    return Term(node.text, node.position) if _one_line(node) else _several_lines(node, context)


def line(node: Scalar, context: Context) -> Any:
    """Read one line of text with its references."""
    if not _one_line(node):
        return _several_lines(node, context)
    text = paragraph(node.text, node.position, context)
    if isinstance(text, Text):
        return Line(text, node.position)
    if isinstance(text, Prose) and len(text.paragraphs) == 1 and isinstance(text.paragraphs[0], Text):
        return Line(text.paragraphs[0], node.position)
    if isinstance(text, Invalid):
        return text
    return context.invalid(
        "YY-007", "这里只能有一行文字", node.position, hint="列表和多段的文段要写在可以分段的栏目里。"
    )


def prose(node: Scalar, context: Context) -> Any:
    """Read text of one or more paragraphs; blank lines are dropped."""
    paragraphs: list[Text | ItemList] = []
    broken: Position | None = None
    # A `\n` in double quotes makes more lines than the file has: they share the last place.
    for number, written in enumerate(node.text.split("\n")):
        place = node.places[min(number, len(node.places) - 1)]
        if not written.strip():
            continue
        indent = len(written) - len(written.lstrip())
        part = paragraph(written.strip(), moved(place, indent, place.length - indent), context)
        if isinstance(part, Invalid):
            broken = broken or part.position
            fits = part.written and len(paragraphs) + len(part.written) <= MAX_PARTS
            paragraphs += part.written if fits else (of_words(written.strip(), place),)
            continue
        paragraphs += part.paragraphs if isinstance(part, Prose) else (part,)
        if len(paragraphs) > MAX_PARTS:
            return fail(context, too_long(0), place)
    return Invalid(broken, tuple(paragraphs)) if broken else Prose(tuple(paragraphs), node.position)


def amount(node: Scalar, context: Context) -> Any:
    """Read an amount of money in the file's unit, or a formula that gives money."""
    text, place = node.text, node.position
    if text.startswith("${") and text.endswith("}"):
        computed = figure(text[2:-1], moved(place, 2), context)
        if isinstance(computed, Invalid) or computed.unit == "元":
            return computed if isinstance(computed, Invalid) else Amount(computed, place)
        return context.invalid(
            "JE-003", f"公式的结果不是金额，单位是「{computed.unit}」", place, hint="检查公式里数据的单位。"
        )
    if not digits.NUMBER.fullmatch(text):
        return context.invalid(
            "JE-001",
            f"金额「{text}」写法不对",
            place,
            cause=digits.why_not(text),
            hint=digits.mended(text),
            fixes=_certain(node, digits.NUMBER),
        )
    if digits.too_large(text):
        return context.invalid("JE-004", "金额太大", place, hint="检查是不是多写了几个 0。")
    decimals = len(text.partition(".")[2])
    if decimals > units.MONEY_DECIMALS[context.money_unit]:
        return context.invalid(
            "JE-002",
            f"金额「{text}」小数太多",
            place,
            cause=f"单位是{context.money_unit}，精确到分，小数最多 {units.MONEY_DECIMALS[context.money_unit]} 位。",
            hint="检查数字，或检查文件开头的金额单位。",
        )
    value = Decimal(text)
    shown = units.plain(value) + context.money_unit
    return Amount(Figure(value * units.MONEY[context.money_unit], "元", shown, Written(place)), place)


def quantity(node: Scalar, context: Context) -> Any:
    """Read a number with its unit, or a formula."""
    text, place = node.text, node.position
    if text.startswith("${") and text.endswith("}"):
        computed = figure(text[2:-1], moved(place, 2), context)
        return computed if isinstance(computed, Invalid) else Quantity(computed, place)
    found = digits.QUANTITY.fullmatch(text)
    if not found:
        return context.invalid(
            "SJ-001",
            f"数据「{text}」写法不对",
            place,
            cause=digits.why_not(text, unit_follows=True),
            hint="写数字加单位，如「108000 人」「5 元/人」。",
            fixes=_certain(node, digits.QUANTITY),
        )
    if digits.too_large(found[1]):
        return context.invalid("SJ-002", "数据太大", place, hint="检查是不是多写了几个 0。")
    unit = found[2] or ""
    factor, base = units.scale(unit)
    return Quantity(Figure(Decimal(found[1]) * factor, base, found[1] + unit, Written(place)), place)


def year(node: Scalar, context: Context) -> Any:
    """Read a budget year."""
    if YEAR.fullmatch(node.text):
        return Year(int(node.text), node.position)
    message, fixes = f"年度「{node.text}」写法不对", _certain(node, YEAR)
    return context.invalid("ZD-006", message, node.position, hint="写四位数字，如 2024。", fixes=fixes)


def date(node: Scalar, context: Context) -> Any:
    """Read a day."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text, re.ASCII):
            dt.date.fromisoformat(node.text)
            return Date(node.text, node.position)
    except ValueError:
        pass
    return context.invalid("ZD-007", f"日期「{node.text}」写法不对", node.position, hint="写成 2024-01-05。")


def _certain(node: Scalar, form: re.Pattern[str]) -> tuple[Fix, ...]:
    """Return the fix of a number that can be no other, where it then has a form."""
    plain = digits.certain(node.text)
    return (Fix(node.position, node.text, plain),) if form.fullmatch(plain) else ()


def _one_line(node: Scalar) -> bool:
    return "\n" not in node.text


def _several_lines(node: Scalar, context: Context) -> Invalid:
    invalid: Invalid = context.invalid("ZD-008", "这里只能写一行", node.position, hint="合成一行。")
    return invalid
