"""What a new file or folder may be called."""

from __future__ import annotations

import re
from typing import Final

# The name of a file without its number and ending, or of a folder; and how people are told so.
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NAMED: Final = "用小写英文字母、数字和短横线"
