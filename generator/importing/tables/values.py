"""What the words of a row say: which code, which project, which unit it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.tables.plan import NAME
from generator.importing.words import OPEN, narrow, plain
from generator.model.accounts import LEVELS
from generator.model.ledger import dimension as dim
from generator.model.ledger.dimension import Codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importing.ground import Ground
    from generator.model.ledger.ledger import Cut

# A code before its name in one cell: [208]社会保障和就业支出.
_CODED: Final = re.compile(r"[\[【(（]?(\d{3}|\d{5}|\d{7})[\]】)）]?[\s\-—_:：.、]*(\D.*)?", re.DOTALL)
_DIGITS: Final = re.compile(r"[\d\s.\-]+")
_FIRST: Final = {dim.FUNCTION: "2", dim.ECONOMY: "3"}
_NEXT: Final = 2
CODE, NAMED = "编码", "名称"


@dataclass(slots=True)
class Values:
    """The values that rows are about; `words` is what was read of those that only the files know."""

    ground: Ground
    words: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _codes: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn the names of codes."""
        for name in _FIRST:
            known: dict[str, set[str]] = defaultdict(set)
            for code, called in self.ground.books.ledger.dimensions[name].names.items():
                known[plain(called)].add(code)
            self._codes[name] = known

    def of(self, cuts: tuple[Cut, ...], said: Mapping[str, str]) -> dict[str, str] | None:
        """Return the value of each dimension that a row stands for; None if it doesn't say one of them."""
        found: dict[str, str] = {}
        for name, level in cuts:
            value = self._value(name, level, said)
            if not value:
                return None
            found[name] = value
        return found

    def _value(self, name: str, level: str, said: Mapping[str, str]) -> str:
        dimension = self.ground.books.ledger.dimensions[name]
        if isinstance(dimension, Codes):
            return self._code(name, level, said)
        text = said.get(f"{name}.{NAMED}") or said.get(NAMED, "")
        if name in OPEN:
            return self._open(name, text, said)
        values = [value for value in dimension.above if plain(dimension.label(value)) == plain(text)]
        return values[0] if len(values) == 1 else ""

    def _open(self, name: str, text: str, said: Mapping[str, str]) -> str:
        code = said.get(f"{name}.{CODE}", "")
        value = code or text
        if value:
            own = {word.removeprefix(f"{name}."): told for word, told in said.items()}
            self.words[name, value] |= {word: told for word, told in {**own, NAMED: text}.items() if told}
        return value

    def _code(self, name: str, level: str, said: Mapping[str, str]) -> str:
        written = narrow(said.get(f"{name}.{CODE}", "")).lstrip("'")
        called = said.get(f"{name}.{NAMED}") or said.get(NAMED, "")
        code = re.sub(r"\D", "", written) if _DIGITS.fullmatch(written) else ""
        for text in (written, called):
            if not code and (found := _CODED.fullmatch(narrow(text).strip())):
                code, called = found[1], (found[2] or called).strip()
        if not code and called:
            digits = next((size for size, word in LEVELS.items() if word == level), 0)
            alike = [one for one in self._codes[name].get(plain(called), ()) if digits in {0, len(one)}]
            code = alike[0] if len(alike) == 1 else ""
        if len(code) not in LEVELS or not code.startswith(_FIRST[name]):
            return ""
        if called and not _DIGITS.fullmatch(called):
            self.words[name, code].setdefault(NAMED, called.strip())
        return code


def parts(texts: list[str]) -> str:
    """Return a code that stands in one cell, or in parts in several: 208, 05, 05; as numbers they lose their zeros."""
    if len(texts) == 1:
        return texts[0]
    code = ""
    for text in texts:
        digits = re.sub(r"\D", "", text)
        if digits.strip("0"):
            whole = len(digits) > _NEXT and digits.startswith(code)
            code = digits if whole else code + (digits if not code else digits.zfill(_NEXT))
    return code


def said_by(take: str, text: str) -> dict[str, str]:
    """Return what a cell says of the words that a column prints: 236001-医保局 of ${单位.编码}-${单位.名称}."""
    if "${" not in take:
        return {take: text}
    names = NAME.findall(take)
    pieces = NAME.split(take)[::2]
    pattern = "".join(
        re.escape(piece) + (f"({'.+' if number == len(names) - 1 else '.+?'})" if number < len(names) else "")
        for number, piece in enumerate(pieces)
    )
    found = re.fullmatch(pattern, text, re.DOTALL)
    return dict(zip(names, (group.strip() for group in found.groups()), strict=True)) if found else {take: text}
