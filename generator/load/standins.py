"""Puts something that can be shown in the place of all that could not be read, so that a draft can show the rest."""

from __future__ import annotations

import re
import types
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin

from generator.load.fields import made
from generator.model.budget import Residue
from generator.model.department import Unit
from generator.model.entry import Entry, fields
from generator.model.roll_up import RollUp
from generator.model.shape import shape
from generator.model.statement import Statement
from generator.model.text import Figure, Text, Unread, joined, of_words
from generator.model.units import MONEY
from generator.model.values import (
    Amount,
    Amounts,
    Date,
    Invalid,
    InvalidValueError,
    Line,
    Prose,
    Quantity,
    Term,
    Word,
    Year,
)

if TYPE_CHECKING:
    from generator.model.subject import Subject

EntryT = TypeVar("EntryT", bound=Entry)
# Stands for a field of which nothing is known.
NOTHING = "〔读不出〕"


def readable(subject: Subject) -> Subject:
    """Return a subject without anything Invalid; figures that depend on a stand-in know it (`is_known`)."""
    if isinstance(subject, RollUp):
        if subject.missing:  # Nothing can stand in for a department whose money is not known.
            raise InvalidValueError
        return replace(subject, region=_entry(subject.region), departments=tuple(map(_statement, subject.departments)))
    if isinstance(subject, Statement):
        return _statement(subject)
    unit = _value(subject.unit, Unit)
    department = _entry(subject.department)
    return replace(subject, project=_entry(subject.project), department=department, unit=unit)


def _statement(subject: Statement) -> Statement:
    budget, department = subject.budget, _entry(subject.department)
    if isinstance(budget.unit, Invalid):  # No stand-in names a unit: the only one, if there is but one, is meant.
        budget = replace(budget, unit=None)
    known = replace(
        subject,
        budget=_entry(budget),
        department=department,
        projects=tuple(replace(file, project=_entry(file.project)) for file in subject.projects),
        functional=_value(subject.functional, dict[str, str]),
        economic=_value(subject.economic, dict[str, str]),
        units=tuple(map(_statement, subject.units)),
    )
    return known if _knows_last_year(known) else _without_last_year(known)


def _knows_last_year(statement: Statement) -> bool:
    try:
        return not statement.ledger.gaps
    except InvalidValueError:  # Of money that can't be told apart a draft says nothing anyway.
        return True


def _without_last_year(statement: Statement) -> Statement:
    """Return a statement that compares nothing: its draft shows the rest, and that last year is missing is told."""
    budget = replace(statement.budget, last_year="无")
    return replace(statement, before=None, budget=budget, ended=())


def _entry(entry: EntryT) -> EntryT:
    values = {field.name: _value(getattr(entry, field.name), field.annotation) for field in fields(type(entry))}
    return made(type(entry), values, entry.position)


def _value(value: Any, annotation: Any) -> Any:
    """Return a value whose parts can all be shown; what is absent stays so."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        annotation = next(part for part in arguments if part is not type(None))
        return _value(value, annotation)
    if isinstance(value, Invalid):
        return _stand_in(value, annotation)
    if isinstance(value, Amounts):
        return replace(value, parts=tuple(replace(p, amount=_value(p.amount, Amount)) for p in value.parts))
    if isinstance(value, Entry):
        return _entry(value)
    if isinstance(value, dict):
        return {name: _value(item, arguments[1]) for name, item in value.items()}
    if isinstance(value, list):
        if origin is dict:  # What stands below levels may be a list, too.
            return [_value(item, shape(annotation).inner) for item in value]
        return [_value(item, arguments[0]) for item in value if not _belongs_nowhere(item, arguments[0])]
    return value


def _belongs_nowhere(item: object, annotation: Any) -> bool:
    """Whether something is a 尾差 of a total that could not be read: no stand-in says which."""
    return annotation is Residue and (isinstance(item, Invalid) or isinstance(getattr(item, "total", None), Invalid))


def _stand_in(invalid: Invalid, annotation: Any) -> Any:
    """Return what can be shown for a field: its words as they were written; no figure, since any would be wrong."""
    place = invalid.position
    paragraphs = invalid.written or (of_words(NOTHING, place),)
    text = joined(part for part in paragraphs if isinstance(part, Text))
    figure = Figure(Decimal(0), "元", text.plain, Unread(place, text.plain))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:  # Amounts are computed with units of money: the one that files without one are read with.
        return Word("万元" if set(arguments) <= set(MONEY) else text.plain, place)
    if origin in {list, dict}:
        return origin()
    if issubclass(annotation, Entry):
        needed = (field for field in fields(annotation) if field.is_required)
        return made(annotation, {field.name: _stand_in(invalid, field.annotation) for field in needed}, place)
    year = re.search(r"/(\d{4})/", place.path)
    scalars: dict[type, Any] = {
        str: text.plain,
        Term: Term(text.plain, place),
        Line: Line(text, place),
        Prose: Prose(paragraphs, place),
        Amount: Amount(figure, place),
        Amounts: Amounts((), place),
        Quantity: Quantity(replace(figure, unit=""), place),
        Year: Year(int(year[1]) if year else 0, place),
        Date: Date(text.plain, place),
    }
    return scalars[annotation]
