"""Names of the department and its units that are written almost right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.hits import Hit, each
from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.texts import Piece

BASIS = "GB/T 9704—2012：发文机关用全称或规范化简称"
# 昆明市呈贡区 before 医疗保障局; one character before 县 (忠县), two before the others, so that 城市管理局 stays whole.
REGION = re.compile(r"(?:[^省市区县州旗盟\s]{2,8}?(?:自治[区州县旗]|[省市区州旗盟县])|[^省市区县州旗盟\s]县)")
ORGAN = r"(?:管理局|事务局|局|厅|委员会|办公室|中心|总队|支队|大队)"
STEM = re.compile(rf"(?P<stem>.+?)(?P<organ>{ORGAN})$")
TITLE = re.compile(r"《[^》]*》?")
# What may follow a name; the stem alone also names a policy: 潼南区医疗保障工作.
PREDICATE = r"(?=下设|内设|下属|直属|机关(?!事业)|负责|主管|承担|是\S{0,12}(?:单位|部门)|为\S{0,12}(?:单位|部门))"
SHORT_NAME = 3
LONG_ENOUGH = 5
MOST_MISSING = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A full name: the last region in it, and what follows (医疗, 保障局)."""

    full: str
    region: str
    tail: str

    @property
    def stem(self) -> str:
        """The tail without its 局 or 中心."""
        found = STEM.fullmatch(self.tail)
        return found["stem"] if found else self.tail


@rule("GS-161", Severity.WARNING, BASIS, Declaration, Statement)
def near_names(subject: Declaration | Statement) -> Iterator[Trouble]:
    """部门和单位的名称要写对、写全。

    只差一两个字的名称，读的人会以为是另一个单位；名称要和印章一致。
    例：「潼南区保障局」（少了「医疗」）、「潼南区医疗保障下设」（少了「局」）、「医疗保险局」（应为医疗保障局）。
    改法：照部门文件里的全称改。
    """
    names = [name for name in map(parse, _written(subject)) if name]
    yield from each(subject, lambda piece: variants(piece, names), "名称和部门文件里的只差几个字。")


def _written(subject: Declaration | Statement) -> list[str]:
    units = [subject.unit] if isinstance(subject, Declaration) else subject.department.units
    return list(dict.fromkeys([subject.department.name.text, *(unit.name.text for unit in units)]))


def parse(full: str) -> Name | None:
    """Split a full name after its last region; None for one without a region, which can't be told from others."""
    end, region = 0, ""
    while (found := REGION.match(full, end)) and found.end() < len(full) - 1:
        end, region = found.end(), found[0]
    return Name(full, region, full[end:]) if region else None


def variants(piece: Piece, names: list[Name]) -> Iterator[Hit]:
    """Find what follows the region of a name and is almost the name."""
    text = TITLE.sub(lambda title: " " * len(title[0]), piece.plain)
    for name in names:
        known = {other.tail for other in names if other.region == name.region}
        for found in re.finditer(
            rf"{re.escape(name.region)}(?P<tail>(?![的级及和与各内])[^\W\d_]{{1,14}}?{ORGAN})", text
        ):
            start, end = found.start(), found.end()
            if found["tail"] not in known and is_near(found["tail"], name.tail):
                yield _hit(start, end, piece.plain[start:end], name)
        for found in re.finditer(re.escape(name.region + name.stem) + PREDICATE, text):
            if name.stem != name.tail:
                yield _hit(*found.span(), found[0], name)


def _hit(start: int, end: int, written: str, name: Name) -> Hit:
    return Hit(start, end, f"「{written}」和「{name.full}」只差几个字", f"改成「{name.region}{name.tail}」或全称。")


def is_near(written: str, right: str) -> bool:
    """Whether a name is most likely meant to be another: a part is missing or doubled, or one character differs.

    Short names that begin alike (医保局) are abbreviations; short names that don't (财政局, 民政局) are others.
    """
    if STEM.fullmatch(written) and STEM.fullmatch(right) and not _same_organ(written, right):
        return False
    if len(written) <= SHORT_NAME and written[0] == right[0]:
        return False
    shorter, longer = sorted((written, right), key=len)
    if 0 < len(longer) - len(shorter) <= MOST_MISSING and _is_subsequence(shorter, longer):
        return True
    differing = sum(a != b for a, b in zip(written, right, strict=False))
    return len(written) == len(right) >= LONG_ENOUGH and differing == 1


def _same_organ(one: str, other: str) -> bool:
    return one[-1] == other[-1]


def _is_subsequence(shorter: str, longer: str) -> bool:
    letters = iter(longer)
    return all(letter in letters for letter in shorter)
