"""A form as it was read, and what its cells mean in the content."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.importing.files.paper import short
from generator.importing.forms.indicators import records
from generator.importing.pieces import DEPARTMENT, UNIT, Thing, is_money
from generator.importing.scope import BASES, BUDGET_NAME, INDICATORS, NOTE
from generator.importing.tables.sums import Sum
from generator.importing.words import SCALES, amount
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import Query, query_of
from generator.model.pack import USUAL
from generator.model.shape import shape

if TYPE_CHECKING:
    from generator.importing.ground import Ground
    from generator.importing.pieces import Pieces
    from generator.importing.scope import Scope
    from generator.model.pack import FormSpec


@dataclass(slots=True)
class Form:
    """A form as it was read: paragraphs by the names of its cells, rows by those of its lists, each with its place."""

    name: str
    place: str
    cells: dict[str, tuple[list[str], str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def text(self, cell: str) -> str:
        """Return what a cell says; "" if it says nothing."""
        return "\n".join(filter(None, (line.strip() for line in self.cells.get(cell, ([], ""))[0])))


def take(  # noqa: PLR0913, PLR0917 - where things go
    form: Form, ground: Ground, scope: Scope, pieces: Pieces, sums: list[Sum], about: Thing | None = None
) -> Thing | None:
    """Put what a form says into the content's pieces and sums; return the project that it is about, if it is.

    `about` is the project of the whole document, where that has one.
    """
    spec = ground.pack.forms[form.name]
    is_of_project = spec.each is not None or not scope.has_budget
    project = about or (_project(form, spec, scope) if is_of_project else None)
    unit = ground.pack.money[spec.money.text if spec.money is not None else USUAL].unit
    for cell, source in spec.cells.items():
        if source.text == BUDGET_NAME:
            _unit_name(form, cell, scope, pieces)
            continue
        target = scope.target(source.text, project)
        text = form.text(cell)
        if target is None or not text:
            continue
        if source.text == BASES:
            records_ = [{NOTE: line} for line in text.split("\n")]
            pieces.add(target.thing, target.path, records_, form.cells[cell][1])
            continue
        value: str | Decimal = text
        if is_money(shape(target.field.annotation).inner):
            given = _money(form, cell, unit)
            if given is None:
                continue
            value = given
        pieces.add(target.thing, target.path, value, form.cells[cell][1])
    for name, rows in spec.rows.items():
        target = scope.target(rows.source.text, project)
        if target is not None and rows.source.text == INDICATORS:
            found = records(form.rows.get(name, []), ground.pack)
            pieces.add(target.thing, target.path, found, form.place)
    _sums(form, spec, project, ground, sums, unit)
    return project


def _project(form: Form, spec: FormSpec, scope: Scope) -> Thing:
    """Return the project that a form is about: by its code, or else by its name."""
    said = {source.text: form.text(cell) for cell, source in spec.cells.items()}
    names = scope.keys(Thing("项目"))
    code, name = (said.get(names.get(field, ""), "") for field in ("code", "name"))
    return Thing("项目", code or name)


def _unit_name(form: Form, cell: str, scope: Scope, pieces: Pieces) -> None:
    """Take the name that the budget system has for a unit apart: 236001-医保局（本级）."""
    text = form.text(cell)
    code, dash, name = text.partition("-")
    if dash and code.isascii() and code.isalnum():
        names, unit = scope.keys(UNIT), Thing("单位", code)
        pieces.add(unit, (names["budget_code"],), code, form.cells[cell][1])
        pieces.add(unit, (names["short"],), name, form.cells[cell][1])
    elif text:
        pieces.add(DEPARTMENT, (scope.keys(DEPARTMENT)["name"],), text, form.cells[cell][1])


def _money(form: Form, cell: str, unit: str) -> Decimal | None:
    """Return an amount in 元; one that is none is told."""
    text = form.text(cell)
    try:
        value = amount(text.removesuffix(unit))
    except ValueError:
        form.remarks.append(Remark(Grade.MONEY, form.cells[cell][1], short(text), f"「{cell}」应是金额"))
        return None
    return value * SCALES[unit] if value is not None else Decimal(0)


def _sums(  # noqa: PLR0913, PLR0917 - what `take` was given
    form: Form, spec: FormSpec, project: Thing | None, ground: Ground, sums: list[Sum], unit: str
) -> None:
    own = query_of({dim.PROJECT: (project.id,)}) if project is not None and project.id else Query()
    for cell, asked in spec.sums.items():
        if not form.text(cell):
            continue
        value = _money(form, cell, unit)
        if value:
            query = own.meet(ground.books.query(asked.text, asked.position), ground.books.ledger.dimensions)
            sums.append(Sum(query, value, form.cells[cell][1], SCALES[unit].scaleb(-2)))
