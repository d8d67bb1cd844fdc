"""Keeps the heads of a table on pages whose first row is longer than the page.

WeasyPrint 70 leaves the heads out there, although it could tear the row instead, as it does without heads: at the top
of a page it lays the rows out below the heads as if something stood above them. This changes that one argument of one
private function of WeasyPrint, whose version is therefore locked.
"""

from __future__ import annotations

import inspect
from typing import Final

from weasyprint.layout import block, table

from generator.render.justify import UnknownWeasyPrintError

_STOCK: Final = "page_is_empty=avoid_breaks)"
_OURS: Final = "page_is_empty=avoid_breaks or page_is_empty)"
_TIMES: Final = 3  # with heads and feet, with heads, with feet


def install() -> None:
    """Change WeasyPrint; calling it again changes nothing.

    Raises:
        UnknownWeasyPrintError: another version of WeasyPrint is installed than the locked one.
    """
    if getattr(table.table_layout, "keeps_heads", False):
        return
    source = inspect.getsource(table.table_layout)
    if source.count(_STOCK) != _TIMES or block.table_layout is not table.table_layout:
        raise UnknownWeasyPrintError("WeasyPrint 的版本不合：weasyprint.layout.table.table_layout 变了")
    exec(compile(source.replace(_STOCK, _OURS), table.__file__, "exec"), vars(table))  # noqa: S102 - its own source
    table.table_layout.keeps_heads = True
    block.table_layout = table.table_layout
