"""Amounts and changes that people wrote into the text of a budget, against the ledger."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from generator.check.figures import ask, compared, explained, named, shown
from generator.check.registry import Trouble, rule
from generator.check.texts import Piece, pieces
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.text import Computed
from generator.model.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.comparison import Comparison
    from generator.model.position import Position
    from generator.model.text import Figure

BASIS = "财预〔2016〕143号：公开的内容应当真实、完整；通行做法：说明和表格一致"
AMOUNT = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
NO_RATE = r"(?!\s*[/／]|以[上下内]|左右)"
FILLER = r"(?:支出|拨款)?(?:年初)?(?:预算)?(?:数|总额|资金|金额|总计|合计|共计)?[为是共：:]?\s*"
# What may stand before a name in its clause; anything else (医疗救助项目支出) makes it the name of something smaller.
BEFORE = re.compile(
    r"(?:(?P<year>20\d\d)年?度?|(?P<last>上年|去年)|本年度?|今年|[我本](?:局|部门|单位)|其中|主要是|安排|年初|预算|按照?"
    r"|一般公共预算|财政拨款|[：:（(“”\s])*"
)
CLAUSE_END = re.compile(r"[，。；、：:,;\n]")
BASE = r"(?:较|比|与|同)(?P<base>20\d\d年?度?|上年度?|去年)(?:年初)?(?:预算)?数?(?:相比)?[，,]?\s*"
CHANGE = rf"(?P<way>增加|增长|上升|减少|下降|持平)(?!\s*[（(/或])了?(?:{AMOUNT})?"
MANAGED = re.compile(rf"绩效目标管理[^。；]*?(?:财政拨款|资金|预算)\s*{AMOUNT}{NO_RATE}")
CENT = Decimal("0.01")


@rule("GJ-101", Severity.ERROR, BASIS, Statement)
def amounts_in_text(statement: Statement) -> Iterator[Trouble]:
    """正文里手写的金额，应当与由明细算出的相等。

    科目、项目、基本支出、项目支出、三公经费这些名称后面的金额，表里都有；两处不等，看的人不知道信哪一个。
    只按写出的小数位数比较：表里是 53.4612 万元，正文写 53.46 万元，是相等的。
    例：正文写「项目支出5483.67万元」，各项目合计 5438.67 万元。
    改法：正文里不写这个数，由程序印；要写的，改成算出的数。只差零点零一的是尾差，写在「尾差」里。
    """
    known = named(statement)
    pattern = re.compile(rf"(?P<name>{_either(known)}){FILLER}{AMOUNT}{NO_RATE}")
    for piece, match in _matches(statement, pattern):
        if not _is_this_year(piece.plain, match, statement.department.year.value):
            continue
        written, choices = _written(match), known[match["name"]]
        if not any(_equal(match, written, figure.value) for figure in choices):
            # Of 总计, 基本支出 and 项目支出, a name alone means the first.
            yield _differs(statement, piece, match, written, choices[0])


@rule("GJ-102", Severity.ERROR, BASIS, Statement)
def changes_in_text(statement: Statement) -> Iterator[Trouble]:
    """正文里手写的增减，应当等于本年数减去上年数。

    增减的数、方向（增加、减少、持平）都由本年数和上年数决定；公开的文件里，同一个减少额在两处写得不同是常见的错。
    例：正文写「比2023年减少1418.07万元」，本年 6201.55 万元减上年 10088.44 万元，是减少 3886.89 万元。
    改法：正文里不写这个数，由程序印；要写的，改成算出的数。
    """
    known = compared(statement)
    pattern = re.compile(rf"(?P<name>{_either(known)}){FILLER}(?:[\d.,]+\s*(?:万元|元))?[，,]?{BASE}{CHANGE}")
    for piece, match in _matches(statement, pattern):
        comparison, last_year = known[match["name"]], statement.department.year.value - 1
        years = re.findall(r"\d{4}", match["base"])
        if _is_this_year(piece.plain, match, last_year + 1) and all(int(year) == last_year for year in years):
            yield from _change_problem(statement, piece, match, comparison)


@rule("GJ-103", Severity.ERROR, "通行做法：按项目编报绩效目标的是项目支出", Statement)
def managed_money(statement: Statement) -> Iterator[Trouble]:
    """实行绩效目标管理的金额，应当是项目支出的合计，不是全部支出。

    按项目编报绩效目标的只有项目支出；把基本支出也算进去，是照抄了总支出。
    例：「项目支出均实行了绩效目标管理，涉及财政拨款6201.55万元」，项目支出合计 5438.67 万元。
    改法：改成项目支出的合计，或不写这个数，由程序印。
    """
    figures = (ask(statement, query) for query in ("项目支出·一般公共预算", "项目支出·财政拨款", "项目支出"))
    choices = [figure for figure in figures if figure is not None]
    for piece, match in _matches(statement, MANAGED):
        written = _written(match)
        if choices and not any(_equal(match, written, figure.value) for figure in choices):
            whole = ask(statement, "支出")
            copied = whole is not None and _equal(match, written, whole.value)
            what = "写的正好是全部支出" if copied else "实行绩效目标管理的是项目支出"
            yield _differs(
                statement, piece, match, written, choices[0], f"绩效目标管理的金额（{what}）", "项目支出合计"
            )


def _either(names: Iterable[str]) -> str:
    """Return a pattern of names, the longest first: 其他卫生健康支出 isn't 卫生健康支出."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _matches(statement: Statement, pattern: re.Pattern[str]) -> Iterator[tuple[Piece, re.Match[str]]]:
    """Yield what a pattern finds in the texts of budget.yaml; a passage is told where it is written, once."""
    seen = set()
    for piece in pieces(statement):
        if piece.value.leaf.position.path != statement.path:
            continue
        for match in pattern.finditer(piece.plain):
            place = piece.at(*match.span())
            if place not in seen:
                seen.add(place)
                yield piece, match


