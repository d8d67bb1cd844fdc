"""Joins the tags of a table that pages have parted: one Table, whose rows and cells are whole.

Heads that are printed again on a further page say nothing new, and neither do rows that only draw a line: both stay out
of the tags, as page numbers do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

_REPEATED: Final = frozenset((Name.THead, Name.TFoot))
_CELLS: Final = frozenset((Name.TH, Name.TD))


def whole(tree: pikepdf.Object) -> list[pikepdf.Object]:
    """Join the tables below an element; return them in their order."""
    found: dict[str, pikepdf.Object] = {}
    for table in list(_tables(tree)):
        _drop_bars(table)
        name = _name(table)
        if name in found:
            _add(table, found[name])
            _take(table)
        else:
            found[name] = table
    for table in found.values():
        _forget(table)
    return list(found.values())


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the elements in an element."""
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def rows(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the rows of a table or of a part of it (its head, a body, its foot); a row may be such a part itself."""
    if part.get("/S") == Name.TR:
        yield part
        return
    for child in children(part):
        yield from rows(child)


def cells_of(row: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the cells of a row."""
    return [child for child in children(row) if child.get("/S") in _CELLS]


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in children(element):
        if child.get("/S") == Name.Table:
            yield child
        else:
            yield from _tables(child)


def _name(element: pikepdf.Object) -> str:
    """Return what an element comes from, as pdf_tags.py has marked it."""
    return str(element.get("/T", ""))


def _drop_bars(table: pikepdf.Object) -> None:
    """Take out the rows that only draw the line above and below a table on each page: they say nothing."""
    table.K = Array([part for part in children(table) if part.get("/S") not in _REPEATED or not _is_bar(part)])


def _is_bar(part: pikepdf.Object) -> bool:
    cells = [cell for row in rows(part) for cell in cells_of(row)]
    return len(cells) == 1 and not len(cells[0].get("/K", Array()))


def _add(rest: pikepdf.Object, table: pikepdf.Object) -> None:
    """Add the rows of the part of a table that stands on another page; a row that was torn gets its rest."""
    bodies = [part for part in children(table) if part.get("/S") not in _REPEATED]
    known = {_name(row): row for row in rows(bodies[-1])} if bodies else {}
    for part in children(rest):
        if part.get("/S") in _REPEATED:
            part.P = table  # The page still names it, and through it what is above it.
            _forget(part)
            continue
        if not bodies:  # Of a table that begins with nothing but its head on a page.
            _move(part, table)
            bodies = [part]
            continue
        for row in list(rows(part)):
            if (torn := known.get(_name(row))) is not None:
                _join(row, torn)
            else:
                _move(row, bodies[-1])


def _join(rest: pikepdf.Object, row: pikepdf.Object) -> None:
    known = {_name(cell): cell for cell in cells_of(row)}
    for cell in cells_of(rest):
        if (first := known.get(_name(cell))) is None:
            _move(cell, row)
        else:
            for kid in children(cell):
                _move(kid, first)


def _move(element: pikepdf.Object, parent: pikepdf.Object) -> None:
    element.P = parent
    parent.K.append(element)


def _take(table: pikepdf.Object) -> None:
    """Take a table out of the tags, and what stood around it alone."""
    element = table
    while True:
        parent = element.get("/P")
        if parent is None or parent.get("/S") is None:
            return
        parent.K = Array([kid for kid in parent.K if not _is(kid, element)])
        if len(parent.K) or parent.get("/S") == Name.Document:
            return
        element = parent


def _is(kid: object, element: pikepdf.Object) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == element.objgen


def _forget(element: pikepdf.Object) -> None:
    """Take out the marks of a table."""
    for part in (element, *(one for row in rows(element) for one in (row, *cells_of(row)))):
        if "/T" in part:
            del part["/T"]
