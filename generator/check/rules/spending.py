"""What a declaration says of its spending, against its items."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.equations import equations
from generator.check.money import funding, items
from generator.check.numbers import MONEY_UNIT, NUMBER, amounts, measure, place, yuan
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.check.numbers import Measure
    from generator.model.project import Item, Project
    from generator.model.text import Text
    from generator.model.values import Prose

BASIS = "通行做法：正文与开支明细说的是同一笔钱"
TOTAL = re.compile(
    rf"(?:合计|共计|总计)(?:金额|经费|资金)?(?:为|是|：|:)?\s{{0,2}}({NUMBER})\s{{0,2}}({MONEY_UNIT})(?!/)"
)
# Ends of the words that name an amount; 、 joins two words for one thing (监管、审计费).
CLAUSE = re.compile(r"[；，。：;,:（）()]")
ENOUGH = 2


def _texts(subject: Declaration) -> list[Text]:
    declared = subject.project
    return list(paragraphs([declared.overview, _said(declared), declared.annual]))


def _said(project: Project) -> Prose | None:
    """Return what is said of the spending."""
    return project.spending.text if project.spending is not None else None


def _groups(subject: Declaration) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in subject.project.items:
        if item.group is not None:
            groups.setdefault(item.group.text, []).append(item)
    return groups


@rule("JS-111", Severity.WARNING, BASIS, Declaration)
def groups_in_the_text(subject: Declaration) -> Iterator[Trouble]:
    """正文里按类写的金额，要等于明细里这一类的合计。

    两项错得正好相抵时，合计看不出来；要一类一类地核对。
    例：正文「档案整理5万元，其他14万元」，明细里档案 6 万元，其他 13 万元。
    改法：正文用 ${小计.档案} 引用，由程序算出。
    """
    groups = _groups(subject)
    for text in _texts(subject) if groups else ():
        named = [(label, amount) for words, amount in _labelled(text) for label in _group(words, groups)]
        if len({label for label, _ in named}) < ENOUGH:
            continue
        for label, amount in named:
            members = groups[label]
            total = sum((item.amount.figure.value for item in members), Decimal(0))
            if amount.value != total and amount.position:
                unit = subject.project.money_unit
                parts = " + ".join(yuan(item.amount.figure.value, unit).removesuffix(unit) for item in members)
                whole = f"{parts} = {yuan(total, unit)}" if members[1:] else yuan(total, unit)
                yield Trouble(
                    f"正文写「{label}」{amount.written}，明细里这一类是 {whole}，"
                    f"相差 {yuan(abs(amount.value - total), unit)}",
                    amount.position,
                    cause="正文与明细说的是同一笔钱。",
                    hint=f"正文用 ${{小计.{label}}} 引用，由程序算出。",
                    marks=tuple(Mark(item.amount.position, f"明细「{item.name.plain}」") for item in members),
                    operands=tuple(item.amount.figure for item in members),
                )


def _labelled(text: Text) -> Iterator[tuple[str, Measure]]:
    """Yield the amounts of a text with the words before them."""
    at = 0
    for amount in amounts(text):
        words = CLAUSE.split(text.plain[at : amount.start])[-1]
        at = amount.end
        yield re.sub(r"[、\s]", "", words), amount


def _group(words: str, groups: Mapping[str, object]) -> list[str]:
    """Return the one group that words name (医保基金监管审计费 names 监管审计), or nothing where they name several."""
    named = [group for group in groups if group in words]
    return named if len(named) == 1 else []


def _is_of_items(text: Text, subject: Declaration) -> bool:
    """Whether the totals of a text are those of the spending items: it stands beside them, or names several."""
    names = {item.name.plain for item in subject.project.items} | set(_groups(subject))
    return text in list(paragraphs(_said(subject.project))) or sum(name in text.plain for name in names) >= ENOUGH


@rule("JS-112", Severity.WARNING, BASIS, Declaration)
def total_in_the_text(subject: Declaration) -> Iterator[Trouble]:
    """正文里的「合计」要等于开支明细的合计。

    两处说的是同一笔钱，不相等说明其中一处漏了或写错了。项目基本概况、年度目标里的「合计」，提到几项明细的才比较。
    例：明细合计 81.25 万元，正文「合计80.25万元」。
    改法：正文用 ${明细.合计} 引用，由程序算出。
    """
    money = items(subject.project)
    if money is None:
        return
    for text in _texts(subject):
        for found in TOTAL.finditer(text.plain) if _is_of_items(text, subject) else ():
            said = measure(found[0], found[2], found[1])
            spot = place(text, found.start(1), len(found[1] + found[2]))
            if spot and abs(said.value - money.value) * 2 > said.step:
                unit = found[2]
                yield Trouble(
                    f"正文合计 {found[1]}{unit}，{money.name} {yuan(money.value, unit)}，"
                    f"相差 {yuan(abs(said.value - money.value), unit)}",
                    spot,
                    cause="正文与明细说的是同一笔钱。",
                    marks=(Mark(money.position, money.name),) if money.position else (),
                )


@rule("JS-113", Severity.NOTE, BASIS, Declaration)
def basis_of_the_amount(subject: Declaration) -> Iterator[Trouble]:
    """按标准算出的经费与开支明细的合计不同时，要说明差额从哪里来。

    只按标准要钱，却按别的数花钱，看的人不知道差额由谁出。
    例：5元/人*108000人=54万元，具体开支却有 81.25 万元，多出 27.25 万元。
    改法：写明差额由什么资金承担，各处说法一致；算错的改正。
    """
    money = items(subject.project)
    if money is None:
        return
    for text in paragraphs(_said(subject.project)):
        for found in equations(text):
            said = measure("", found.unit, f"{found.result:f}") if found.is_money else None
            if said and found.position and said.value != money.value:
                unit = found.unit
                more = "多出" if money.value > said.value else "少了"
                yield Trouble(
                    f"按标准算出 {yuan(said.value, unit)}，{money.name} {yuan(money.value, unit)}，"
                    f"{more} {yuan(abs(money.value - said.value), unit)}",
                    found.position,
                    cause="差额要有来源。",
                    marks=(Mark(money.position, money.name),) if money.position else (),
                )


@rule("JS-114", Severity.NOTE, "预算编制要求：项目支出应当细化到具体开支", Declaration)
def amount_without_breakdown(subject: Declaration) -> Iterator[Trouble]:
    """资金安排只有一个总数，没有明细。

    看不出钱花在哪里，也核对不了总数。
    例：「2025年资金安排7968243.98元」，没有明细，也没有测算的算式。
    改法：补上开支明细，或写出人数 × 标准的算式。
    """
    declared = subject.project
    if declared.items or funding(declared, medium=False):
        return
    texts = list(paragraphs(_said(declared)))
    if any(list(equations(text)) for text in texts):
        return
    found = [amount for text in texts for amount in amounts(text)]
    if len(found) == 1 and found[0].position:
        yield Trouble(
            f"资金安排 {found[0].written} 没有明细",
            found[0].position,
            cause="看不出钱花在哪里，也核对不了总数。",
        )
