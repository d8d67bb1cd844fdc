"""What a clerk can write as one scalar, once it has been read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from generator.model.text import Figure, Text, joined
from generator.model.unguarded import unguarded

if TYPE_CHECKING:
    from generator.model.position import Position


class InvalidValueError(Exception):
    """Raised when something looks into a field that could not be read; whoever needs it is skipped."""


class _Unreadable(type):
    """Lets nobody look through the class either: `keys(type(value))` is a look inside too."""

    def __getattr__(cls, name: str) -> NoReturn:
        if name.startswith("__") and name != "__dataclass_fields__":  # Python itself asks for these.
            raise AttributeError(name)
        raise InvalidValueError(name)


class Invalid(metaclass=_Unreadable):
    """Stands in the place of a field that could not be read; its finding has been reported.

    Any look inside raises InvalidValueError, so that a rule which needs this field skips itself. Only its place is
    known, as that of any value, and `written`, what a draft can show of it: paragraphs, the wrong ones as they stand.
    """

    def __init__(self, position: Position, written: tuple[Text | ItemList, ...] = ()) -> None:
        self.position, self.written = position, written

    def __getattr__(self, name: str) -> NoReturn:
        raise InvalidValueError(name)

    def _refuse(self, *_: object) -> NoReturn:
        raise InvalidValueError

    # Python looks these up in the class, past __getattr__. Without them, a rule would compare or print the stand-in.
    __iter__ = __bool__ = __len__ = __getitem__ = __contains__ = __str__ = __format__ = _refuse
    __eq__ = __hash__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse


NUMBER_PATTERN = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
ONE_LINE: dict[str, Any] = {
    "type": ["string", "number", "boolean"],
    # A `|` block of one line ends with a line break.
    "pattern": r"^[^\n]*\n?$",
    "errorMessage": "这里应当是一行文字或一个数，不能空着。",
}


class Scalar:
    """Base of the scalar values."""

    # What an editor can know of the value, which YAML may take for a number or truth value: `67470076` is text to us.
    # `errorMessage` is what editors show.
    json_schema: ClassVar[dict[str, Any]]


class Word(str):
    """A word out of a fixed choice, or a key of a table: words like any other that know where they stand."""

    __slots__ = ("position",)
    position: Position | None

    def __new__(cls, text: str, position: Position | None = None) -> Self:
        """Make a word of a text."""
        word = super().__new__(cls, text)
        word.position = position
        return word


@unguarded
class Term(Scalar):
    """A name or code that is taken exactly as written; references are not looked for in it."""

    text: str
    position: Position
    json_schema: ClassVar[dict[str, Any]] = ONE_LINE

    def __str__(self) -> str:
        return self.text


@unguarded
class Line(Scalar):
    """One line of text, in which figures can be named as `${…}`."""

    text: Text
    position: Position
    json_schema: ClassVar[dict[str, Any]] = ONE_LINE

    @property
    def plain(self) -> str:
        """The characters that a reader sees."""
        return self.text.plain


@unguarded
class ItemList:
    """A paragraph `${明细}`: the place where the list of spending items is to be printed."""

    position: Position


@unguarded
class Prose(Scalar):
    """Text of one or more paragraphs, in which figures, items and passages can be named as `${…}`."""

    paragraphs: tuple[Text | ItemList, ...]
    position: Position
    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["string", "number", "boolean"],
        "errorMessage": "这里应当是文字，可以分段；不能空着，也不能是列表或下一级的键。",
    }

    @property
    def plain(self) -> str:
        """The characters that a reader sees, without the lists."""
        return joined(part for part in self.paragraphs if isinstance(part, Text)).plain


@unguarded
class Amount(Scalar):
    """An amount of money; `figure.value` is in 元."""

    figure: Figure
    position: Position
    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["number", "string"],
        "pattern": rf"^({NUMBER_PATTERN}|\$\{{.+\}})$",
        "errorMessage": "金额只写半角数字，如 21.85；不写单位和千分位逗号；要计算就写公式 ${…}。",
    }


@unguarded
class Part:
    """One amount of several, and the words that say which it is, from the outside in."""

    words: tuple[Word, ...]
    amount: Amount

    @property
    def position(self) -> Position:
        """Where its last word stands, or the amount where it has none."""
        last = self.words[-1].position if self.words else None
        return last if last is not None else self.amount.position


@unguarded
class Amounts(Scalar):
    """An amount, or several by what they are: each key says one thing (科目, 资金来源, 级次), as deep as is known."""

    parts: tuple[Part, ...]
    position: Position
    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["number", "string", "object"],
        "pattern": Amount.json_schema["pattern"],
        "errorMessage": "写一个金额，或一级一级分开：每个占一行，写成「科目编码和名称: 金额」，多缩进两格。",
    }

    def content(self) -> Amount | dict[Word, Amount | Amounts]:
        """Return the one amount, or what stands below each key."""
        if len(self.parts) == 1 and not self.parts[0].words:
            return self.parts[0].amount
        found: dict[Word, list[Part]] = {}
        for part in self.parts:
            if part.words:
                found.setdefault(part.words[0], []).append(Part(part.words[1:], part.amount))
        return {
            word: parts[0].amount
            if len(parts) == 1 and not parts[0].words
            else Amounts(tuple(parts), _place(word, self))
            for word, parts in found.items()
        }


def _place(word: Word, around: Amounts) -> Position:
    return word.position if word.position is not None else around.position


@unguarded
class Quantity(Scalar):
    """A number with its unit (`108000 人`, `5 元/人`), or a formula."""

    figure: Figure
    position: Position
    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["number", "string"],
        "pattern": rf"^({NUMBER_PATTERN} *([^\s0-9.,，+*/(（-][^\s0-9,，${{}}]*)?|\$\{{.+\}})$",
        "errorMessage": "写半角数字加单位，如「108000 人」「5 元/人」；要计算就写公式 ${…}。",
    }


@unguarded
class Year(Scalar):
    """A budget year, 2000 to 2099."""

    value: int
    position: Position
    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["integer", "string"],
        "minimum": 2000,
        "maximum": 2099,
        "pattern": r"^20[0-9]{2}$",
        "errorMessage": "写四位数字，如 2024。",
    }


@unguarded
class Date(Scalar):
    """A day of the calendar, written 2024-01-05."""

    text: str
    position: Position

    @staticmethod
    def written(printed: str) -> str:
        """Return a day as files write it: 2024年1月5日 is 2024-01-05; what is none, as it stands."""
        found = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", printed)
        return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else printed

    @property
    def printed(self) -> str:
        """The day as documents say it (GB/T 9704: no leading zeros): 2024年1月5日; what can't be read, as it stands."""
        parts = self.text.split("-")
        if not all(part.isdecimal() for part in parts):
            return self.text
        return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))

    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["string"],
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "errorMessage": "写成 2024-01-05。",
    }
