"""One thing called by different words in one file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.check.hits import Hit, found
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.own import named
from generator.model.statement import Statement
from generator.model.values import Line, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.texts import Piece
    from generator.model.position import Position

DURATION = re.compile("延续性|经常性|持续性|一次性|阶段性|新增")
# What a department is, without the places that it belongs to: 人力资源和社会保障局.
ORGAN = re.compile(
    r"^(?:[^省市区县州旗、，和]{1,8}[省市区县州旗])*(?P<core>[^省市区县州旗、，]{2,20}?(?:局|厅|委员会|中心))"
    r"(?:等\S{1,3}部门|关于|、|[^、，]{0,2}联合)"
)
SUPERVISOR = re.compile(r"(?:[^省市区县州旗]{1,8}[省市区县州旗])*(?P<core>\S{2,20}?(?:局|厅|委员会|委|中心))$")
# Whose documents anyone rests on.
COMMON_ISSUERS = ("财政", "发展和改革", "政府", "审计")
ANNEX = re.compile(r"附件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)")


@rule("GS-191", Severity.NOTE, "通行做法：同一属性用同一个说法", Declaration)
def one_duration(subject: Declaration) -> Iterator[Trouble]:
    """项目属性、项目期和预算绩效说明里，项目延续多久要用同一个说法。

    延续性、经常性、持续性意思不同，混着用，看的人不知道项目是哪一类。
    例：项目属性写「延续性项目」，项目期写「经常性项目」，说明写「属持续性项目」。
    改法：用系统里选定的那一个说法。
    """
    said: list[tuple[str, str, Position]] = []
    for name in ("项目属性", "项目期", "预算绩效说明"):
        value = named(subject.project, name)
        if isinstance(value, Line | Prose) and (words := DURATION.search(value.plain)):
            said.append((name, words[0], value.position))
    if len({words for _, words, _ in said}) > 1:
        first, *_ = said
        other = next(entry for entry in said if entry[1] != first[1])
        told = "，".join(f"{name}「{words}」" for name, words, _ in said)
        marks = tuple(Mark(place, name) for name, _, place in said if place != other[2])
        yield Trouble(
            f"同一件事有几种说法：{told}",
            other[2],
            "几个词意思不同，看的人不知道项目是哪一类。",
            "用系统里选定的那一个说法。",
            marks,
        )


@rule("GS-192", Severity.NOTE, "通行做法：项目由主管部门依据本系统的文件申报", Declaration)
def issuer_of_basis(subject: Declaration) -> Iterator[Trouble]:
    """主管部门和依据文件的发文部门不同。

    机构改革后职能转走了，申报表里的主管部门却没有改，是常见的遗漏。
    例：主管部门是人力资源和社会保障局，依据是医疗保障局等七部门的通知。
    改法：核对主管部门；确实归它主管的，不用动。
    """
    written = named(subject.project, "主管部门及代码")
    if not isinstance(written, Line):
        return
    supervisor = SUPERVISOR.search(written.plain)
    for basis in subject.project.bases if supervisor else ():
        if not isinstance(title := basis.title, Line):
            continue
        issuer = ORGAN.match(title.plain)
        if not supervisor or not issuer or issuer["core"].startswith(COMMON_ISSUERS):
            continue
        if not (_stem(issuer["core"]) in supervisor["core"] or _stem(supervisor["core"]) in issuer["core"]):
            yield Trouble(
                f"主管部门是「{supervisor['core']}」，依据是「{issuer['core']}」发的文件",
                written.position,
                "项目一般由主管部门依据本系统的文件申报；职能转走以后，这一栏常忘了改。",
                "核对主管部门；确实归它主管的，不用动。",
                (Mark(title.position, "依据"),),
            )


@rule("GS-193", Severity.NOTE, "GB/T 9704—2012 第 7.3.4 条：附件用阿拉伯数字编号", Declaration, Statement)
def annex_numbers(subject: Declaration | Statement) -> Iterator[Trouble]:
    """附件的编号用同一种数字。

    一处写「附件1」，一处写「附件二」，看的人找不到对应的附件。
    例：附件1、附件二。
    改法：统一成一种。
    """
    numbers = list(found(subject, annexes))
    kinds = Counter(hit.message for _, hit in numbers)
    if len(kinds) > 1:
        usual, _ = kinds.most_common(1)[0]
        marks = tuple(Mark(place, "另一种编号") for place, hit in numbers if hit.message == usual)
        place = next(place for place, hit in numbers if hit.message != usual)
        yield Trouble(
            "附件的编号有的用阿拉伯数字，有的用汉字", place, "看的人找不到对应的附件。", "统一成一种。", marks[:1]
        )


def annexes(piece: Piece) -> Iterator[Hit]:
    """Find the numbers of annexes; the message is their kind."""
    for annex in ANNEX.finditer(piece.plain):
        yield Hit(*annex.span(), "阿拉伯数字" if annex["number"].isascii() else "汉字")


def _stem(core: str) -> str:
    return re.sub(r"(?:管理局|局|厅|委员会|委|中心)$", "", core)
