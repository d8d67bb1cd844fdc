"""What files are read by: a pack, the dimensions of money and the names of codes of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.assemble.books import Books
from generator.load.chart import Charts, chart
from generator.load.files import Files
from generator.load.survey import survey
from generator.model.accounts import Accounts
from generator.model.layout import Layout
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import dimensions_of
from generator.model.ledger.ledger import Ledger
from generator.model.ledger.notation import Notation
from generator.model.position import Position
from generator.model.values import Year

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.pack import Pack


@dataclass(frozen=True, slots=True)
class Ground:
    """What files are read by; `folder` is that of a department's year: content/省/部门/2024.

    The ledger of `books` is empty: it knows the dimensions, and the names of the codes of the year.
    """

    root: Path
    folder: str
    pack_name: str
    pack: Pack
    books: Books
    layout: Layout

    @property
    def year(self) -> int:
        """The budget year."""
        return self.books.ledger.year


def ground(root: Path, folder: str, pack_name: str) -> Ground | None:
    """Return what files of a department's year are read by; None if the pack can't be read."""
    files, there = Files(root), survey(root)
    pack = files.pack(pack_name)
    if pack is None:
        return None
    year = Year(int(folder.rpartition("/")[2]), Position(folder, 1))
    accounts, _ = Charts(there).of(folder, year, lambda path: files.read(root / path, Accounts))
    known = dimensions_of(pack)
    for name, names in zip((dim.FUNCTION, dim.ECONOMY), chart(accounts, year), strict=True):
        known[name].names |= names
    ledger = Ledger(known, year.value)
    notation = Notation(known, {name: term.text for name, term in pack.named.items()})
    templates = root / "templates"
    parents = tuple(templates / name for name in pack.parents)
    layout = Layout(templates / pack_name, templates / "common", tuple(pack.forms), parents)
    return Ground(root, folder, pack_name, pack, Books(ledger, notation), layout)
