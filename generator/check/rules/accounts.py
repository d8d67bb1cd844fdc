"""Codes of functional and economic classification against the chart of accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.accounts import LEVELS, is_same_name, parents
from generator.model.finding import Severity
from generator.model.ledger.dimension import ECONOMY, FUNCTION
from generator.model.nearest import nearest
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.position import Position
    from generator.model.values import Word

KINDS = {FUNCTION: "功能分类", ECONOMY: "经济分类"}
# How many digits the codes of a classification can have, the finest last.
DIGITS = {FUNCTION: tuple(LEVELS), ECONOMY: tuple(LEVELS)[:2]}


@dataclass(frozen=True, slots=True)
class _Use:
    """A code where it stands in the content, the name written beside it, and the names of the codes of its kind."""

    code: str
    name: str
    word: Word
    dimension: str
    position: Position
    names: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What people call the classification."""
        return KINDS[self.dimension]

    @property
    def is_whole(self) -> bool:
        """Whether it has the digits of a level."""
        return len(self.code) in DIGITS[self.dimension]

    @property
    def above(self) -> list[str]:
        """The codes above it."""
        return [code for code in parents(self.code) if len(code) < len(self.code)]

    @property
    def name_place(self) -> Position:
        """Where the name stands behind the code."""
        start = len(self.word) - len(self.name)
        place = self.position
        return replace(place, column=place.column + start, length=len(self.name)) if self.name else place


def _uses(statement: Statement) -> Iterator[_Use]:
    for one in statement.codes():
        names = statement.economic if one.dimension == ECONOMY else statement.functional
        place = one.word.position or statement.budget.position
        yield _Use(one.code, one.name, one.word, one.dimension, place, names)


@rule("KM-001", Severity.WARNING, "政府收支分类科目", Statement)
def known_codes(statement: Statement) -> Iterator[Trouble]:
    """科目编码应当在科目表里。

    科目表里没有、内容里也没有写名称的编码，多半是打错了一位。写了名称的，见 KM-005。
    例：2101302，科目表里最接近的是 2101301 城乡医疗救助。
    改法：改正编码；确有这个科目的，写进本部门文件夹的 accounts.yaml，或在编码后面写上名称。
    """
    for use in _uses(statement):
        if use.is_whole and use.code not in use.names and not statement.name_of(use.code):
            yield Trouble(
                f"科目表里没有{use.kind}科目「{use.code}」，也没有写名称",
                use.position,
                cause="多半是打错了一位；科目表也可能不全。没有名称的，表里印的是编码。",
                hint=_proposal(use) + "确有这个科目的，写进本部门文件夹的 accounts.yaml；也可以在编码后面写上名称。",
            )


@rule("KM-005", Severity.NOTE, "政府收支分类科目", Statement)
def named_codes(statement: Statement) -> Iterator[Trouble]:
    """科目表里没有、但写了名称的科目，值得看一眼。

    表里照写的名称印，不影响生成。科目表可能不全，也可能是编码打错了一位。
    例：「2101502 一般行政管理事务」，科目表里没有 2101502。
    改法：核对编码；几个部门都用的，请管理仓库的人补进科目表，只有本部门用的写进本部门文件夹的 accounts.yaml。
    """
    told: set[str] = set()
    for use in _uses(statement):
        if not use.is_whole or not use.name or use.code in use.names or use.code in told:
            continue
        told.add(use.code)
        yield Trouble(
            f"科目表里没有{use.kind}科目「{use.code}」，照写的名称「{use.name}」印",
            use.position,
            cause="科目表可能不全，也可能是编码打错了一位。",
            hint=_proposal(use) + "编码没有错的，不用改；也可以写进本部门文件夹的 accounts.yaml。",
        )


def _proposal(use: _Use) -> str:
    """Return the code that was most likely meant: the one with the written name, or else the one most like it."""
    same_level = {code: name for code, name in use.names.items() if len(code) == len(use.code)}
    named = [code for code, name in same_level.items() if is_same_name(name, use.name)]
    best = nearest(use.code, named or same_level)
    return f"最接近的是 {best} {same_level[best]}。" if best else ""


@rule("KM-002", Severity.ERROR, "政府收支分类科目", Statement)
def names_of_codes(statement: Statement) -> Iterator[Trouble]:
    """科目名称应当与科目表一致。

    编码和名称不是一个科目，说明其中一个写错了。全角、半角不算不同：维修(护)费就是维修（护）费。
    例：30217 写成「公务接待」，科目表里是「公务接待费」。
    改法：改正编码或名称；名称可以不写，由程序照科目表印。
    """
    for use in _uses(statement):
        known = use.names.get(use.code)
        # Where the charts that all share disagree, nobody can tell a department which name is right.
        if use.code in statement.disputed:
            continue
        if use.name and known is not None and not is_same_name(use.name, known):
            yield Trouble(
                f"科目 {use.code} 是「{known}」，这里写的是「{use.name}」",
                use.name_place,
                cause="编码和名称不是同一个科目。",
            )


@rule("KM-003", Severity.ERROR, "政府收支分类科目：类 3 位，款 5 位，项 7 位", Statement)
def digits_of_codes(statement: Statement) -> Iterator[Trouble]:
    """功能分类的编码是 3、5、7 位，经济分类的编码是 3、5 位。

    位数不对的不是科目。金额写到最细的一级，各级的合计由程序算出。
    例：功能分类写成 210130。
    改法：改成「项」（7 位）或「款」（5 位）的编码。
    """
    for use in _uses(statement):
        if not use.is_whole:
            yield Trouble(
                f"{use.kind}科目编码「{use.code}」应当是 {DIGITS[use.dimension][-1]} 位数字",
                use.position,
                cause=f"这里有 {len(use.code)} 位，不是科目。",
                hint=f"改成 {DIGITS[use.dimension][-1]} 位的编码。",
            )


@rule("KM-004", Severity.WARNING, "预算公开：表中的科目要有名称", Statement)
def printed_names(statement: Statement) -> Iterator[Trouble]:
    """表里印出的类、款都要有名称。

    科目表里没有的类、款，表里只能印编码。末级的科目没有名称的，见 KM-001。
    例：2150899 的款 21508 不在科目表里。
    改法：把编码和名称写进本部门文件夹的 accounts.yaml。
    """
    told: set[tuple[str, str]] = set()
    for use in _uses(statement):
        nameless = [code for code in use.above if code not in use.names]  # The code itself: KM-001.
        if not use.is_whole or not nameless or (use.kind, nameless[0]) in told:
            continue
        told.add((use.kind, nameless[0]))
        yield Trouble(
            f"{use.kind}科目 {'、'.join(nameless)} 没有名称，表里印的是编码",
            use.position,
            cause="科目表里没有。",
        )
