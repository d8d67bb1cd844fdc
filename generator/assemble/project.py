"""What a project says, for every document that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.assemble.indicators import rows
from generator.model.amounts import funding_amount
from generator.model.text import Text, joined, of_words

if TYPE_CHECKING:
    from generator.assemble.view import View, Viewer
    from generator.model.pack import Pack
    from generator.model.project import Basis, Funding, Project


def project_view(viewer: Viewer, project: Project, pack: Pack, *, alone: bool = False) -> dict[str, View]:
    """View a project by its keys, with what is computed from them; levels of indicators may stand on `alone` rows."""
    values = viewer.entry(project)
    values["依据"] = tuple(map(_basis, project.bases)) or None
    values["指标行"] = [dict(row) for row in rows(project.indicators, pack, alone=alone)]
    if plan := project.funding:
        values["资金来源"] = {"中期": _funding(viewer, plan.medium), "年度": _funding(viewer, plan.annual)}
    return values


def _basis(basis: Basis) -> Text:
    """Return a document as it is cited: the whole sentence, or number and title."""
    if basis.note is not None:
        return basis.note.text
    given = [line.text for line in (basis.number, basis.title) if line is not None]
    return joined((given[0], *(part for text in given[1:] for part in (of_words(" "), text)))) if given else Text()


def _funding(viewer: Viewer, funding: Funding | None) -> View:
    """View the money of all levels, with its sum."""
    return {**viewer.entry(funding), "总投入": funding_amount(funding)} if funding else None
