"""Words that name the unit of the figures beside them."""

from __future__ import annotations

import re
from typing import Final

CODE: Final = "QS-009"
MONEY_WORD: Final = r"(?P<unit>[百千万亿]*元)"
# The line above a table is about nothing but its unit; among other words a unit stands in brackets, or alone.
LINE: Final = re.compile(MONEY_WORD)
LABEL: Final = re.compile(rf"(?:^|[（(])\s*(?:单位\s*[:：]?)?\s*(?:人民币)?{MONEY_WORD}\s*(?:$|[）)])")
