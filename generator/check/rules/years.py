"""Years that belong to another budget, or contradict one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.check.hits import Hit, each
from generator.check.registry import Trouble, rule
from generator.check.texts import pieces
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.texts import Piece
    from generator.model.position import Position

BASIS = "通行做法：预算文件只写预算年度和相邻的年度"
YEAR = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?=年)")
SPAN = re.compile(r"(?P<first>(?:19|20)\d\d)年?度?[-—－~～至到]+(?P<last>(?:19|20)\d\d)年")
# Titles, numbers of documents, and what may speak of any time.
ELSEWHERE = re.compile(r"《[^》]*》|〔[^〕]*〕[^，。；]*?号|截[至止]\S{0,2}\d{4}年[\d月日底末]*")
HISTORY = re.compile(
    r"(?:自|从|于|始于|始建于)$|^年(?:\d+月)?(?:\d+日)?(?:以来|起|开始|成立|印发|修订|建成|建立|设立|出台|公布|施行)"
)
TITLED = re.compile(r"《[^》]*》|〔[^〕]*〕[^，。；]*?号")
# A day, a month, an end: what happened or stood then.
MOMENT = re.compile(r"年(?:\d{1,2}月|底|末|初|[上下]半年|第?[一二三四]季度)")
CLAUSE = re.compile(r"[^，。；\n]*")
CONTRACT = re.compile("合同|协议|规划|文件|通知|普查|年鉴")
# The bases and their titles name years of their own.
DATED_KEYS = ("立项依据", "文号", "标题")
MEDIUM_YEARS, MEDIUM_KEYS = 2, ("绩效目标.总体", "中期")
BASED_ON = re.compile(
    r"(?:根据|按照?|依据)(?:参加)?(?P<year>20\d\d)年度?(?!底|末)[^，。；\d]{0,16}?(?:参加|参保|人数|人员|户数|在校|在册)"
)
EXPECTED = re.compile(
    r"(?P<year>20\d\d)年度?(?!底|末)[^，。；]{0,16}?\d+(?:\.\d+)?万?[人户名][^，。；]{0,4}(?:参加|参保)"
)
DOCUMENT = re.compile(r"[〔\[［【（(﹝](?P<year>(?:19|20)\d\d)[〕\]］】）)﹞]\s*\d+\s*号")
ADVANCE = re.compile(r"提前下达\s*(?P<year>20\d\d)年")


FOREIGN: Final = "GS-151"


@rule(FOREIGN, Severity.NOTE, BASIS, Declaration, Statement)
def foreign_years(subject: Declaration | Statement) -> Iterator[Trouble]:
    """正文里的年份，除了预算年度和前后各一年，都值得看一眼。

    每年照着上年的文件改，最容易漏改的就是年份。文件标题、文号、截至的日期、起止年份和合同里的不算。
    例：2024 年的预算里写「2021年度工作经费」。
    改法：漏改的改成预算年度；确实说的是那一年，不用动。
    """
    year = subject.department.year.value
    yield from each(subject, lambda piece: strangers(piece, year), f"预算年度是 {year} 年，多半是从旧文件漏改的。")


@rule("GS-152", Severity.NOTE, BASIS, Declaration)
def base_of_another_year(project: Declaration) -> Iterator[Trouble]:
    """经费按哪一年的人数算，前后要一致。

    一处说按上年的人数算，一处又给出预算年度的人数，金额到底按哪一个算，审核的人没法判断。
    例：2024 年的项目写「根据参加2023年度医疗保险的人数」，又写「预计2024年共有108000人参加」。
    改法：按实际用的人数改成一致；确实按上年人数预拨的，写明预拨。
    """
    budget_year = project.department.year.value
    expected = _dated(project, EXPECTED)
    now = next((place for year, place in expected if year == budget_year), None)
    for year, place in _dated(project, BASED_ON) if now else ():
        if year < budget_year and now:
            yield Trouble(
                f"这里按 {year} 年的人数算，别处给出的是 {budget_year} 年的人数",
                place,
                "人数的年度不同，金额按哪一个算就说不清。",
                "按实际用的人数改成一致；按上年人数预拨的，写明预拨。",
                (Mark(now, f"{budget_year} 年的人数"),),
            )


@rule("GS-153", Severity.NOTE, "通行做法：提前下达的是下一年度的资金", Declaration, Statement)
def advance_of_past_year(subject: Declaration | Statement) -> Iterator[Trouble]:
    """提前下达的资金，年度不会早于文件的年份。

    提前下达的是下一年度的资金；年度反而更早，文号和标题里总有一个抄错了。
    例：〔2023〕137号提前下达2022年中央补助资金。
    改法：照原文件核对文号和标题。
    """
    yield from each(subject, past_advances, "提前下达的是下一年度的资金。")


@rule("GS-154", Severity.WARNING, "通行做法：依据的文件先于预算", Declaration, Statement)
def basis_of_the_future(subject: Declaration | Statement) -> Iterator[Trouble]:
    """依据的文件不会晚于预算年度。

    编预算时还没有的文件，不能作依据；多半是文号的年份抄错了。
    例：2024 年的预算以〔2026〕3号为依据。
    改法：照原文件核对文号。
    """
    year = subject.department.year.value
    yield from each(subject, lambda piece: later_documents(piece, year), f"预算年度是 {year} 年。")


def budget_years(piece: Piece, year: int) -> Iterator[Hit]:
    """Find where a text means the budget year itself: no date, no document, no contract, nothing that began then."""
    if any(key in piece.path.split(".") for key in DATED_KEYS):
        return
    taken = [found.span() for pattern in (ELSEWHERE, SPAN, ADVANCE) for found in pattern.finditer(piece.plain)]
    for found in YEAR.finditer(piece.plain):
        inside = any(start <= found.start() < end for start, end in taken)
        named = _is_named(piece.plain, found) or MOMENT.match(piece.plain, found.end())
        if int(found["year"]) == year and not inside and not named and not piece.is_printed_figure(found.start()):
            yield Hit(*found.span("year"), f"{year}年")


def other_years(piece: Piece, year: int) -> Iterator[Hit]:
    """Find where a text names a year before the budget year, but for numbers and titles of documents."""
    if any(key in piece.path.split(".") for key in DATED_KEYS):
        return
    taken = [found.span() for found in TITLED.finditer(piece.plain)]
    for found in YEAR.finditer(piece.plain):
        inside = any(start <= found.start() < end for start, end in taken)
        if int(found["year"]) < year and not inside:
            around = piece.plain[max(found.start() - 8, 0) : found.end() + 12].replace("\n", " ")
            yield Hit(*found.span("year"), f"{found['year']} → {int(found['year']) + 1}？……{around}……")


def strangers(piece: Piece, budget_year: int) -> Iterator[Hit]:
    """Find years that are neither the budget year nor beside it, where they aren't those of something named."""
    if any(key in piece.path.split(".") for key in DATED_KEYS):
        return
    later = MEDIUM_YEARS if any(key in piece.path for key in MEDIUM_KEYS) else 1
    usual = range(budget_year - 1, budget_year + later + 1)
    spans = list(SPAN.finditer(piece.plain))
    taken = [found.span() for found in ELSEWHERE.finditer(piece.plain)]
    taken += [s.span() for s in spans if any(int(s["first"]) <= year <= int(s["last"]) for year in usual)]
    for found in YEAR.finditer(piece.plain):
        inside = any(start <= found.start() < end for start, end in taken)
        if int(found["year"]) not in usual and not inside and not _is_named(piece.plain, found):
            message = f"「{found['year']}年」不是预算年度（{budget_year}）和相邻的年度"
            yield Hit(found.start(), found.end() + 1, message, "漏改的改成预算年度；确实说的是那一年，不用动。")


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether the words around a year tell why it is there."""
    before, after = text[max(found.start() - 3, 0) : found.start()], text[found.end() : found.end() + 12]
    clause = next((c[0] for c in CLAUSE.finditer(text) if c.start() <= found.start() < c.end()), "")
    return bool(re.search(HISTORY, before) or re.search(HISTORY, after) or CONTRACT.search(clause))


def past_advances(piece: Piece) -> Iterator[Hit]:
    """Find money given in advance for a year before that of its document."""
    for advance in ADVANCE.finditer(piece.plain):
        documents = list(DOCUMENT.finditer(piece.plain, 0, advance.start()))
        if documents and int(advance["year"]) < int(documents[-1]["year"]):
            message = f"{documents[-1]['year']} 年的文件提前下达 {advance['year']} 年的资金"
            yield Hit(*advance.span("year"), message, "照原文件核对文号和标题。")


def later_documents(piece: Piece, budget_year: int) -> Iterator[Hit]:
    """Find documents that are younger than the budget."""
    for document in DOCUMENT.finditer(piece.plain):
        if int(document["year"]) > budget_year:
            yield Hit(*document.span("year"), f"依据的文件「{document[0]}」晚于预算年度", "照原文件核对文号。")


def _dated(project: Declaration, pattern: re.Pattern[str]) -> list[tuple[int, Position]]:
    """Return the years of all texts that a pattern finds, each place once."""
    found = {
        piece.at(*match.span("year")): int(match["year"])
        for piece in pieces(project)
        for match in pattern.finditer(piece.plain)
    }
    return [(year, place) for place, year in found.items()]
