"""What a text template can say, section by section: a pattern for each line, and what fills the places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.texts.flat import IS, Flat
from generator.importing.words import plain
from generator.model.entry import keys
from generator.model.project import Basis, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from generator.importing.texts.flat import Piece
    from generator.model.layout import Layout

_MARK: Final = re.compile(r"(#{1,4}) +|@(标题|附件|表格|表单|目录)[ ]*|@(?:封面|署名|盖章|成文日期) +")
_AMOUNT: Final = r"-?[\d,，]+(?:\.\d+)?(?:亿元|万元|元|%|％)?"
# What questions of a template print, and what has a form of its own.
_PRINTED: Final = (
    (re.compile(r"比\(.*\)\.方向"), "增加|减少|持平"),
    (re.compile(r"比\(.*\)\.百分比"), r"-?[\d,.]+[%％]"),
    (re.compile(r"数\(.*\)|比\(.*\)\.(?:差额|上年)|.*\.数"), _AMOUNT),
    (re.compile(rf".+\.{keys(Item)['amount']}"), _AMOUNT),
    (re.compile(r"个\(.*\)|loop\.\w+|.*\|length"), r"\d+"),
    (re.compile(r"上?年度"), r"\d{4}"),
    (re.compile(r"成文日期|公开日期"), r"\d{4}年\d{1,2}月\d{1,2}日"),
    (re.compile(rf".+\.{keys(Basis)['number']}"), r"[^，。；《》\s]{1,40}?[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号"),
)
# Punctuation that people change without noticing, and space, count as the same.
_ALIKE: Final = {"，": "[，,]", "：": "[：:]", "；": "[；;]", "（": "[（(]", "）": "[）)]", ",": "[，,]", ":": "[：:]"}
_QUOTES: Final = dict.fromkeys('“”"„', '[“”"„]')


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a template can say. `words` are its own; `loops` are what it repeats over, from the outside in.

    `kind` is 标题, 附件, 表格, 表单, 目录, or 文 for running text.
    """

    kind: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    words: str
    loops: tuple[tuple[str, str], ...] = ()
    is_optional: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it says nothing itself: whatever stands there fills it."""
        return not self.words


@dataclass(slots=True)
class Section:
    """What stands below a heading (or an annex): what it says, and its lines in their order."""

    level: int
    heading: Line | None
    lines: list[Line] = field(default_factory=list)


class Script:
    """The sections of a text template, the first of them before any heading."""

    def __init__(self, layout: Layout, name: str) -> None:
        """Read a template of a pack."""
        self.sections = [Section(0, None)]
        self._loops: list[tuple[str, str] | None] = []
        for line in _lines(Flat(layout, name).pieces):
            self._take(line)

    @property
    def names(self) -> set[str]:
        """The names of all its places."""
        return {name for section in self.sections for line in section.lines for name in line.names}

    def fits(self, words: AbstractSet[str], titles: Sequence[str]) -> float:
        """Return how much a document is one of this template, by its lines (as they are compared) and likely titles."""
        headings = [one.heading.words for one in self.sections if one.heading is not None]
        labels = {plain(words.partition(" ")[0]) for words in headings} | set(map(plain, headings))
        lines = [line for line in self.sections[0].lines if line.kind == "标题" and not line.is_open]
        named = any(line.pattern.fullmatch(title) for line in lines for title in titles)
        return len(labels & words) / max(len(headings), 1) + named

    def titles(self) -> dict[str, list[str]]:
        """Return what documents call the tables: the label and title of their annex, or the heading above."""
        found: dict[str, list[str]] = {}
        for section in self.sections:
            words = section.heading.words if section.heading is not None else ""
            label, _, title = (
                words.partition(" ") if section.heading and section.heading.kind == "附件" else ("", "", words)
            )
            for line in section.lines:
                if line.kind == "表格":
                    found.setdefault(line.words, []).extend([label, title])
        return found

    def title_names(self, text: str) -> list[tuple[str, str]]:
        """Return what the label and title of an annex say; nothing where a text is none."""
        for section in self.sections:
            heading = section.heading
            if heading is not None and heading.kind == "附件" and (found := heading.pattern.fullmatch(text)):
                return list(zip(heading.names, found.groups(), strict=True))
        return []

    def _take(self, line: list[Piece]) -> None:
        if not any(piece.text.strip() for piece in line if piece.kind in {"文", "值"}):
            self._turn(line)
            return
        first = line[0].text.lstrip() if line[0].kind == "文" else ""
        found = _MARK.match(first)
        if found:
            line = [line[0]._replace(text=first[found.end() :]), *line[1:]]
        # Lines of cover and imprint are read like any text.
        kind = (found[2] or "") if found and (found[1] or found[2]) else "文"
        made = self._line(kind or "题", line)
        if found and (found[1] or kind == "附件"):
            self.sections.append(Section(len(found[1]) if found[1] else 1, made))
        elif kind == "标题":
            self.sections[0].lines.append(made)
        else:
            self.sections[-1].lines.append(made)

    def _turn(self, line: Iterable[Piece]) -> None:
        """Note where loops and conditions begin and end."""
        for piece in line:
            if piece.kind == "复":
                self._loops.append((piece.text, piece.source))
            elif piece.kind == "若":
                self._loops.append(None)
            elif piece.kind == "完" and self._loops:
                self._loops.pop()

    def _line(self, kind: str, line: Sequence[Piece]) -> Line:
        pattern, names = pattern_of(line)
        words = "".join(piece.text for piece in _always(line)).strip()
        loops = tuple(loop for loop in self._loops if loop)
        return Line(kind, re.compile(pattern, re.DOTALL), tuple(names), words, loops, bool(self._loops))


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.kind != "文":
            line.append(piece)
            continue
        first, *rest = piece.text.split("\n")
        line.append(piece._replace(text=first))
        for text in rest:
            yield [one for one in line if one.text or one.kind != "文"]
            line = [piece._replace(text=text)]
    yield line


def _always(line: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the words of a line that stand there in any case."""
    depth = 0
    for piece in line:
        depth += {"复": 1, "若": 1, "完": -1}.get(piece.kind, 0)
        if piece.kind == "文" and not depth:
            yield piece


def pattern_of(line: Sequence[Piece]) -> tuple[str, list[str]]:
    """Return a pattern for a line, and the names of its groups; what repeats in it has none."""
    out, names, depth = "", [], 0
    stack: list[str] = []
    for piece in line:
        match piece.kind:
            case "文":
                out += literal(piece.text)
            case "值" if piece.text == "断":
                pass
            case "值":
                what = next((shown for name, shown in _PRINTED if name.fullmatch(piece.text)), "")
                names += [] if depth else [piece.text]
                loose = what or (r"[^，。；]*?" if depth else ".*?")
                out += f"(?:{loose})" if depth else f"({loose})"
            case "复":
                out, depth = f"{out}(?:", depth + 1
                stack.append("复")
            case "若":
                # An empty group tells whether this way was taken.
                is_told = IS in piece.text and not depth
                names += [piece.text] if is_told else []
                out += "(?:()" if is_told else "(?:"
                stack.append("若")
            case "否":
                out += "|"
            case "完" if stack:
                is_loop = stack.pop() == "复"
                out, depth = out + (")*" if is_loop else ")"), depth - is_loop
    return out + ")" * len(stack), names


def literal(text: str) -> str:
    """Return a pattern for words as people may write them: space, widths and quotes make no difference."""
    parts = (_ALIKE.get(one) or _QUOTES.get(one) or re.escape(one) for one in text if not one.isspace())
    return r"\s*".join(["", *parts, ""]) if text.strip() else r"\s*"
