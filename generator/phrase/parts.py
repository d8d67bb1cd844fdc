"""Cuts a title or a head into the parts that no line may break.

Known words come from a list of our own; what it does not know stays in one piece, so a gap in the list costs a better
line, never a broken word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Read when the first title is too long for a line.
LIST: Final = Path(__file__).with_name("words.txt")
# Numbers, codes and foreign words, with what the number counts.
_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,/%+~—-]*(?:年度|周年|[年月日号个万元批期次％家人项级类条岁])?")
_YEAR: Final = re.compile(r"\d{4}年(?:度)?")
_OPENING: Final = frozenset("（《「『【〔〈“‘([{")
_CLOSING: Final = frozenset("，。、；：？！）》」』】〕〉”’％%)!,.:;?]}·—…")
# What joins two words, where it stands between two.
_JOINING: Final = frozenset("及和与或暨")
# Single characters that go with the word before them, and with the one behind; all others go with both.
_BEHIND: Final = frozenset("的等级费款局处科股站所院厅员者们性化类率额表")
_BEFORE: Final = frozenset("非原含新老大小各全副总多未已被对为按由从在以将不无零高低")
# Names of places, whose last character tells where they end; all of an unknown piece has to be such names.
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:省|自治区|自治州|自治县|地区|[市州盟区县旗镇乡])")
_PLACES: Final = re.compile(f"(?:{_PLACE.pattern})+")
_ASIDE: Final = re.compile(r"[（(].{1,2}[）)]")
_UNKNOWN_COST: Final = 3  # of a character that is in no word


class Kind(Enum):
    """What a piece of a text is."""

    WORD = auto()
    JOINT = auto()
    UNKNOWN = auto()
    OPENING = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A part that stays whole."""

    text: str
    kind: Kind = Kind.WORD

    @property
    def is_year(self) -> bool:
        """Whether this is a year and nothing else."""
        return _YEAR.fullmatch(self.text) is not None

    @property
    def is_joint(self) -> bool:
        """Whether a line that ends here would leave the word in the air that joins it with the next."""
        return self.text[-1] in _JOINING


def parts(text: str, longest: int = 0) -> list[Part]:
    """Return the parts of a text in their order; words of at most `longest` characters, where no more have room."""
    made: list[Part] = []
    hold = False  # whether the next piece goes with the last part
    for piece in _pieces(text, longest):
        lone = piece.kind is Kind.UNKNOWN and len(piece.text) == 1
        if made and (hold or piece.kind is Kind.CLOSING or (lone and piece.text not in _BEFORE)):
            is_sure = piece.kind is Kind.CLOSING or (lone and piece.text in _BEHIND)
            made[-1] = Part(made[-1].text + piece.text, made[-1].kind if is_sure else piece.kind)
        else:
            made.append(piece)
        hold = piece.kind is Kind.OPENING or piece.text[-1].isdigit() or (lone and piece.text not in _BEHIND)
    return _with_asides(made)


def _with_asides(made: list[Part]) -> list[Part]:
    """Join a word in brackets of one or two characters with what stands before it: 文化馆（站）."""
    joined: list[Part] = []
    for part in made:
        if joined and _ASIDE.fullmatch(part.text):
            joined[-1] = Part(joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined


@cache
def _words() -> frozenset[str]:
    lines = LIST.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _longest() -> int:
    return max(map(len, _words()))


def _pieces(text: str, longest: int) -> Iterator[Part]:
    """Yield words and marks; unknown characters beside each other are one piece."""
    cuts = _cut(text, longest)
    run = ""
    for place, cut in enumerate(cuts):
        kind = _kind(cuts, place)
        if kind is Kind.UNKNOWN:
            run += cut
            continue
        yield from _unknown(run)
        run = ""
        yield Part(cut, kind)
    yield from _unknown(run)


def _unknown(run: str) -> Iterator[Part]:
    """Yield the names of places that a piece is made of, or the piece as it is."""
    if _PLACES.fullmatch(run):
        yield from (Part(name) for name in _PLACE.findall(run))
    elif run:
        yield Part(run, Kind.UNKNOWN)


def _kind(cuts: list[str], place: int) -> Kind:
    cut = cuts[place]
    if cut in _OPENING:
        return Kind.OPENING
    if cut in _CLOSING:
        return Kind.CLOSING
    if len(cut) > 1 or _NUMBER.fullmatch(cut):
        return Kind.WORD
    around = cuts[max(place - 1, 0) : place], cuts[place + 1 : place + 2]
    is_between = all(near and (len(near[0]) > 1 or near[0] in _OPENING | _CLOSING) for near in around)
    return Kind.JOINT if cut in _JOINING and is_between else Kind.UNKNOWN


def _cut(text: str, longest: int) -> list[str]:
    """Cut a text into known words, numbers and single characters: as few of these as can be, then as few words."""
    most = min(longest or _longest(), _longest())
    numbers = {found.end(): found.start() for found in _NUMBER.finditer(text)}
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # cost, number of pieces, where the last piece begins
    for end in range(1, len(text) + 1):
        starts = [start for start in range(max(end - most, 0), end - 1) if text[start:end] in _words()]
        starts += [numbers[end]] if end in numbers else []
        choices = [(best[start][0], best[start][1] + 1, start) for start in starts]
        cost = 0 if text[end - 1] in _OPENING | _CLOSING else _UNKNOWN_COST
        best.append(min([*choices, (best[end - 1][0] + cost, best[end - 1][1] + 1, end - 1)]))
    cuts, end = [], len(text)
    while end:
        start = best[end][2]
        cuts.append(text[start:end])
        end = start
    return cuts[::-1]
