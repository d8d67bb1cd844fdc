"""The heads of the table of facts that workbooks carry: written where documents are assembled, read by imports.

The others are the names of dimensions; behind that of a project, a unit or a purchase, CODE makes the head of its code.
"""

from __future__ import annotations

from typing import Final

# The name of the sheet.
SHEET: Final = "数据"
LIST, COVERAGE, AMOUNT = "清单", "口径", "金额（元）"
CODE: Final = "编码"
# The list of 尾差; their COVERAGE is the total that they belong to.
REST: Final = "尾差"
