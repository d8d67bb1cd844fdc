"""What files call by its code in one place and by its name in another is one: a project, a purchase, a unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.importing.asked import called
from generator.importing.files.paper import short
from generator.importing.pieces import Kind, Thing
from generator.importing.tables.values import CODE, NAMED
from generator.importing.words import OPEN, plain
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.reading import Reading
    from generator.importing.scope import Scope
    from generator.importing.tables.sums import Sum
    from generator.importing.tables.values import Values


def join(reading: Reading, values: Values, scope: Scope) -> None:
    """Let what was said of a name be said of the code that has it; a name that several codes have is told."""
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: set[tuple[str, str]] = set()
    for of, value, name in _known(reading, values, scope):
        if name and value != name:
            codes[of, plain(name)].add(value)
        elif name:
            names.add((of, name))
    found: dict[tuple[str, str], str] = {}
    for of, name in sorted(names):
        own = codes.get((of, plain(name)), set())
        if len(own) == 1:
            (found[of, name],) = own
        elif own:
            why = f"这个名称有几个编码：{'、'.join(sorted(own))}，不知道是哪一个"
            reading.remarks.append(Remark(Grade.DECIDE, of, short(name), why, "在表里写上编码，再导入。"))
    if found:
        _rename(reading, values, found)


def _known(reading: Reading, values: Values, scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Yield values with their names, as tables and as forms say them; a value without a code is its name."""
    for (of, value), told in values.words.items():
        if of in OPEN:
            yield of, value, told.get(NAMED, "") if told.get(CODE) else value
    for thing in reading.pieces.things("项目"):
        name, _ = reading.pieces.of(thing).get((scope.keys(thing)["name"],), (thing.id, ""))
        yield dim.PROJECT, thing.id, str(name)


def _rename(reading: Reading, values: Values, found: dict[tuple[str, str], str]) -> None:
    def one(given: Sum) -> Sum:
        return replace(given, query=called(given.query, found))

    reading.sums[:], reading.of_forms[:] = map(one, reading.sums), map(one, reading.of_forms)
    for table in reading.tables:
        table.sums[:] = map(one, table.sums)
    for facts in reading.facts:
        facts.facts[:] = [
            (name, coverage, replace(fact, values={of: found.get((of, value), value) for of, value in fact.values.items()}))
            for name, coverage, fact in facts.facts
        ]
    for (of, name), code in found.items():
        values.words[of, code] = {**values.words.pop((of, name), {}), **values.words.get((of, code), {})}
    kinds: dict[str, Kind] = {dim.PROJECT: "项目", dim.UNIT: "单位"}
    renamed = {Thing(kinds[of], name): Thing(kinds[of], code) for (of, name), code in found.items() if of in kinds}
    reading.pieces.rename(renamed)
