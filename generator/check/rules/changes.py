"""The reasons of a department budget for what differs from last year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.comparison import WITHOUT_REASON, comparisons
from generator.model.finding import Severity
from generator.model.ledger.notation import NotationError
from generator.model.nearest import suggestion
from generator.model.statement import Statement
from generator.model.units import MONEY, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from generator.model.comparison import Comparison
    from generator.model.ledger.query import Query

# 「主要原因是」 without what follows is a remain of a template, told as such.
SAYS_NOTHING = re.compile(
    r"[\W_]*(?:(?:主要)?(?:原因)?[\W_]*|主要[是为]|由于|因为?|暂?无|没有|略|[同见如]上|同上年|不适用|不涉及|[无没]有?(?:变化|变动|原因|增减)"
    r"|持平|增加|减少|其[他它]|待定|N/?A|none)[\W_]*",
    re.IGNORECASE,
)


def _compared(statement: Statement) -> list[tuple[Comparison, Decimal]]:
    """Return what can have a reason, and by how much it differs from last year, in 元."""
    spec = next(iter(statement.documents.values()), None)
    if statement.pack is None or spec is None:
        return []
    money = statement.pack.text_money(spec)
    given = (item for item in comparisons(statement) if item.name not in WITHOUT_REASON)
    return [(item, item.difference(money)) for item in given]


def _queries(statement: Statement, names: Iterable[str]) -> dict[str, Query | None]:
    """Return what some names mean; None for one that means nothing."""
    found: dict[str, Query | None] = {}
    for name in names:
        try:
            found[name] = statement.notation.read(name)
        except NotationError:
            found[name] = None
    return found


@rule("YS-001", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def known_reasons(statement: Statement) -> Iterator[Trouble]:
    """「变动原因」的键要是正文里比较的项目。

    键写错了，写的原因就印不出来。
    例：写成「基本支出预算」，应当是「一般公共预算·基本支出」。
    改法：照提示改正键名。
    """
    known = {item.query: item.key for item, _ in _compared(statement)}
    if statement.ledger.without:
        for name, reason in statement.budget.reasons.items():
            cause, hint = "单位没有上年，正文不比较，写的原因印不出来。", "删去这条原因；上年有预算的，改正「上年」。"
            yield Trouble(f"写了「上年: 无」，又写了{name}的变动原因", reason.position, cause, hint)
    for name, query in _queries(statement, statement.budget.reasons).items():
        if known and query not in known:
            yield Trouble(
                f"「变动原因」里没有「{name}」这一项",
                statement.budget.reasons[name].position,
                cause="正文不比较这一项，写的原因印不出来。",
                hint=suggestion(name, known.values()),
            )


@rule("YS-002", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def reasons_for_changes(statement: Statement) -> Iterator[Trouble]:
    """比上年增加或减少的，要写原因。

    公开预算要说明增减变化的原因；没有写，正文就只有增减的数。文字模板不印它的原因的，不用写。
    例：项目支出比上年减少 3908.02 万元，「变动原因」里没有「一般公共预算·项目支出」。
    改法：在「变动原因」里加上这一项。
    """
    asked = statement.reasons_of
    printed = None if asked is None else set(_queries(statement, asked).values())
    budget, given = statement.budget, set(_queries(statement, statement.budget.reasons).values())
    for item, difference in _compared(statement):
        if difference and item.query not in given and (printed is None or item.query in printed):
            verb = "增加" if difference > 0 else "减少"
            amount = plain(abs(difference) / MONEY[budget.money_unit])
            yield Trouble(
                f"{item.name}比上年{verb} {amount} {budget.money_unit}，没有写原因",
                statement.place_of_last_year,
                cause="增加或减少的，正文要说明主要原因。",
                hint=f"在「变动原因」里加上一行「{item.key}: …」。",
            )


@rule("YS-003", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def no_reason_without_change(statement: Statement) -> Iterator[Trouble]:
    """模板包不印持平的原因时，与上年持平的不写原因。

    写了也印不出来；多半是上年的数或本年的数写错了。
    例外：多数地方持平也写原因；那样的模板包在 pack.yaml 里写「持平写原因: 是」。
    例：公务接待费与上年同是 1.8 万元，「变动原因」里却有「公务接待费」。
    改法：删去这条原因，或改正本年、上年的数。
    """
    if statement.pack is not None and statement.pack.level_reasons == "是":
        return
    level = {item.query for item, difference in _compared(statement) if difference == 0}
    for name, query in _queries(statement, statement.budget.reasons).items():
        if query in level:
            yield Trouble(
                f"{name}与上年持平，却写了原因",
                statement.budget.reasons[name].position,
                cause="这套模板持平的不印原因。",
            )


@rule("YS-004", Severity.WARNING, "预算公开：增减变化要说明原因", Statement)
def reasons_say_something(statement: Statement) -> Iterator[Trouble]:
    """「变动原因」要写出原因。

    只写「无」「略」或标点，印出来是「主要原因是无」，等于没有说明。
    例：项目支出: 无
    改法：写出增加、减少的主要原因；没有原因可写的，删去这一行。
    """
    for name, reason in statement.budget.reasons.items():
        if SAYS_NOTHING.fullmatch(reason.plain):
            yield Trouble(
                f"「{name}」的变动原因写的是「{reason.plain}」，等于没有写",
                reason.position,
                cause="印出来的句子没有说明原因。",
            )
