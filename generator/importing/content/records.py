"""What tables of records (取自) say: the lists of a budget, and projects with their 指标."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.importing.files.paper import short
from generator.importing.forms.indicators import records as indicators
from generator.importing.pieces import Thing, is_money
from generator.importing.scope import INDICATORS
from generator.model.entry import fields
from generator.model.imports import Grade, Remark
from generator.model.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.pieces import Pieces, Value
    from generator.importing.scope import Scope
    from generator.importing.tables.sums import Record, Table
    from generator.model.entry import Field
    from generator.model.pack import Pack

# A list that is no list of a budget, but the projects themselves.
_PROJECTS: Final = "项目"


def take(table: Table, scope: Scope, pack: Pack, pieces: Pieces) -> None:
    """Put the records of a table into the content's pieces."""
    for source, own in _by_source(table.records):
        if source == _PROJECTS:
            for record in own:
                _project(record, scope, pack, pieces)
        else:
            _list(source, own, None, scope, pack, pieces)


def _by_source(records: Sequence[Record]) -> Iterator[tuple[str, list[Record]]]:
    for source in dict.fromkeys(record.source for record in records):
        yield source, [record for record in records if record.source == source]


def _project(record: Record, scope: Scope, pack: Pack, pieces: Pieces) -> None:
    names = scope.keys(Thing("项目"))
    called = record.said.get(names.get("code", "")) or record.said.get(names["name"], "")
    if not called:
        why = "没有项目的名称，没有读"
        pieces.remarks.append(Remark(Grade.DECIDE, record.place, short("".join(record.said.values())), why))
        return
    thing = Thing("项目", called)
    for name, text in record.said.items():
        target = scope.inside(thing, tuple(name.split(".")))
        if target is not None:
            pieces.add(thing, target.path, valued(text, target.field), record.place)
    for source, own in _by_source(record.below):
        _list(source, own, thing, scope, pack, pieces)


def _list(  # noqa: PLR0913, PLR0917 - what `take` was given
    source: str, own: Sequence[Record], project: Thing | None, scope: Scope, pack: Pack, pieces: Pieces
) -> None:
    target = scope.target(source, project)
    if target is None:
        return
    if source == INDICATORS:
        found: list[dict[str, Any]] = indicators([one.said for one in own], pack)
    else:
        model = shape(target.field.annotation).entry
        known = {one.key: one for one in fields(model)} if model is not None else {}
        found = [{name: valued(text, known[name]) for name, text in one.said.items() if name in known} for one in own]
    pieces.add(target.thing, target.path, found, own[0].place)


def valued(text: str, field: Field) -> Value:
    """Return what was read for a field: an amount in 元 where that is one of money."""
    return Decimal(text) if is_money(shape(field.annotation).inner) else text
