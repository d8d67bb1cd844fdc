"""Frequent mistakes in official writing: wrong characters from words.toml, and what was written twice."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.hits import HAN, Hit, each
from generator.check.registry import Trouble, rule
from generator.check.texts import Piece, pieces
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement
from generator.model.units import MONEY
from generator.model.values import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = Path(__file__).parents[1] / "words.toml"
BASIS = "《通用规范汉字表》《第一批异形词整理表》《现代汉语词典》；逐条见 generator/check/words.toml"
# Two to six characters said twice, and single ones that never stand twice.
TWICE = re.compile(rf"(?P<words>[{HAN}]{{2,6}})(?P=words)")
# The ends of words that begin or end so: 目的的确定, 为了了解, 参与与否, 普及及推广, 共和和.
SINGLE = re.compile(
    r"(?<!(?<!项)目)(?<![标有无是])的的(?!确)|(?<!(?<!项)目)(?<![标有无是])的的确(?=[定认立保])|(?<![不为除完到])了了(?![之解结却然事断望如])"
    r"|(?<![共饱缓温柔平])和和(?![气平美睦谐解县])|(?<![参赋给授])与与(?!会)|(?<![以普涉遍触波危惠顾提论])及及(?![时格第])"
)
# ${参保率}%: the figure has brought its unit.
UNIT = re.compile(
    r"[%％]{2,}|(?<=\d)(?:(?P<unit>[人家次场辆台套户项条天元])(?P=unit)|(?P<money>[万亿]元)(?:(?P=money)|元))(?!均)"
)
# Each of a kind (一步一步, 每人每年), and what people do a little.
MEANT_TWICE = re.compile("[每一]|研究|讨论|商量|考虑")
LONG_PARAGRAPH = 12


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of words.toml: how it is written wrong and right, and why.

    `core` are characters that every match holds: looking for them first is many times faster than the pattern.
    """

    core: str
    pattern: re.Pattern[str]
    right: str
    reason: str


@cache
def words(severity: Severity) -> tuple[Word, ...]:
    """Return the entries of a severity."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["word"]
    return tuple(
        Word(
            entry.get("core", entry["wrong"]),
            re.compile(entry.get("pattern", entry["wrong"])),
            entry["right"],
            entry["reason"],
        )
        for entry in entries
        if entry["severity"] == severity.value
    )


@rule("WZ-101", Severity.ERROR, BASIS, Declaration, Statement)
def wrong_words(subject: Declaration | Statement) -> Iterator[Trouble]:
    """错别字：写出来的不是词。

    都是公文和公开的预算里常见的错字，多半是拼音输入法选错、扫描认错，或照着错的抄。
    例：对像、宜传、布署、拔款。
    改法：照提示改；每一条的理由见 words.toml。
    """
    yield from _listed(subject, Severity.ERROR)


@rule("WZ-102", Severity.WARNING, BASIS, Declaration, Statement)
def misused_words(subject: Declaration | Statement) -> Iterator[Trouble]:
    """用错的词：词是有的，用在这里不对。

    读音相近的词意思不同；在这样的上下文里，几乎总是用错了。
    例：截止2023年12月、做为主管部门、帐户。
    改法：照提示改；确实是那个意思的，不用动。
    """
    yield from _listed(subject, Severity.WARNING)


@rule("WZ-103", Severity.NOTE, BASIS, Declaration, Statement)
def other_spellings(subject: Declaration | Statement) -> Iterator[Trouble]:
    """不推荐的写法：两种写法都见得到，公文用推荐的一种。

    异形词在一份文件里混用，检索和统计都会漏。
    例：其它、份量、度过难关。
    改法：改成推荐的写法。
    """
    yield from _listed(subject, Severity.NOTE)


@rule("WZ-104", Severity.WARNING, "通行做法", Declaration, Statement)
def said_twice(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一个词连写了两遍。

    多半是删改句子时留下的，或复制时多粘了一遍。
    例：支出增加增加、项目的的实施。
    改法：删去一个。
    """
    yield from each(subject, repeated, "多半是删改时留下的。")


@rule("WZ-105", Severity.WARNING, "通行做法", Declaration, Statement)
def same_paragraph(subject: Declaration | Statement) -> Iterator[Trouble]:
    """一栏里同一段文字印了两遍。

    公开的文件里有整页的条目重复印了两遍的，多半是复制时多粘了一遍。
    例：职能职责的第 1 条到第 8 条又从头写了一遍。
    改法：删去重复的一段。
    """
    seen: dict[tuple[str, str], Piece] = {}
    for piece in pieces(subject):
        if not isinstance(piece.value.leaf, Prose) or len(piece.plain) < LONG_PARAGRAPH:
            continue
        place = piece.at(0, len(piece.plain))
        first = seen.setdefault((str(piece.value.leaf.position), piece.plain), piece)
        other = first.at(0, len(piece.plain))
        if first is not piece and other != place:
            yield Trouble(
                f"「{piece.plain[:LONG_PARAGRAPH]}……」这一段写了两遍",
                place,
                "同一栏里有两段一模一样的文字。",
                "删去重复的一段。",
                (Mark(other, "第一遍"),),
            )


def repeated(piece: Piece) -> Iterator[Hit]:
    """Find words that are written twice in a row."""
    for found in TWICE.finditer(piece.plain):
        if not MEANT_TWICE.search(found["words"]) and found["words"] not in MONEY:
            yield Hit(*found.span(), f"「{found['words']}」连写了两遍", f"只留一个「{found['words']}」。")
    for found in UNIT.finditer(piece.plain):
        yield Hit(*found.span(), f"单位「{found[0]}」写了两遍", "引用的数据已经带单位，后面不再写。")
    for found in SINGLE.finditer(piece.plain):
        yield Hit(*found.span(), f"「{found[0][0]}」连写了两遍", f"只留一个「{found[0][0]}」。")


def matches(text: str, severity: Severity) -> Iterator[tuple[re.Match[str], Word]]:
    """Yield the listed mistakes in a text."""
    for word in words(severity):
        if word.core in text:
            for found in word.pattern.finditer(text):
                yield found, word


def _listed(subject: Declaration | Statement, severity: Severity) -> Iterator[Trouble]:
    verb = {Severity.ERROR: "应为", Severity.WARNING: "多半应为"}.get(severity, "推荐写")

    def find(piece: Piece) -> Iterator[Hit]:
        for found, word in matches(piece.plain, severity):
            right = found.expand(word.right)
            message = f"「{found[0]}」{verb}「{right}」：{word.reason}"
            yield Hit(*found.span(), message, f"改成「{right}」。", right if severity is Severity.ERROR else None)

    yield from each(subject, find, "常见的错别字和误用，见 words.toml。")
