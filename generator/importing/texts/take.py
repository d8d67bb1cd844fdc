"""What the places of a text template mean in the content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.importing.pieces import BUDGET, Thing
from generator.importing.tables.sums import Sum
from generator.importing.words import SCALES, amount
from generator.model.finding import FindingError
from generator.model.shape import shape
from generator.model.values import Date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.ground import Ground
    from generator.importing.pieces import Pieces, Value
    from generator.importing.scope import Scope, Target
    from generator.importing.texts.read import Captured
    from generator.model.ledger.query import Query

_FIGURE: Final = re.compile(r"数\((.+)\)")
_CHANGE: Final = re.compile(r"比\((.+)\)\.(方向|差额|上年|原因)(?:=(.+))?")
_UNIT: Final = re.compile(r"(亿元|万元|元)$")
_SAME: Final = "持平"
_SIGNS: Final = {"增加": -1, "减少": 1, _SAME: 0}
_NUMBER, _REASON, _DIRECTION, _DIFFERENCE = "文号", "原因", "方向", "差额"


@dataclass(slots=True)
class Change:
    """How a sum is said to differ from last year's: by how much (元), and whether it rose or fell."""

    query: Query
    place: str
    direction: str = ""
    difference: Decimal | None = None
    step: Decimal = Decimal(1)

    @property
    def added(self) -> Decimal | None:
        """What this year's amount lacks to be last year's, in 元; None where the text doesn't say it."""
        if self.direction == _SAME:
            return Decimal(0)
        sign = _SIGNS.get(self.direction)
        return sign * self.difference if sign is not None and self.difference is not None else None


@dataclass(slots=True)
class Taken:
    """What a text says of money: sums that are only compared, and changes from last year."""

    sums: list[Sum] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)


def project_of(captured: Sequence[Captured], scope: Scope) -> Thing | None:
    """Return the project that a declaration is about: the one whose name it says; None if it says none."""
    name = scope.keys(Thing("项目"))["name"]
    return next((Thing("项目", one.text) for one in captured if one.name == name), None)


def take(captured: Sequence[Captured], ground: Ground, scope: Scope, project: Thing | None, pieces: Pieces) -> Taken:
    """Put what a text says into the content's pieces; return what it says of money."""
    taken = Taken()
    records: dict[tuple[str, int], tuple[dict[str, str], str]] = {}
    texts: dict[str, tuple[list[str], str]] = {}
    for one in captured:
        var, source = one.loop
        if found := _FIGURE.fullmatch(one.name):
            _figure(one, found[1], ground, taken)
        elif found := _CHANGE.fullmatch(one.name):
            _change(one, found, ground, scope, pieces, taken)
        elif var and one.name == var:
            texts.setdefault(source, ([], one.place))[0].append(one.text)
        elif var and one.name.startswith(f"{var}."):
            record, _ = records.setdefault((source, one.turn), ({}, one.place))
            record[one.name.partition(".")[2]] = one.text
        else:
            _add(scope.target(one.name, project), one.text, one.place, pieces)
    for name, (paragraphs, place) in texts.items():
        _add(scope.target(name, project), "\n".join(paragraphs), place, pieces)
    for source in dict.fromkeys(source for source, _ in records):
        own = [(record, place) for (name, _), (record, place) in records.items() if name == source]
        target = scope.target(source, project)
        if target is not None and shape(target.field.annotation).entry is not None:
            _add(target, [record for record, _ in own], own[0][1], pieces)
    return taken


def _add(target: Target | None, value: Value, place: str, pieces: Pieces) -> None:
    """Add a value where it belongs; what is computed belongs nowhere."""
    if target is not None:
        if isinstance(value, str) and shape(target.field.annotation).inner is Date:
            value = Date.written(value)
        pieces.add(target.thing, target.path, value, place)


def _query(text: str, ground: Ground) -> Query | None:
    try:
        return ground.books.query(text, None)
    except FindingError:  # the template says of words of the content what money it means
        return None


def _figure(one: Captured, text: str, ground: Ground, taken: Taken) -> None:
    query, value = _query(text, ground), money(one.text)
    if query is not None and value is not None:
        taken.sums.append(Sum(query, value[0], one.place, value[1], is_open=True))


def _change(  # noqa: PLR0913, PLR0917 - what `take` was given
    one: Captured, found: re.Match[str], ground: Ground, scope: Scope, pieces: Pieces, taken: Taken
) -> None:
    text, what = found[1], found[2]
    query = _query(text, ground)
    if query is None:
        return
    change = taken.changes.setdefault(text, Change(query, one.place))
    if what == _REASON:
        pieces.add(BUDGET, (scope.keys(BUDGET)["reasons"], text), one.text, one.place)
    elif what == _DIRECTION:
        change.direction = found[3] or one.text
    elif what == _DIFFERENCE and (value := money(one.text)) is not None:
        change.difference, change.step = value


def money(text: str) -> tuple[Decimal, Decimal] | None:
    """Return an amount that a sentence says, in 元, and the smallest amount that it shows; None if it says none."""
    unit = _UNIT.search(text)
    if unit is None:
        return None
    try:
        value = amount(text[: unit.start()])
    except ValueError:
        return None
    scale = SCALES[unit[1]]
    # A format may leave out zeros behind the point: two decimals are what it shows.
    return (value or Decimal(0)) * scale, scale.scaleb(-2)