def _is_this_year(text: str, match: re.Match[str], year: int) -> bool:
    """Whether a name begins its clause, and speaks of the budget year."""
    breaks = [found.end() for found in CLAUSE_END.finditer(text, 0, match.start())]
    before = BEFORE.fullmatch(text, breaks[-1] if breaks else 0, match.start())
    return before is not None and not before["last"] and int(before["year"] or year) == year


def _written(match: re.Match[str]) -> Decimal:
    """Return the amount of a match, in 元."""
    return Decimal(match["number"].replace(",", "")) * MONEY[match["unit"]]


def _equal(match: re.Match[str], written: Decimal, value: Decimal) -> bool:
    """Whether an amount is the written one, with as many decimals as were written."""
    decimals = len(match["number"].partition(".")[2])
    step = MONEY[match["unit"]].scaleb(-decimals)
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) == written / step


def _differs(  # noqa: PLR0913, PLR0917 - two sides of a difference
    statement: Statement,
    piece: Piece,
    match: re.Match[str],
    written: Decimal,
    right: Figure,
    name: str = "",
    other: str = "算出的",
) -> Trouble:
    unit = statement.budget.money_unit
    difference = shown(unit, abs(written - right.value))
    return Trouble(
        f"{name or match['name']}：正文写 {shown(unit, written)}，{other}是 {explained(unit, right)}，相差 {difference}",
        piece.at(match.start("number"), match.end("unit")),
        cause="正文和表格说的是同一笔钱，应当相等。",
        hint="改成算出的数，或不写这个数，由程序印；只差零点零一的，是四舍五入的写进「尾差」。",
        marks=tuple(Mark(place, "算出它的金额") for place in [right.position] if place),
        operands=(right,),
    )


def _place_of(statement: Statement, comparison: Comparison) -> Position | None:
    """Return where last year's figure comes from."""
    written = statement.written_last_year
    if written is not None:
        return written.position
    parts = (
        comparison.before.origin.operands
        if comparison.before and isinstance(comparison.before.origin, Computed)
        else ()
    )
    return parts[0].position if parts else None


def _change_problem(
    statement: Statement, piece: Piece, match: re.Match[str], comparison: Comparison
) -> Iterator[Trouble]:
    unit = statement.budget.money_unit
    now, before = (figure.value if figure else Decimal(0) for figure in (comparison.now, comparison.before))
    difference = now - before
    is_level = abs(difference) < MONEY[unit] * CENT / 2
    right = "持平" if is_level else ("增加" if difference > 0 else "减少")
    way = {"增长": "增加", "上升": "增加", "下降": "减少"}.get(match["way"], match["way"])
    amount = _written(match) if match["number"] else None
    if way == right and (is_level or amount is None or _equal(match, amount, abs(difference))):
        return
    told = way if amount is None else f"{way} {shown(unit, amount)}"
    computed = right if is_level else f"{right} {shown(unit, abs(difference))}"
    signed = -(amount or Decimal(0)) if way == "减少" else amount or Decimal(0)
    given = [figure for figure in (comparison.now, comparison.before) if figure]
    yield Trouble(
        f"{match['name']}：正文写「{told}」，本年 {shown(unit, now)} − "
        f"上年 {shown(unit, before)}，应为「{computed}」，相差 {shown(unit, abs(signed - difference))}",
        piece.at(match.start("way"), match.end()),
        cause="增减的数和方向由本年数和上年数决定。",
        hint="改成算出的数，或不写这个数，由程序印；上年数写错了的，改正「上年」。",
        marks=tuple(Mark(place, "上年数") for place in [_place_of(statement, comparison)] if place),
        operands=tuple(given),
    )
