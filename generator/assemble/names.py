"""Names of output files."""

from __future__ import annotations

import re

UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
MAX_LENGTH = 60


def safe(name: str) -> str:
    """Return a name that every file system takes, of at most 60 characters."""
    return UNSAFE.sub("_", name).strip("._")[:MAX_LENGTH]
