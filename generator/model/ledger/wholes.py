"""Money that is the sum of others': a department's of its units', a region's of its departments'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.ledger import dimension as dim
from generator.model.ledger import past
from generator.model.ledger.choices import dimensions_of
from generator.model.ledger.joining import roll_up
from generator.model.ledger.ledger import Ledger
from generator.model.ledger.notation import Notation
from generator.model.ledger.query import query_of
from generator.model.ledger.statement import residues_of

if TYPE_CHECKING:
    from generator.model.roll_up import RollUp
    from generator.model.statement import Statement


def ledger_of_units(statement: Statement) -> Ledger:
    """Return the ledger of a department whose units have budgets, with last year's of those that are no more."""
    ledger = Ledger(dimensions_of(statement.pack), statement.department.year.value)
    # Tables print projects in the order of their files, whichever unit they are of.
    ledger.dimensions[dim.PROJECT].add(dict.fromkeys(file.path for file in statement.projects))
    roll_up(ledger, [(unit.ledger, query_of({dim.UNIT: (unit.unit_value,)})) for unit in statement.units])
    past.join_ended(ledger, statement.ended, statement.projects, statement.position)
    notation = Notation(ledger.dimensions)
    has_own_income = any(unit.budget.income is not None for unit in statement.units)
    for one in statement.budget.residues:
        ledger.residues += residues_of(one, notation, has_own_income=has_own_income)
    return ledger


def ledger_of_departments(region: RollUp) -> Ledger:
    """Return the ledger of a region, with last year's of those departments that are no more."""
    ledger = Ledger(dimensions_of(region.pack), region.year.value)
    roll_up(ledger, [(one.ledger, query_of({dim.DEPARTMENT: (one.home,)})) for one in region.departments])
    past.join_ended(ledger, region.ended, region.projects, region.position)
    return ledger
