"""The ledger of a statement, computed once for all rules that ask it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.check.texts import Same
from generator.model.ledger import Ledger
from generator.model.statement import Statement

if TYPE_CHECKING:
    from generator.model.project import Project


def ledger_of(statement: Statement) -> Ledger:
    """Return the ledger of a statement; it remembers the figures that it has computed."""
    return _ledger(Same(statement))


# All rules run over one subject before the next one comes.
@lru_cache(maxsize=1)
def _ledger(same: Same) -> Ledger:
    subject: Project | Statement = same.subject
    if not isinstance(subject, Statement):
        raise TypeError(subject)
    return Ledger(subject)
