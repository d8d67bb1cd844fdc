"""What rules look at and documents are made of: a project, the budget of a unit or a department, a region."""

from __future__ import annotations

from typing import TypeAlias

from generator.model.declaration import Declaration
from generator.model.roll_up import RollUp
from generator.model.statement import Statement

Subject: TypeAlias = Declaration | Statement | RollUp
